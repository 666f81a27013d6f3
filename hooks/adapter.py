"""What the hooks share: the build that they carry from event to event, and how the engine's errors become MkDocs'."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from kaitei.build.builder import Builder
from kaitei.build.publish import Destination
from kaitei.errors import KaiteiError
from kaitei.wording.words import messages, system_language

_KEY = "kaitei_build"


@dataclass(frozen=True, slots=True)
class Build:
    """One run of MkDocs, which builds every locale."""

    builder: Builder
    destination: Destination  # where the finished site belongs


@dataclass
class Process:
    """What MkDocs tells without a configuration, which is all that lives as long as a build."""

    command: str = "build"  # what it was started for: build, serve or gh-deploy
    under_way: list[Build] = field(default_factory=list)  # builds that have begun and not ended


@cache
def process() -> Process:
    """Return what is known of this process."""
    return Process()


def carry(config: MkDocsConfig, build: Build) -> None:
    """Keep a build on the configuration; hooks have no other place that ends with the run."""
    config.extra[_KEY] = build


def carried(config: MkDocsConfig) -> Build | None:
    """Return the build under way, None before it begins."""
    build = config.extra.get(_KEY)
    return build if isinstance(build, Build) else None


def current(config: MkDocsConfig) -> Build:
    """Return the build under way."""
    build = carried(config)
    assert build, "on_config has run"
    return build


def locale(config: MkDocsConfig) -> str:
    """Return the locale being built."""
    i18n = config.plugins.get("i18n")
    return getattr(i18n, "current_language", None) or current(config).builder.site.settings.default


def last(config: MkDocsConfig) -> bool:
    """Whether the build that ends is the outermost one: i18n builds the further locales within the first."""
    return not getattr(config.plugins.get("i18n"), "building", False)


def language() -> str:
    """Return the language of messages."""
    return system_language(os.environ)


def failed(error: KaiteiError) -> PluginError:
    """Turn the engine's error into the one that MkDocs prints without a traceback."""
    return PluginError(messages(error.problems, language()))


def strict_failure(config: MkDocsConfig) -> bool:
    """Whether a strict build is about to be aborted, which happens only after the last event."""
    return bool(config.strict) and any(isinstance(one, CountHandler) and one.get_counts() for one in _listening())


def _listening() -> Iterator[logging.Handler]:
    """Yield what hears the warnings of plugins, whatever the tool that runs calls the logger that it counts with."""
    logger: logging.Logger | None = get_plugin_logger("kaitei").logger
    while logger:
        yield from logger.handlers
        logger = logger.parent if logger.propagate else None
