"""The sample in English alone: its translations become the texts, each with the revisions that it renders.

A revision of which there is no translation is one whose text is not held; one newer than the translation is left out.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML

from kaitei.data import FOLDER

CODE = "en"
_TRANSLATION = re.compile(r"docs/(.+)\.en\.md")
_JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_ON_LANGUAGES = re.compile(r"^## Japanese and English\n.*?(?=^## )", re.MULTILINE | re.DOTALL)
_NOT_TAKEN = ("corrections", "email_display")  # of Japanese words; a custom of Japan


def only(sample: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the sample in English alone."""
    texts = {path: data.decode() for path, data in sample.items() if path.endswith((".md", ".yml"))}
    found = {path: data for path, data in sample.items() if path.startswith("overrides/")}
    for path, text in texts.items():
        if match := _TRANSLATION.fullmatch(path):
            found[f"docs/{match[1]}.md"] = _text(match[1], text, texts).encode()
    head = (FOLDER / "starter" / CODE / "company.yml").read_text(encoding="utf-8").partition("\n\n")[0]
    found["company.yml"] = f"{head}\n\n{_dumped(_english(_loaded(texts['company.yml'])))}".encode()
    found["mkdocs.yml"] = _dumped(_settings(_loaded(texts["mkdocs.yml"]))).encode()
    return found


def _text(stem: str, translation: str, texts: Mapping[str, str]) -> str:
    """A text of its own in the place of a translation."""
    head, body = _split(translation)
    was, _ = _split(texts.get(f"docs/{stem}.md", "---\n---\n"))
    if newest := head.pop("translates", None) if "revisions" in was else None:
        revisions = [_revision(one, stem, newest, texts) for one in was.pop("revisions") if one["date"] <= newest]
        head = {"title": head["title"], **_english(was), **head, "revisions": revisions}
    head.pop("translates", None)
    return f"---\n{_dumped(head)}---\n{_ON_LANGUAGES.sub('', body)}"


def _revision(one: dict[str, Any], stem: str, newest: dt.date, texts: Mapping[str, str]) -> dict[str, Any]:
    held = one["date"] == newest or f"docs/{stem}/{one['date']}.en.md" in texts
    return {**_english(one), **({} if held else {"text": "not-held"})}


def _split(text: str) -> tuple[dict[str, Any], str]:
    head, body = text.removeprefix("---\n").split("---\n", 1)
    return _loaded(head) or {}, body


def _english(value: Any) -> Any:
    """A value with its English texts alone, without what is said in Japanese only."""
    if isinstance(value, dict):
        if CODE in value:
            return value[CODE]
        made = {key: _english(inner) for key, inner in value.items() if key not in _NOT_TAKEN}
        return {key: inner for key, inner in made.items() if not (isinstance(inner, str) and _JAPANESE.search(inner))}
    return [_english(inner) for inner in value] if isinstance(value, list) else value


def _settings(config: dict[str, Any]) -> dict[str, Any]:
    """The settings in English: those of the language, and the plugin for several languages left out."""
    plugins = {name: options for one in config["plugins"] for name, options in one.items()}
    own = next(one for one in plugins.pop("i18n")["languages"] if one["locale"] == CODE)
    said = {key: value for key, value in own.items() if key not in ("locale", "name", "default", "build")}
    titles = said.pop("nav_translations", {})
    merged: dict[str, Any] = _merged(config, said)
    merged["theme"]["language"] = CODE
    merged["plugins"] = [{name: _english(options)} for name, options in plugins.items()]
    if "nav" in merged:
        merged["nav"] = _titled(merged["nav"], titles)
    return merged


def _merged(one: Any, other: Any) -> Any:
    """A value with what another says in its place: maps by key, lists of maps by index."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: _merged(one.get(key), inner) for key, inner in other.items()}}
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(inner, dict) for inner in (*one, *other)):
        return [_merged(*pair) for pair in zip(one, other, strict=False)] + one[len(other) :]
    return other


def _titled(nav: Any, titles: Mapping[str, str]) -> Any:
    """The navigation with its titles translated."""
    if isinstance(nav, dict):
        return {titles.get(key, key): _titled(inner, titles) for key, inner in nav.items()}
    return [_titled(inner, titles) for inner in nav] if isinstance(nav, list) else nav


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml


def _loaded(text: str) -> Any:
    return _plain(_yaml().load(text))


def _plain(value: Any) -> Any:
    """A value as maps and lists without comments."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _dumped(value: Any) -> str:
    stream = io.StringIO()
    yaml = _yaml()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(value, stream)
    return stream.getvalue()
