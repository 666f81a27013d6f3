from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.mkdocs import configuration
from kaitei.source.settings import Authority, Configuration, Settings
from tests.support.cases import cases, problems
from tests.support.small import REPOSITORY, ROOT, settings

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


def loaded(root: Path, text: str) -> Configuration:
    named = text if "site_name" in text or text.startswith("-") else f"{text}site_name: a\n"
    (root / "mkdocs.yml").write_text(named, encoding="utf-8")
    (root / "docs").mkdir(exist_ok=True)
    return configuration.load(root / "mkdocs.yml")


def given(root: Path, text: str) -> Settings:
    return loaded(root, text).settings


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
    assert (chosen.new_first, chosen.labels, chosen.edit_url, chosen.below) == (True, {}, "", "")
    assert (chosen.docs, chosen.overrides, chosen.facts) == tuple(
        tmp_path / name for name in ("docs", "overrides", "company.yml")
    )


@pytest.mark.parametrize("url", ["https://tsa.example/tsr?a=b", "http://localhost:3000/", "http://[::1]:3000/"])
def test_an_authority_for_time_stamps_may_be_named(url: str, tmp_path: Path) -> None:
    assert given(tmp_path, SMALL).stamp is None
    named = f"extra:\n  kaitei:\n    stamp: {{url: '{url}', certificates: record/tsa.pem}}\n"
    assert given(tmp_path, SMALL + named).stamp == Authority(url, tmp_path / "record" / "tsa.pem")


def test_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "skin").mkdir()
    chosen = given(
        tmp_path,
        SMALL + "docs_dir: texts\ntheme: {name: material, custom_dir: skin}\n"
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
    assert chosen.edit_url == "https://git.example/"
    assert (chosen.docs, chosen.overrides, chosen.facts) == (
        tmp_path / "texts",
        tmp_path / "skin",
        tmp_path / "data/facts.yml",
    )


@pytest.mark.parametrize("way", ["plugins: [search, kaitei: {options}]\n", "extra: {{kaitei: {options}}}\n"])
def test_options_of_the_plugin_are_the_same_settings(way: str, tmp_path: Path) -> None:
    (tmp_path / "docs" / "legal" / "now").mkdir(parents=True)
    chosen = given(
        tmp_path, SMALL + way.format(options="{root: legal/now, dates: latest, compare: {order: old-first}}")
    )
    assert (chosen.below, chosen.dates, chosen.new_first) == ("legal/now", "latest", False)
    assert (chosen.docs, chosen.facts) == (tmp_path / "docs" / "legal" / "now", tmp_path / "company.yml")


@pytest.mark.parametrize("plugins", ["[kaitei]", "{kaitei: {}}", "[{kaitei: {}}]", "[{kaitei: }]"])
def test_the_plugin_needs_no_options(plugins: str, tmp_path: Path) -> None:
    assert given(tmp_path, f"{SMALL}plugins: {plugins}\n").below == ""


@pytest.mark.parametrize("root", ["legal", "legal/"])
def test_what_is_outside_the_engine_s_folder_is_known_and_left_alone(root: str, tmp_path: Path) -> None:
    for name in ("legal/a.md", "legal/out.md", "about.md", "img/a.png", "legal-notes/a.md", ".x/a.md", "out.md"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).touch()
    found = loaded(tmp_path, f"{SMALL}exclude_docs: out.md\nextra: {{kaitei: {{root: {root}}}}}\n")
    assert found.settings.below == "legal"
    assert found.outside == {"about.md", "img/a.png", "legal-notes/a.md"}
    assert [name for name in ("a.md", "out.md") if found.excluded(name)] == ["out.md"]


@pytest.mark.parametrize(("plugins", "ours"), [("[]", True), ("[search]", False), ("[material/search]", False)])
def test_the_engine_searches_where_no_other_search_is_on(plugins: str, ours: bool, tmp_path: Path) -> None:
    text = f"{SMALL}theme: material\nplugins: {plugins}\n"
    assert given(tmp_path, text).searches is ours


ADDRESSES = {
    ("", "/terms/", ""): "/terms/",
    ("", "/terms/", "ja"): "/terms/",
    ("", "/terms/", "en"): "/en/terms/",
    ("", "/", "en"): "/en/",
    ("legal", "/terms/", ""): "/legal/terms/",
    ("legal", "/terms/", "ja"): "/legal/terms/",
    ("legal", "/terms/", "en"): "/en/legal/terms/",
    ("legal", "/", "en"): "/en/legal/",
    ("a/b", "/feed.xml", "en"): "/en/a/b/feed.xml",
}


@pytest.mark.parametrize(("below", "path", "locale"), ADDRESSES)
def test_an_address_is_below_its_locale_and_the_engine_s_folder(below: str, path: str, locale: str) -> None:
    assert settings(below=below).address(path, locale) == ADDRESSES[below, path, locale]


@pytest.mark.parametrize(
    ("below", "path", "file"),
    [
        ("", "mark.png", "docs/mark.png"),
        ("legal", "a/mark.png", "docs/legal/a/mark.png"),
        ("legal", "/mark.png", "docs/mark.png"),
        ("a/b", "/a/mark.png", "docs/a/mark.png"),
    ],
)
def test_a_link_names_a_file_below_the_engine_s_folder_or_outside_it(below: str, path: str, file: str) -> None:
    made = settings(below=below, docs=ROOT / "docs" / below)
    assert made.file(path) == ROOT / file


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


def test_settings_are_inherited_as_mkdocs_does(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        "site_url: https://b.example/\nextra: {kaitei: {timezone: UTC, dates: latest}}\n"
        "theme: {name: material, language: en}\n"
    )
    chosen = given(tmp_path, "INHERIT: base.yml\nextra:\n  kaitei: {dates: all}\n")
    assert (chosen.site_url, chosen.timezone, chosen.dates) == ("https://b.example/", "UTC", "all")
    assert chosen.codes == ("en",)


def test_what_is_wrong_in_an_inherited_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_name: a\nsite_url: https://b.example/?x\n")
    with pytest.raises(KaiteiError) as error:
        given(tmp_path, "INHERIT: base.yml\nextra: {kaitei: {timezone: Nowhere/City}}\n")
    assert [(one.key, one.file, one.line) for one in error.value.problems] == [
        ("site_url_wrong", "base.yml", 2),
        ("timezone_unknown", "mkdocs.yml", 2),
    ]


def test_a_file_that_inherits_from_itself_is_told(tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        given(tmp_path, SMALL + "INHERIT: mkdocs.yml\n")
    assert problems(error) == ["settings_inherit_loop 2"]


def test_settings_come_from_the_environment_as_mkdocs_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_ZONE", "UTC")
    text = "site_url: !ENV [NO_SUCH_ADDRESS, 'https://e.example/']\nextra: {kaitei: {timezone: !ENV A_ZONE}}\n"
    chosen = given(tmp_path, text)
    assert (chosen.site_url, chosen.timezone) == ("https://e.example/", "UTC")


def test_labels_in_languages_that_the_site_does_not_have_are_passed_over(tmp_path: Path) -> None:
    text = SMALL + "extra:\n  kaitei:\n    compare:\n      labels:\n        ja: {new: 新}\n        fr: {new: N}\n"
    found = loaded(tmp_path, text)
    assert found.settings.labels == {"ja": {"new": "新"}}
    assert [(code, place.file, place.line) for code, place in found.passed] == [("fr", "mkdocs.yml", 7)]


def test_warnings_of_mkdocs_are_kept_for_whoever_tells_them(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = loaded(tmp_path, SMALL + "site_nmae: a\n")
    assert [(one.key, one.line, one.params["setting"]) for one in found.warnings] == [
        ("mkdocs_setting_told", 2, "site_nmae")
    ]


def test_excluded_files_are_those_that_mkdocs_leaves_out(tmp_path: Path) -> None:
    text = SMALL + "exclude_docs: |\n  *.docx\n  /secret/\n  !/secret/known.md\ndraft_docs: next.md\n"
    out = loaded(tmp_path, text).excluded
    names = ("a.docx", "a/b.docx", "secret/a.md", "a/secret/b.md", "next.md", "a/next.md", "templates/a.md", "a.md")
    assert [name for name in names if out(name)] == [
        "a.docx",
        "a/b.docx",
        "secret/a.md",
        "next.md",
        "a/next.md",
        "templates/a.md",
    ]
    served = configuration.load(tmp_path / "mkdocs.yml", drafts=True).excluded
    assert [name for name in names if out(name) and not served(name)] == ["next.md", "a/next.md"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        configuration.load(tmp_path / "mkdocs.yml")
    assert problems(error) == ["file_unreadable"]


def test_files_are_named_from_the_root_where_they_are_below_it(tmp_path: Path) -> None:
    chosen = given(tmp_path, SMALL)
    assert chosen.name(tmp_path / "docs" / "a.md") == "docs/a.md"
    assert chosen.name(Path("/elsewhere/a.md")) == "/elsewhere/a.md"


def test_the_settings_of_this_repository_are_valid() -> None:
    assert configuration.load(REPOSITORY / "mkdocs.yml").settings.codes == ("ja", "en")
