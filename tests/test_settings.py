from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.settings import Settings, read
from tests.support.cases import cases, problems
from tests.support.small import REPOSITORY

SMALL = "site_url: https://a.example/\n"
TWO = """
plugins:
  - search
  - i18n:
      languages:
        - {locale: en, name: English, site_name: Mihon, site_description: Terms}
        - {locale: ja, name: 日本語, default: true}
        - {locale: fr, name: Français, build: false}
"""


def given(root: Path, text: str) -> Settings:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read(root / "mkdocs.yml")


@pytest.mark.parametrize("case", cases("settings"))
def test_what_settings_must_not_say_is_told_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        given(tmp_path, case["yaml"])
    assert sorted(problems(error)) == sorted(case["problems"])
    assert {problem.file for problem in error.value.problems} == {"mkdocs.yml"}


def test_every_setting_has_a_default(tmp_path: Path) -> None:
    chosen = given(tmp_path, SMALL)
    assert (chosen.timezone, chosen.date_format, chosen.dates, chosen.revision_word) == (
        "Asia/Tokyo",
        "western",
        "all",
        "改定",
    )
    assert (chosen.new_first, chosen.labels, chosen.edit_url, chosen.logo) == (True, {}, "", "")
    assert (chosen.docs, chosen.overrides, chosen.facts) == tuple(
        tmp_path / name for name in ("docs", "overrides", "company.yml")
    )


def test_settings_are_read(tmp_path: Path) -> None:
    chosen = given(
        tmp_path,
        SMALL + "docs_dir: texts\ntheme: {name: material, custom_dir: skin, logo: /images/mark.svg}\n"
        "extra:\n  kaitei:\n    timezone: UTC\n"
        "    facts: data/facts.yml\n    date_format: both\n    dates: latest\n    revision_word: 改正\n"
        "    edit_url: https://git.example/\n"
        "    compare: {order: old-first, labels: {ja: {new: 新, old: 旧}}}\n",
    )
    assert (chosen.timezone, chosen.date_format, chosen.dates, chosen.revision_word) == (
        "UTC",
        "both",
        "latest",
        "改正",
    )
    assert (chosen.new_first, chosen.labels) == (False, {"ja": {"new": "新", "old": "旧"}})
    assert (chosen.edit_url, chosen.logo) == ("https://git.example/", "/images/mark.svg")
    assert (chosen.docs, chosen.overrides, chosen.facts) == (
        tmp_path / "texts",
        tmp_path / "skin",
        tmp_path / "data/facts.yml",
    )


@pytest.mark.parametrize("url", ["https://a.example/p", "https://a.example/p/", "https://a.example/p///"])
def test_the_site_address_ends_in_one_slash(url: str, tmp_path: Path) -> None:
    assert given(tmp_path, f"site_url: {url}\n").site_url == "https://a.example/p/"


def test_the_default_locale_comes_first_wherever_it_is_listed(tmp_path: Path) -> None:
    chosen = given(tmp_path, SMALL + "site_name: 見本\nsite_description: 見本の規約\n" + TWO)
    assert (chosen.codes, chosen.default) == (("ja", "en"), "ja")
    assert (chosen.locale("ja").site_name, chosen.locale("ja").description) == ("見本", "見本の規約")
    assert (chosen.locale("en").site_name, chosen.locale("en").description) == ("Mihon", "Terms")


def test_plugins_may_be_a_map(tmp_path: Path) -> None:
    chosen = given(tmp_path, SMALL + "plugins: {i18n: {languages: [{locale: en, name: English, default: true}]}}\n")
    assert chosen.codes == ("en",)


@pytest.mark.parametrize(
    ("theme", "code"), [("{name: material, language: en}", "en"), ("material", "ja"), ("{name: material}", "ja")]
)
def test_without_locales_the_language_of_the_theme_is_the_only_one(theme: str, code: str, tmp_path: Path) -> None:
    assert given(tmp_path, SMALL + f"theme: {theme}\n").codes == (code,)


def test_tags_of_other_settings_are_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    given(tmp_path, SMALL + f"plugins:\n  - x: !!python/object/apply:os.mkdir ['{ran}']\n")
    assert not ran.exists()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        read(tmp_path / "mkdocs.yml")
    assert problems(error) == ["file_unreadable"]


def test_files_are_named_from_the_root_where_they_are_below_it(tmp_path: Path) -> None:
    chosen = given(tmp_path, SMALL)
    assert chosen.name(tmp_path / "docs" / "a.md") == "docs/a.md"
    assert chosen.name(Path("/elsewhere/a.md")) == "/elsewhere/a.md"


def test_the_settings_of_this_repository_are_valid() -> None:
    assert read(REPOSITORY / "mkdocs.yml").codes == ("ja", "en")
