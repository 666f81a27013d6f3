from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaitei.source.languages import hints, pruned
from kaitei.source.yamltext import parse
from tests.support import site
from tests.support.repository import TODAY, Repository
from tests.support.site import REPOSITORY

TEXTS: dict[str, tuple[str, Any, list[tuple[str, int]]]] = {
    "a text per language": ("a: {ja: x, en: y}\n", {"a": {"ja": "x"}}, [("en", 1)]),
    "a language with its region": ("a:\n  ja: x\n  pt-BR: y\n", {"a": {"ja": "x"}}, [("pt-BR", 3)]),
    "a language with its script": ("a: {ja: x, zh-Hant: y}\n", {"a": {"ja": "x"}}, [("zh-Hant", 1)]),
    "a dated text": (
        "a: [{from: 2024-01-01, ja: x, en: y}]\n",
        {"a": [{"from": "2024-01-01", "ja": "x"}]},
        [("en", 1)],
    ),
    "a dated text that came later": (
        "a: [{from: 2024-01-01, recorded: 2024-02-01, ja: x, en: y}]\n",
        {"a": [{"from": "2024-01-01", "recorded": "2024-02-01", "ja": "x"}]},
        [("en", 1)],
    ),
    "several": ("- {ja: x, en: y}\n- {ja: x, de: y}\n", [{"ja": "x"}, {"ja": "x"}], [("en", 1), ("de", 2)]),
    "a key that is no code": ("a: {ja: x, title: y}\n", {"a": {"ja": "x", "title": "y"}}, []),
    "one that is none beside one that is": (
        "a: {ja: x, en: y, titel: z}\n",
        {"a": {"ja": "x", "en": "y", "titel": "z"}},
        [],
    ),
    "no text in a language of the site": ("a: {en: y}\n", {"a": {"en": "y"}}, []),
    "a map of maps": ("a: {ja: {name: x}, en: {name: y}}\n", {"a": {"ja": {"name": "x"}, "en": {"name": "y"}}}, []),
    "what the site has": ("a: {ja: x}\n", {"a": {"ja": "x"}}, []),
}


@pytest.mark.parametrize(("text", "left", "passed"), TEXTS.values(), ids=TEXTS)
def test_languages_that_the_site_does_not_have_are_passed_over(text: str, left: Any, passed: list[Any]) -> None:
    data, found = pruned(parse(text, "company.yml"), "company.yml", ("ja",))
    assert (data.value, [(code, place.line) for code, place in found]) == (left, passed)


def test_all_that_is_passed_over_is_told_once() -> None:
    _, found = pruned(parse("a: {ja: x, en: y}\nb: {ja: x, en: y}\nc: {ja: x, de: y}\n", "f"), "f", ("ja",))
    (hint,) = hints(found)
    assert (hint.key, hint.file, hint.line, hint.params) == (
        "languages_gone",
        "f",
        1,
        {"locales": "en, de", "count": "3"},
    )
    assert list(hints(())) == []


def test_a_site_may_give_up_a_language(tmp_path: Path) -> None:
    names = {path.relative_to(REPOSITORY).as_posix(): path for path in (REPOSITORY / "docs").rglob("*")}
    kept = {name: path.read_bytes() for name, path in names.items() if path.is_file() and not name.endswith(".en.md")}
    company = (REPOSITORY / "company.yml").read_bytes()
    made = site.make(tmp_path / "p", kept | {"company.yml": company}, languages=("ja",))
    Repository(made.root).lock()
    built = made.build(today=TODAY)
    assert (built.code, built.failure) == (0, None), built.output
    told = [line for line in built.output.splitlines() if "passed over" in line]
    assert len(told) == 1
    assert "company.yml" in told[0]
    assert told[0].startswith("INFO")
    checked = Repository(made.root).kaitei("check", today=TODAY)
    assert (checked.code, checked.err) == (0, "")
    assert [line.split(":")[0] for line in checked.out.splitlines() if "passed over" in line] == ["company.yml"]
    japanese = Repository(made.root).kaitei("check", today=TODAY, lang="ja").out
    assert "サイトにない言語（en）の文は読み飛ばされます" in japanese


def test_a_key_that_is_no_language_stays_an_error(tmp_path: Path) -> None:
    files = site.files("plain") | {"company.yml": "company: {name: {ja: 見本, titel: x}}\n"}
    built = site.make(tmp_path / "p", files).build(today=TODAY)
    assert built.code == 1
    assert built.messages[0].startswith("company.yml:1: company.name must be text")
