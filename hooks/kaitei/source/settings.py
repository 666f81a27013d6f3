"""The site's settings as plain values, and what is wrong with them.

MkDocs reads them (`mkdocs/`), so `INHERIT`, `!ENV` and `-f` mean what they mean to MkDocs, in builds and
commands alike. Source of the keys under `extra.kaitei`: product contract §2, "Settings".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PureWindowsPath
from typing import Any, Literal
from urllib.parse import urlsplit

from kaitei import dates
from kaitei.errors import KaiteiError, Problem
from kaitei.source import address, own_words, schema
from kaitei.source.filenames import on_disk
from kaitei.source.folder import never
from kaitei.source.languages import Passed
from kaitei.source.written import Place, Written
from kaitei.source.yamltext import Data
from kaitei.wording import words
from kaitei.wording.per_locale import is_code
from kaitei.wording.words import Words

OWN = ("extra", "kaitei")
"""Where mkdocs.yml has the engine's own settings, unless the plugin has them."""

PLUGIN = "kaitei"
"""The plugin that may have them as its options."""

SEARCH = "search"
"""The plugins, of MkDocs and of Material, with which a site searches by itself."""


At = tuple[str | int, ...]
"""Where something is in mkdocs.yml: keys, and numbers in lists."""


OFFLINE = "offline"
"""Material's plugin for sites that are opened as files, whose pages have no folders of their own."""


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site."""

    code: str
    name: str  # in that language
    site_name: str
    description: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who stamps the record with the time (RFC 3161)."""

    url: str  # where it is asked
    certificates: Path  # a file in PEM, with the certificate at which its chain ends


@dataclass(frozen=True)
class Settings:
    """Everything that mkdocs.yml says to the engine."""

    root: Path
    docs: Path
    overrides: Path
    facts: Path
    site_url: str  # ends in "/"
    locales: tuple[Locale, ...]  # the default one first
    below: str = ""  # the folder of docs/ that is the engine's, "" for all of it: "legal"
    searches: bool = True  # whether the site has the engine's own search
    timezone: str = "Asia/Tokyo"
    date_format: Literal["western", "wareki", "both"] = "western"
    dates: Literal["all", "latest"] = "all"
    revision_word: str = "改定"
    new_first: bool = True
    mark: str = "underline"  # what marks are in comparisons: underline, colour, both
    defined_terms: bool = True  # whether defined terms lead to their definitions
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by locale
    edit_url: str = ""
    edit_docs: str = ""  # where else a file of docs/ may be edited, as MkDocs has it: "https://…/docs/{path}"
    search_synonyms: tuple[tuple[str, ...], ...] = ()  # the site's own
    stamp: Authority | None = None
    own_words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by locale

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the locales, the default one first."""
        return tuple(locale.code for locale in self.locales)

    @cached_property
    def default(self) -> str:
        """The code of the default locale, whose texts are authoritative."""
        return self.locales[0].code

    def locale(self, code: str) -> Locale:
        """A locale by its code."""
        return next(locale for locale in self.locales if locale.code == code)

    def address(self, path: str, locale: str = "") -> str:
        """Where a page or file below the engine's folder is, from the site's root.

        With the folder "legal" and "ja" as default: "/terms/" → "/legal/terms/", in "en" → "/en/legal/terms/".

        Args:
            path: its address as if the folder were the site's root, in the default locale.
            locale: the locale; by default the default one.
        """
        start = "" if locale in ("", self.default) else f"/{locale}"
        return f"{start}/{self.below}{path}" if self.below else f"{start}{path}"

    def words(self, code: str) -> Words:
        """The words of a language: the site's own before the package's.

        Raises:
            KaiteiError: where there are none.
        """
        return words.words(code, self.revision_word, self.own_words.get(code))

    def file(self, path: str) -> Path:
        """The file that a link names: below the engine's folder, or outside it from the root of docs/, "/mark.png"."""
        top = self.docs.parents[self.below.count("/")] if self.below else self.docs
        return on_disk(top / path[1:] if path.startswith("/") else self.docs / path)

    def name(self, path: Path) -> str:
        """How messages name a file: from the root where it is below it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def below_docs(self, file: str) -> str:
        """A file's path below docs/, given its name in messages."""
        return file.removeprefix(f"{self.name(self.docs)}/")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is made of MkDocs' configuration: the settings, and which files of docs/ the site leaves out."""

    settings: Settings
    excluded: Callable[[str], bool] = never  # by path below docs/
    warnings: tuple[Problem, ...] = ()  # MkDocs' own, where nobody else tells them
    outside: frozenset[str] = frozenset()  # files of docs/ outside the engine's folder, by path below docs/
    passed: tuple[Passed, ...] = ()  # labels in languages that the site does not have
    hints: tuple[Problem, ...] = ()  # of the site's own words


@dataclass(frozen=True)
class Given:
    """The settings that the engine needs, as MkDocs has read them; those of type `Any` are not checked yet."""

    root: Path
    docs: Path
    overrides: Path
    site_url: Any
    site_name: Any
    site_description: Any
    directory_urls: Any
    language: Any  # of a site without languages
    languages: tuple[Mapping[str, Any], ...]  # those that are built
    plugins: tuple[str, ...]
    structure: str  # of static-i18n: how files say their language
    linked: Mapping[str, Any]  # other settings whose addresses pages may lead to
    edit: str  # where a file of docs/ may be edited, with `{path}`; "" for nowhere
    own: Any  # the engine's settings
    at: At = OWN  # where in mkdocs.yml these are


def check(given: Given, written: Written) -> Configuration:
    """Turn what MkDocs has read into settings.

    Raises:
        KaiteiError: with all that is wrong with them.
    """
    codes = tuple(str(one.get("locale")) for one in given.languages) or (str(given.language),)
    own, passed = _own(given, codes, written)
    said = own_words.read(given.root, codes)
    problems = [*_site(given, written), *_languages(given, codes, written), *said.problems]
    problems += _schema(own, codes, written, given.at) or (
        *_zone(own, written, given.at),
        *_outside(own, written, given),
        *_plain_http(own, written, given.at),
    )
    if problems:
        raise KaiteiError(problems)
    below = own.get("root", "").strip("/")
    compare, plain = (
        own.get("compare", {}),
        ("timezone", "date_format", "dates", "revision_word", "edit_url", "defined_terms"),
    )
    return Configuration(
        Settings(
            root=given.root,
            docs=given.docs / below,
            overrides=given.overrides,
            facts=given.root / own.get("facts", "company.yml"),
            site_url=given.site_url.rstrip("/") + "/",
            locales=locales(given),
            below=below,
            searches=not any(plugin.rpartition("/")[2] == SEARCH for plugin in given.plugins),
            edit_docs=given.edit,
            new_first=compare.get("order", "new-first") == "new-first",
            labels=compare.get("labels", {}),
            mark=compare.get("mark", "underline"),
            search_synonyms=tuple(tuple(group) for group in own.get("search_synonyms", ())),
            stamp=_authority(given.root, own.get("stamp")),
            own_words=said.texts,
            **{key: own[key] for key in plain if key in own},
        ),
        passed=passed,
        hints=said.hints,
    )


def locales(given: Given) -> tuple[Locale, ...]:
    """The locales, the default one first; without languages the only one."""
    found: list[Locale] = []
    for one in given.languages:
        name = one.get("site_name") or given.site_name
        made = Locale(one["locale"], one["name"], name, one.get("site_description") or given.site_description or "")
        found.insert(0 if one.get("default") else len(found), made)
    only = str(given.language)
    return tuple(found) or (Locale(only, only, given.site_name, given.site_description or ""),)


def _site(given: Given, written: Written) -> Iterator[Problem]:
    """Tell of settings of MkDocs and the theme that the engine has no use for as they are."""
    if isinstance(given.site_url, str) and address.flaw(given.site_url, address.WEB) == "user":
        yield _told("expects_nameless", written, "site_url", where="site_url", value=given.site_url)
    elif not _is_address(given.site_url):
        key = "site_url_wrong" if given.site_url else "site_url"
        yield _told(key, written, "site_url", value=str(given.site_url))
    for name, value in given.linked.items():
        if isinstance(value, str) and (flaw := address.flaw(value, address.WEB)):
            yield _told("expects_nameless" if flaw == "user" else "expects_url", written, name, where=name, value=value)
    if given.directory_urls is not True:
        yield _told("directory_urls", written, "use_directory_urls")
    for plugin in given.plugins:
        if plugin.rpartition("/")[2] == OFFLINE:
            yield _told("plugin_offline", written, "plugins", *index(written, plugin), name=plugin)
    if given.structure != "suffix":
        at: At = ("plugins", *index(written, "i18n"), "i18n", "docs_structure")
        yield _told("docs_structure", written, *at, value=given.structure)


def _languages(given: Given, codes: tuple[str, ...], written: Written) -> Iterator[Problem]:
    """Tell of languages that the site cannot have."""
    place = _place_of_languages(given, written)
    for code in codes:
        if not is_code(code):
            yield Problem("language_code", place.file, place.line, {"value": code})
        elif not words.known(code) and not (given.root / own_words.FOLDER / f"{code}.yml").is_file():
            yield Problem("words_missing", place.file, place.line, {"locale": code})
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        yield Problem("language_twice", place.file, place.line, {"locale": code})
    defaults = [one["locale"] for one in given.languages if one.get("default")]
    if len(defaults) > 1:
        yield Problem("language_defaults", place.file, place.line, {"locales": ", ".join(defaults)})


def _place_of_languages(given: Given, written: Written) -> Place:
    if not given.languages:
        return written.place("theme", "language" if written.has("theme", "language") else "locale")
    return written.place("plugins", *index(written, "i18n"), "i18n", "languages")


def index(written: Written, name: str) -> list[int]:
    """The index of a plugin in the list of plugins, as a list of one; empty where it is not found."""
    plugins = written.value("plugins")
    listed = plugins if isinstance(plugins, list) else []
    near = name.rpartition("/")[2]
    named = (next(iter(one), "") if isinstance(one, dict) else one for one in listed)
    return [at for at, one in enumerate(named) if isinstance(one, str) and one.rpartition("/")[2] == near][:1]


def _own(given: Given, codes: tuple[str, ...], written: Written) -> tuple[Any, tuple[Passed, ...]]:
    """The engine's own settings without labels in languages that the site lacks, and which these were."""
    plain = _plain({} if given.own is None else given.own)
    labels = _map(_map(_map(plain).get("compare")).get("labels"))
    gone = [code for code in labels if code not in codes and is_code(code)]
    for code in gone:
        del labels[code]
    return plain, tuple((code, written.place(*given.at, "compare", "labels", code)) for code in gone)


def _schema(own: Any, codes: tuple[str, ...], written: Written, at: At) -> tuple[Problem, ...]:
    file, data = next(((name, data) for name, data in written.files if at in data.lines), written.files[0])
    lines = {path[len(at) :]: line for path, line in data.lines.items() if path[: len(at)] == at}
    try:
        schema.check(Data(own, lines or {(): written.place(*at).line}), "settings", file, codes)
    except KaiteiError as error:
        whole = ".".join(one for one in at if isinstance(one, str))
        return tuple(
            replace(one, params={**one.params, "where": one.params.get("where") or whole}) for one in error.problems
        )
    return ()


def _zone(own: Mapping[str, Any], written: Written, at: At) -> tuple[Problem, ...]:
    try:
        dates.zone(own.get("timezone", Settings.timezone))
    except KaiteiError as error:
        place = written.place(*at, "timezone")
        return tuple(problem.at(place.file, place.line) for problem in error.problems)
    return ()


def _outside(own: Mapping[str, Any], written: Written, given: Given) -> Iterator[Problem]:
    """Tell of files outside the site's folder, and of a folder of docs/ that is not there."""
    below = own.get("root", "")
    if below and not (given.docs / below).is_dir():
        yield _told("root_missing", written, *given.at, "root", value=below)
    named = {
        ("facts",): own.get("facts", ""),
        ("root",): own.get("root", "").rstrip("/"),
        ("stamp", "certificates"): _map(own.get("stamp")).get("certificates", ""),
    }
    for keys, value in named.items():
        path = PureWindowsPath(value)  # with slashes of either kind
        if path.anchor or ".." in path.parts:
            yield _told("path_outside", written, *given.at, *keys, value=value)


def _plain_http(own: Mapping[str, Any], written: Written, at: At) -> Iterator[Problem]:
    """Tell of an authority that is asked where anybody on the way can listen, unless it is this machine."""
    url = urlsplit(_map(own.get("stamp")).get("url", "https:"))
    if url.scheme.lower() == "http" and url.hostname not in ("localhost", "127.0.0.1", "::1"):
        yield _told("stamp_plain_http", written, *at, "stamp", "url", value=url.geturl())


def _authority(root: Path, stamp: Mapping[str, str] | None) -> Authority | None:
    return Authority(stamp["url"], root / stamp["certificates"]) if stamp else None


def _told(key: str, written: Written, *keys: str | int, **params: str) -> Problem:
    place = written.place(*keys)
    return Problem(key, place.file, place.line, params)


def _is_address(url: Any) -> bool:
    """Whether something is the address of a site: http or https, with a host, without user, query and fragment."""
    if not isinstance(url, str) or re.search(r"[\s\\\"<>]", url):
        return False
    try:
        found = urlsplit(url)
        port = found.port or 0
    except ValueError:
        return False
    extra = found.query or found.fragment or found.username is not None
    return found.scheme in ("http", "https") and bool(found.hostname) and port >= 0 and not extra


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(value: Any) -> Any:
    """A value of YAML as the schemas take it: a date or 1.5 as text, keys as text, a tuple as a list."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | int) else str(value)
