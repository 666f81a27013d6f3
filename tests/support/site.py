"""Whole sites, really built: the files of a project in, the finished folder out.

A project is a temporary folder with the repository's mkdocs.yml, hooks and overrides and with content of the tests'.
MkDocs runs as from its command line: within this process, which saves its start, or in its own (`build_apart`).
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.commands import build as mkdocs_build

import kaitei.assembly.builder  # noqa: F401 - from the repository, before a project's link to it is on the path
from tests.support.pages import Page

REPOSITORY = Path(__file__).parents[2]
CASES = REPOSITORY / "tests" / "cases"
DAYS = ("2026-11-22", "2027-02-01")
"""Two days between which the revision of `REVISED` takes effect, so that their sites differ."""

REVISED = {
    "company.yml": "company: {name: 見本株式会社}\n",
    "docs/index.md": "---\ntitle: 見本\n---\n",
    "docs/terms/2024-04-01.md": "---\ntitle: 規約\n---\n今の文面です。\n",
    "docs/terms.md": (
        "---\ntitle: 規約\nkind: terms\nrevisions:\n"
        "  - {date: 2027-01-01, announced: 2026-10-01, summary: 改定}\n  - {date: 2024-04-01, summary: 制定}\n"
        "---\n次の文面です。\n"
    ),
}
"""A policy with a revision announced, whose site is as quick to build as one can be."""

THEME = {"name": "mkdocs", "highlightjs": False, "custom_dir": "overrides", "language": "ja"}
"""The theme of sites of which it does not matter, as it builds in half the time of the repository's."""

MATERIAL = {"theme": {"name": "material"}}
"""Settings for the repository's theme, with its settings."""

NAMES = ("docs/", "record/", "company.yml", "mkdocs.yml")
"""With what the names of files begin that messages name."""

Content = str | bytes | Mapping[str, Any] | None
"""A file's content: text, bytes, a map that says how to make it (see `written`), or None for no file."""


@dataclass(frozen=True)
class Built:
    """What a build said and what it left."""

    code: int
    output: str
    site: Path
    failure: BaseException | None = None  # what a reader would see as a traceback

    @property
    def messages(self) -> list[str]:
        """The lines of the output that name a file of the project, without MkDocs' own words before them."""
        found = (re.match(r"(?:(?:ERROR|WARNING) +- +)?(?:kaitei: )?(.*)", line) for line in self.output.splitlines())
        return [match[1] for match in found if match and match[1].startswith(NAMES)]

    def page(self, address: str) -> Page:
        """The page at an address of the site, such as `/privacy/`."""
        return Page(self.html(address))

    def whole(self, address: str) -> Page:
        """The page at an address with what the theme says around its content."""
        return Page(self.html(address), whole=True)

    def text(self, address: str) -> str:
        """The words of the page at an address, a single space for any white space."""
        return self.page(address).text

    def html(self, address: str) -> str:
        """The source of the page, or the content of the file, at an address."""
        path = self.site / address.lstrip("/")
        return (path / "index.html" if address.endswith("/") else path).read_bytes().decode()

    def has(self, address: str) -> bool:
        """Whether there is a page at an address, or a file."""
        path = self.site / address.lstrip("/")
        return (path / "index.html").is_file() if address.endswith("/") else path.is_file()

    def addresses(self) -> set[str]:
        """The addresses of all pages."""
        found = (path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))
        return {f"/{path.removesuffix('index.html')}" for path in found}

    def files(self) -> dict[str, bytes]:
        """Every file of the site, compressed ones unpacked."""
        return {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in tree(self.site).items()}

    def holding(self, words: str) -> list[str]:
        """The files in which words stand."""
        return sorted(name for name, data in self.files().items() if words.encode() in data)


Maker = Callable[..., Built]
"""Builds a site of `cases/sites.yml` by its name, on a day and with settings; see `site/conftest.py`."""


@dataclass(frozen=True)
class Project:
    """A project's folder."""

    root: Path

    @property
    def site(self) -> Path:
        """Where its site is built."""
        return self.root / "site"

    def write(self, files: Mapping[str, Content]) -> None:
        """Write files by their paths from the project's root; None removes one."""
        for name, content in files.items():
            path = self.root / name
            if path.is_file() or path.is_symlink():
                path.unlink()
            if isinstance(content, Mapping) and "link" in content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.symlink_to(str(content["link"]))
            elif content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(written(content))

    def build(self, today: str = "2026-11-22", strict: bool = True, **environ: str) -> Built:
        """Run `mkdocs build` within this process."""
        arguments = ["build", "-f", str(self.root / "mkdocs.yml"), *(["--strict"] if strict else [])]
        with _quiet():
            result = CliRunner().invoke(cli, arguments, env=_environ(today) | environ)
        failure = result.exception if not isinstance(result.exception, SystemExit) else None
        return Built(result.exit_code, result.output, self.site, failure)

    def build_apart(
        self, today: str = "2026-11-22", strict: bool = True, tool: str = "mkdocs", **environ: str
    ) -> Built:
        """Run `mkdocs build` as an editor does, in a process and with an environment of its own; or another tool."""
        command = [sys.executable, "-m", tool, "build", "-f", "mkdocs.yml", *(["--strict"] if strict else [])]
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("COV", "PYTEST", "PYTHON"))}
        environ = inherited | {"PYTHONPATH": str(REPOSITORY / "hooks")} | _environ(today) | environ
        done = subprocess.run(command, cwd=self.root, env=environ, capture_output=True, text=True, check=False)
        return Built(done.returncode, done.stdout + done.stderr, self.site)


def make(
    root: Path,
    files: Mapping[str, Content],
    settings: Mapping[str, Any] | None = None,
    languages: tuple[str, ...] | None = None,
) -> Project:
    """Make a project.

    Args:
        root: its folder, which is created.
        files: its content, by path from the root.
        settings: what differs from the repository's mkdocs.yml; None removes a key. The theme is `THEME`, unless these
            name one.
        languages: the locales to keep; with one only, the plugin for several is left out.
    """
    root.mkdir(parents=True, exist_ok=True)
    (root / "hooks").symlink_to(REPOSITORY / "hooks", target_is_directory=True)
    if "name" in (settings or {}).get("theme", {}) and (REPOSITORY / "overrides").is_dir():
        shutil.copytree(REPOSITORY / "overrides", root / "overrides", dirs_exist_ok=True)
    project = Project(root)
    project.write({"overrides/.gitkeep": ""})  # as git has no empty folders
    project.write({"mkdocs.yml": config(settings or {}, languages), **files})
    return project


def config(settings: Mapping[str, Any], languages: tuple[str, ...] | None = None) -> str:
    """The repository's mkdocs.yml with some settings changed, and with `THEME` unless they name a theme."""
    named = (settings.get("theme") or {}).get("name")
    repository = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    if named != MATERIAL["theme"]["name"]:
        repository = _undressed(repository) | {"theme": {} if named else THEME}
    merged = _merged(repository, settings)
    if languages is not None:
        merged["plugins"] = [_plugin(plugin, languages) for plugin in merged["plugins"]]
        if len(languages) == 1:
            merged["plugins"] = [plugin for plugin in merged["plugins"] if "i18n" not in plugin]
    return yaml.safe_dump(merged, allow_unicode=True, sort_keys=False)


def _undressed(repository: dict[str, Any]) -> dict[str, Any]:
    """Settings without what is there for the looks of the repository's theme."""
    for plugin in repository["plugins"]:
        for language in plugin.get("i18n", {}).get("languages", ()) if isinstance(plugin, dict) else ():
            language.pop("theme", None)
    return {key: value for key, value in repository.items() if key not in ("extra_css", "extra_javascript", "watch")}


def in_theme(
    theme: Mapping[str, Any], settings: Mapping[str, Any] | None = None, languages: tuple[str, ...] | None = None
) -> str:
    """The repository's mkdocs.yml with another theme, without what is there for the looks of its own."""
    return config({**(settings or {}), "theme": theme}, languages)


def copied(root: Path, **changes: Content) -> Project:
    """Make a project of all that is the repository's own, with whole files replaced (`company="…"` for company.yml)."""
    project = make(root, {name: (REPOSITORY / name).read_bytes() for name in ("company.yml", "mkdocs.yml")})
    for name in ("docs", "record", "overrides"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, root / name, dirs_exist_ok=True)
    project.write({f"{name}.yml": content for name, content in changes.items()})
    return project


def written(content: Content) -> bytes:
    """A file's bytes.

    A map has `text`, and may have `repeat` (words after the text, and how often), `after` (more text), `nested` (how
    deep a list of lists after that is), `encoding` (Python's name) or `newline` (in place of a line feed).
    """
    if isinstance(content, bytes):
        return content
    if isinstance(content, Mapping):
        words, times = content.get("repeat", ("", 0))
        text = f"{content.get('text', '')}{words * times}{content.get('after', '')}"
        text += "".join(f"{'  ' * depth}- {depth}\n" for depth in range(int(content.get("nested", 0))))
        return text.replace("\n", str(content.get("newline", "\n"))).encode(str(content.get("encoding", "utf-8")))
    assert content is not None
    return content.encode()


def tree(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def digest(folder: Path) -> str:
    """One SHA-256 of all files below a folder and of their names."""
    hashed = hashlib.sha256()
    for name, content in tree(folder).items():
        hashed.update(f"{name}\0{len(content)}\0".encode() + content)
    return hashed.hexdigest()


@cache
def _sites() -> dict[str, dict[str, Content]]:
    loaded: dict[str, dict[str, Content]] = yaml.safe_load((CASES / "sites.yml").read_text(encoding="utf-8"))
    return loaded


def files(name: str) -> dict[str, Content]:
    """The files of a site of `cases/sites.yml`."""
    return dict(_sites()[name])


def _merged(base: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base or {})
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merged(result.get(key), value) if isinstance(value, Mapping) else value
    return result


def _plugin(plugin: Any, languages: tuple[str, ...]) -> Any:
    if not isinstance(plugin, dict) or "i18n" not in plugin:
        return plugin
    chosen = [language for language in plugin["i18n"]["languages"] if language["locale"] in languages]
    return {"i18n": plugin["i18n"] | {"languages": chosen}}


def _environ(today: str) -> dict[str, str]:
    return {"KAITEI_TODAY": today, "KAITEI_LANG": "en", "NO_MKDOCS_2_WARNING": "1"}


class _quiet:  # noqa: N801 - reads as a verb
    """Undoes what a run of MkDocs leaves behind: log handlers, a filter for messages told before, warning filters."""

    def __enter__(self) -> None:
        self.caught = warnings.catch_warnings()
        self.caught.__enter__()

    def __exit__(self, *_: object) -> None:
        self.caught.__exit__(None, None, None)
        mkdocs_build.log.filters.clear()
        for handler in list(_handlers()):
            logging.getLogger("mkdocs").removeHandler(handler)


def _handlers() -> Iterator[logging.Handler]:
    return (handler for handler in logging.getLogger("mkdocs").handlers if handler.name == "MkDocsStreamHandler")
