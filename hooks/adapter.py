"""What the hooks share: the build that they carry from event to event, and how the engine's errors become MkDocs'."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler

from kaitei.build import Builder
from kaitei.cache.memory import Memory
from kaitei.errors import KaiteiError
from kaitei.words import messages, system_language

_KEY = "kaitei_build"


@dataclass(frozen=True, slots=True)
class Build:
    """One run of MkDocs, which builds every locale."""

    builder: Builder
    site_dir: Path  # where the finished site belongs
    docs_dir: str  # where MkDocs is to find its files, once it has looked for them


@cache
def memory() -> Memory:
    """Return what builds of the same process tell the next: `mkdocs serve` gives each a configuration of its own."""
    return Memory(again=False)


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


def list_own_only(theme: Theme) -> None:
    """Keep MkDocs from looking through the theme's own files: none is published, and ten thousand are icons."""
    make, own = theme.get_env, theme.custom_dir

    def get_env() -> Environment:
        environment = make()
        environment.loader = _Own(theme.dirs, own)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]  # it is asked for before any event of its own


def spare_walk(config: MkDocsConfig) -> None:
    """Keep MkDocs from walking docs/ for every locale: thousands of files, of which it is to see a few.

    Not where it has a README.md, which stands for an index.md there, or clashes with one: that rule is MkDocs' own.
    """
    if not any(path.rpartition("/")[2] == "README.md" for path in current(config).builder.sources()):
        config.docs_dir = os.devnull


def listed(files: Files, config: MkDocsConfig) -> Files:
    """Return the sources of themed pages and what is published as it is, in MkDocs' order; then the files of ours."""
    build = current(config)
    wanted, spared = build.builder.sources(), config.docs_dir != build.docs_dir
    config.docs_dir = build.docs_dir
    make = partial(
        File, src_dir=config.docs_dir, dest_dir=config.site_dir, use_directory_urls=config.use_directory_urls
    )
    found = sorted(map(make, wanted), key=file_sort_key) if spared else [one for one in files if one.src_uri in wanted]
    ours = [one for one in files if one.src_dir == config.theme.custom_dir and one.src_uri.startswith("assets/")]
    every = Files([*found, *(one for one in ours if one.src_uri not in wanted)])
    set_exclusions(every, config)
    return every


class _Own(FileSystemLoader):
    """Finds every template, and lists only those of overrides/."""

    def __init__(self, folders: list[str], own: str | None) -> None:
        super().__init__(folders)
        self.own = own

    def list_templates(self) -> list[str]:
        return FileSystemLoader(self.own).list_templates() if self.own else []


def language() -> str:
    """Return the language of messages."""
    return system_language(os.environ)


def failed(error: KaiteiError) -> PluginError:
    """Turn the engine's error into the one that MkDocs prints without a traceback."""
    return PluginError(messages(error.problems, language()))


def strict_failure(config: MkDocsConfig) -> bool:
    """Whether MkDocs is about to abort a strict build, which it does only after the last event."""
    handlers = logging.getLogger("mkdocs").handlers
    return bool(config.strict) and any(isinstance(one, CountHandler) and one.get_counts() for one in handlers)
