"""From MkDocs' configuration to the engine's settings: of the build under way, or loaded here for the command."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from pathspec import GitIgnoreSpec

from kaitei.errors import KaiteiError, Problem
from kaitei.source import settings, written
from kaitei.source.settings import OWN, PLUGIN, Configuration, Given, index
from kaitei.source.written import Written

OWN_LOGGER = "mkdocs.plugins.kaitei"
"""With what `get_plugin_logger` of MkDocs writes for the engine."""

_UNSEEN = GitIgnoreSpec.from_lines([".*", "/templates/"])
"""What MkDocs leaves out of docs/ by itself."""


def load(path: Path, drafts: bool = False) -> Configuration:
    """Load mkdocs.yml as MkDocs does, with its plugins and hooks, none of which is run.

    Args:
        path: the file.
        drafts: whether what `draft_docs` names is taken in, as `mkdocs serve` does.

    Raises:
        KaiteiError: with what MkDocs finds wrong with it, or the engine.
    """
    found = written.read(path)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is of no use to somebody who checks a text
    with heard() as said:
        config, warnings = _validated(path, found)
    told = [_told("mkdocs_setting_told", found, key, detail) for key, detail in warnings]
    told += [Problem("mkdocs_told", found.files[0][0], 0, {"detail": one}) for one in said]
    return replace(of(config, drafts, found), warnings=tuple(told))


def of(config: MkDocsConfig, drafts: bool, found: Written | None = None) -> Configuration:
    """Turn a configuration that MkDocs has loaded, and no plugin has changed yet, into settings.

    Args:
        config: the configuration.
        drafts: whether what `draft_docs` names is taken in.
        found: mkdocs.yml as it is written, where it has been read already.

    Raises:
        KaiteiError: with all that is wrong with what the engine reads of it.
    """
    path = Path(config.config_file_path)
    found = found or written.read(path)
    checked, excluded = settings.check(_given(config, found), found), _excluded(config, drafts)
    below = checked.settings.below
    if not below:
        return replace(checked, excluded=excluded)
    outside = frozenset(_outside(Path(config.docs_dir), below, excluded))
    return replace(checked, excluded=lambda path: excluded(f"{below}/{path}"), outside=outside)


def _outside(docs: Path, below: str, excluded: Callable[[str], bool]) -> Iterator[str]:
    """Yield the files of docs/ that are not below a folder of it, nor left out."""
    for path in docs.rglob("*"):
        name = path.relative_to(docs).as_posix()
        if not name.startswith((f"{below}/", ".")) and path.is_file() and not excluded(name):
            yield name


def _validated(path: Path, found: Written) -> tuple[MkDocsConfig, list[tuple[str, str]]]:
    """The configuration, and MkDocs' warnings: each a setting and what is said of it."""
    config = MkDocsConfig(os.path.abspath(path))  # noqa: PTH100 - as MkDocs: links are not followed
    try:
        with path.open("rb") as file:
            config.load_file(file)
        errors, warnings = config.validate()
    except MkDocsException as error:
        raise KaiteiError([_told("mkdocs_config", found, "", error)]) from error
    except (Exception, SystemExit) as error:  # whatever plugins, hooks and MkDocs itself do not foresee
        said = f"{type(error).__name__}: {error}"
        raise KaiteiError([_told("mkdocs_config_crash", found, _suspect(config, error), said)]) from error
    if errors:
        raise KaiteiError([_told("mkdocs_setting", found, key, error) for key, error in errors])
    return config, warnings


def _suspect(config: MkDocsConfig, error: BaseException) -> str:
    """The setting that MkDocs was looking at when it broke off, "" where it was at none."""
    frames = traceback.walk_tb(error.__traceback__)
    at = (frame.f_locals.get("key") for frame, _ in frames if frame.f_locals.get("self") is config)
    return next((key for key in at if isinstance(key, str)), "")


def _told(key: str, found: Written, setting: str, detail: object) -> Problem:
    place = found.place(*([setting] if setting else []))
    params = {"setting": setting or place.file, "detail": " ".join(str(detail).split())}
    return Problem(key, place.file, place.line if setting else 0, params)


def _given(config: MkDocsConfig, found: Written) -> Given:
    root = Path(os.path.abspath(config.config_file_path)).parent  # noqa: PTH100 - as MkDocs: links are not followed
    return Given(
        root=root,
        docs=Path(config.docs_dir),
        overrides=Path(config.theme.custom_dir or root / "overrides"),
        site_url=config.site_url,
        site_name=config.site_name,
        site_description=config.site_description,
        directory_urls=config.use_directory_urls,
        language=_language(config, found),
        languages=tuple(_languages(config)),
        plugins=tuple(config.plugins),
        structure=_structure(config),
        linked={name: config.get(name) for name in ("repo_url", "edit_uri", "edit_uri_template")},
        edit=_edit(config),
        **_own(config, found),
    )


def _own(config: MkDocsConfig, found: Written) -> dict[str, Any]:
    """The engine's settings, and where they are written: options of the plugin, or else `extra.kaitei`."""
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin is None:
        return {"own": config.extra.get(OWN[1])}
    if found.has(*OWN):
        place = found.place(*OWN)
        raise KaiteiError([Problem("settings_two_ways", place.file, place.line)])
    return {"own": plugin.options, "at": ("plugins", *index(found, PLUGIN), PLUGIN)}


def _language(config: MkDocsConfig, found: Written) -> str:
    """The language of a site without languages; a theme's own default says nothing of the site."""
    keys = ("language", "locale")
    return next((str(config.theme[key]) for key in keys if found.has("theme", key)), "ja")


def _edit(config: MkDocsConfig) -> str:
    """Where MkDocs lets a file of docs/ be edited, with `{path}` for the file; "" for nowhere."""
    if config.edit_uri_template:
        return str(config.edit_uri_template)
    return f"{urljoin(config.repo_url or '', config.edit_uri)}{{path}}" if config.edit_uri else ""


def _structure(config: MkDocsConfig) -> str:
    plugin: Any = config.plugins.get("i18n")
    return plugin.config.docs_structure if plugin else "suffix"


def _languages(config: MkDocsConfig) -> Iterator[dict[str, Any]]:
    plugin: Any = config.plugins.get("i18n")
    for one in plugin.config.languages if plugin else ():
        if one.build:
            yield dict(one)


def _excluded(config: MkDocsConfig, drafts: bool) -> Callable[[str], bool]:
    """A test of paths below docs/: whether MkDocs leaves the file out; patterns in MkDocs' order."""
    out = _UNSEEN + config.exclude_docs if config.exclude_docs else _UNSEEN
    draft = None if drafts else config.draft_docs
    return lambda path: out.match_file(path) or (draft is not None and draft.match_file(path))


class _Listener(logging.Handler):
    """Keeps warnings instead of printing them; those of the engine itself, which knows them anyway, are not wanted."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != OWN_LOGGER:
            self.said.append(" ".join(record.getMessage().split()))


@contextmanager
def heard() -> Iterator[list[str]]:
    """Listen to what MkDocs and its plugins have to say meanwhile."""
    log, listener = logging.getLogger("mkdocs"), _Listener()
    log.addHandler(listener)
    try:
        yield listener.said
    finally:
        log.removeHandler(listener)
