from __future__ import annotations

import datetime as dt
import re

import pytest

from kaitei.starting.make import requirement, site
from tests.support.site import REPOSITORY

TODAY = dt.date(2026, 11, 28)
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("version", "line"),
    [
        ("0.1.0", "kaitei>=0.1.0,<0.2\n"),
        ("0.12.3", "kaitei>=0.12.3,<0.13\n"),
        ("1.4.2", "kaitei>=1.4.2,<2\n"),
        ("2.0.0rc1", "kaitei>=2.0.0rc1,<3\n"),
    ],
)
def test_a_site_asks_for_versions_that_break_nothing(version: str, line: str) -> None:
    assert requirement(version) == line
    assert requirement(version, "[material]") == line.replace("kaitei", "kaitei[material]")


def test_a_site_is_the_same_in_every_language_but_for_its_words() -> None:
    assert sorted(site("ja", False, TODAY)) == sorted(site("en", False, TODAY))


def test_what_a_company_keeps_and_nothing_of_the_generator() -> None:
    made = site("ja", False, TODAY)
    assert {path for path in made if not path.startswith((".github/", "publishing/"))} == {
        *(".gitattributes", ".gitignore", "README.md", "company.yml", "mkdocs.yml", "requirements.txt"),
        *("docs/privacy.md", "docs/terms.md"),
    }
    assert ".github/workflows/publish.yml" in made
    assert not {".github/workflows/release.yml", ".github/scripts/release.sh"} & made.keys()


def test_the_sample_is_that_of_this_repository() -> None:
    made = site("ja", True, TODAY)
    for name in ("company.yml", "docs/terms.md", "record/SHA256SUMS", "publishing/nginx.conf"):
        assert made[name] == (REPOSITORY / name).read_bytes()


@pytest.mark.parametrize("sample", [False, True])
def test_texts_settings_and_facts_in_english_have_no_japanese(sample: bool) -> None:
    kept = {
        path: data.decode()
        for path, data in site("en", sample, TODAY).items()
        if path.endswith((".md", ".yml", ".txt"))
    }
    bilingual = (".github/", "publishing/")
    assert [path for path, text in kept.items() if JAPANESE.search(text) and not path.startswith(bilingual)] == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_texts_to_begin_with_hold_from_the_day_on_which_they_are_made(lang: str) -> None:
    made = site(lang, False, TODAY)
    assert b"  - date: 2026-11-28\n" in made["docs/terms.md"]
    assert b"YYYY" not in b"".join(data for path, data in made.items() if path.startswith("docs/"))


def test_workflows_speak_the_language_of_the_site() -> None:
    said = {lang: b"".join(site(lang, False, TODAY).values()) for lang in ("ja", "en")}
    assert said["ja"].count(b"KAITEI_LANG: ja") == said["en"].count(b"KAITEI_LANG: en") > 3
    assert b"KAITEI_LANG: ja" not in said["en"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_first_page_is_short(lang: str) -> None:
    assert len(site(lang, False, TODAY)["README.md"].decode().strip().splitlines()) <= 12
