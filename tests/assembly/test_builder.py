from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.assembly import parallel
from kaitei.assembly.builder import FOLDER, VARIABLE, Builder, check, remembered
from kaitei.cache.memo import Memo
from kaitei.errors import KaiteiError
from kaitei.site.site import Site
from kaitei.source.settings import Settings
from tests.support.cases import told
from tests.support.registries import outputs
from tests.support.small import frozen, living, settings, site, translated

TWO = "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}"
FILES = {
    "privacy.md": living(TWO, "１．目的 [規約](/terms.md#c1)\n"),
    "privacy/2025-04-01.md": frozen("１．用途\n"),
    "privacy/2025-04-01.en.md": frozen("1. Use\n", "Privacy"),
    "terms.md": living("- {date: 2026-04-01, summary: 制定}", "１．規約\n", "規約", "kind: terms\n"),
    "terms.en.md": translated("2026-04-01", "1. Terms\n", "Terms"),
    "soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", "１．秘密\n"),
    "about.md": "---\ntitle: 会社\n---\n案内 [個人情報](/privacy.md)\n",
    "about.en.md": "# About\n",
}


def builder(files: dict[str, str] | None = None, memo: Memo | None = None) -> Builder:
    return Builder.make(site(files or FILES, "2026-11-22", assets=("mark.png",)), memo or Memo(None))


def wrong(files: dict[str, str]) -> list[str]:
    """What is wrong with a site."""
    with pytest.raises(KaiteiError) as error:
        builder(FILES | files)
    return [f"{one.file.removeprefix('docs/')} {told(one)}" for one in error.value.problems]


def test_no_two_files_are_at_one_path() -> None:
    paths = [path for path, _ in outputs(builder())]
    assert len(set(paths)) == len(paths) > 30
    assert {"privacy/history/index.html", "en/terms/2026-04-01.txt", "policies.json", "404.html"} <= set(paths)
    assert not any("soon" in path for path in paths)


def test_mkdocs_makes_the_pages_of_texts_in_force_the_history_and_the_list() -> None:
    made = builder()
    assert list(made.pages("ja")) == ["/privacy/", "/terms/", "/history/", "/"]
    assert list(made.pages("en")) == ["/en/privacy/", "/en/terms/", "/en/history/", "/en/"]
    assert not set(made.pages("ja")) & {sheet.address for sheet in made.sheets("ja")}
    assert 'href="../terms/#c1"' in made.pages("ja")["/privacy/"].body
    assert "Terms" in made.pages("en")["/en/terms/"].body
    assert [made.pages("ja")[address].changed for address in ("/privacy/", "/terms/")] == ["2026-04-01"] * 2


def test_where_the_site_has_a_home_page_no_list_is_made_in_its_place() -> None:
    made = builder(FILES | {"index.md": "# 見本\n"})
    assert "/" not in made.pages("ja")
    assert "/en/" in made.pages("en")


def test_each_locale_has_its_own_other_pages() -> None:
    made = builder()
    for code, start in (("ja", "/"), ("en", "/en/")):
        addresses = [one.address for one in made.sheets(code)]
        assert f"{start}privacy/2025-04-01/" in addresses
        assert f"{start}search/" in addresses
        assert {one.locale for one in made.sheets(code)} == {code}
    assert not any(one.address.startswith("/en/") for one in made.sheets("ja"))


def test_files_whose_pages_show_texts_in_force_are_known_and_those_of_mkdocs_own() -> None:
    made = builder()
    assert made.living == {"privacy.md", "terms.md", "terms.en.md"}
    page = made.ordinary("about.en.md")
    assert (page and (page.locale, page.title)) == ("en", "About")
    assert made.ordinary("privacy.md") is made.ordinary("nowhere.md") is None


def test_around_an_ordinary_page_is_said_what_is_around_every_page() -> None:
    made = builder()
    page = made.ordinary("about.md")
    assert page
    found = made.around(page, "ja", "会社 & 人", "説明")
    assert (found.address, found.title, found.description, found.body) == ("/about/", "会社 &amp; 人", "説明", "")
    assert found.languages == (("ja", "/about/"), ("en", "/en/about/"))
    assert found.searched


def test_what_a_policy_says_to_the_theme_is_read_as_yaml() -> None:
    said = "kind: terms\npage: {hide: [toc], weight: 2, draft: false, description: 約束}\n"
    listed = "- {date: 2026-04-01, summary: 制定}"
    made = builder(FILES | {"terms.md": living(listed, "１．規約\n", "規約", said)})
    meta = {"hide": ["toc"], "weight": 2, "draft": False, "description": "約束"}
    ja, en = made.pages("ja"), made.pages("en")
    assert ja["/terms/"].meta == en["/en/terms/"].meta == meta
    assert ja["/privacy/"].meta == ja["/history/"].meta == {}


def test_a_file_of_the_site_s_own_takes_the_place_of_the_engine_s(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "kaitei.css").write_text("")
    made = site(FILES, "2026-11-22", overrides=tmp_path)
    paths = {path for path, _ in Builder.make(made, Memo(None)).files({}, ())}
    assert "assets/search.js" in paths
    assert "assets/kaitei.css" not in paths


def test_below_a_folder_of_docs_every_file_is_below_it_and_none_is_of_the_site() -> None:
    files = FILES | {"privacy.md": FILES["privacy.md"].replace("/terms.md", "/legal/terms.md")}
    made = Builder.make(site(files, "2026-11-22", below="legal"), Memo(None))
    paths = {path for path, _ in made.files({}, ())}
    assert {"legal/policies.json", "legal/privacy/2025-04-01.txt", "legal/assets/kaitei.css"} <= paths
    assert {"en/legal/feed.xml", "en/legal/terms/2026-04-01.txt"} <= paths
    assert not [path for path in paths if not path.startswith(("legal/", "en/legal/"))]
    assert not [path for path in paths if path.endswith(("sitemap.xml", "_headers", ".nojekyll"))]
    assert list(made.pages("en")) == ["/en/legal/privacy/", "/en/legal/terms/", "/en/legal/history/", "/en/legal/"]
    assert {one.address.partition("/legal/")[0] for one in made.sheets("ja")} == {""}
    assert 'href="../terms/#c1"' in made.pages("ja")["/legal/privacy/"].body


def test_a_site_that_searches_by_itself_has_neither_the_engine_s_search_nor_its_index() -> None:
    made = Builder.make(site(FILES, "2026-11-22", searches=False), Memo(None))
    assert not [path for path, _ in outputs(made) if path.startswith(("search/", "en/search/"))]


def test_everything_that_is_wrong_anywhere_is_told_at_once() -> None:
    assert wrong(
        {
            "terms.md": living("- {date: 2026-04-01, summary: 制定}", "{{ nothing }}\n", "規約", "kind: terms\n"),
            "privacy/2025-04-01.md": frozen("[](/terms.md)\n"),
            "soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", "[何](/nowhere.md)\n"),
        }
    ) == [
        "privacy/2025-04-01.md link_empty 4",
        "terms.md placeholder_unknown 7",
        "soon.md link_broken 7",
    ]


def test_a_link_may_lead_to_what_stands_in_any_language_or_revision_but_from_old_texts_to_what_has_gone() -> None:
    later = "- {date: 2026-10-01, summary: 改定}\n- {date: 2026-04-01, summary: 制定}"
    files = {"terms.md": living(later, "序文\n", "規約", "kind: terms\n"), "terms/2026-04-01.md": frozen("１．規約\n")}
    assert builder(FILES | files).warnings == ()
    gone = {
        "terms.md": FILES["terms.md"].replace("１．規約", "序文"),
        "terms.en.md": translated("2026-04-01", "Words\n"),
    }
    assert wrong(gone) == ["privacy.md anchor_broken 8"]
    past = {"privacy.md": living(TWO, "１．目的\n"), "privacy/2025-04-01.md": frozen("[規約](/terms.md#c1)\n")}
    assert builder(FILES | gone | past)


def test_warnings_are_those_of_policies_alone() -> None:
    """What is on ordinary pages is MkDocs' affair."""
    numbered = "1. 甲\n2. 乙\n4. 丁\n"
    files = {"terms.md": living("- {date: 2026-04-01, summary: 制定}", numbered), "news.md": numbered}
    linked = {"privacy.md": FILES["privacy.md"].replace("#c1", "")}
    found = builder(FILES | files | linked).warnings
    assert [(one.file, one.line) for one in found] == [("docs/terms.md", 9)]


def test_what_was_made_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(outputs(builder(memo=Memo(tmp_path))))
    monkeypatch.setattr(parallel, "make", lambda *_: pytest.fail("made again"))
    assert dict(outputs(builder(memo=Memo(tmp_path)))) == first
    with pytest.raises(pytest.fail.Exception):
        builder()


def test_what_was_found_wrong_is_found_again(tmp_path: Path) -> None:
    files = {"about.md": "", "terms.md": living("- {date: 2026-04-01, summary: 制定}", "{{ nothing }}\n")}
    for _ in range(2):
        with pytest.raises(KaiteiError) as error:
            builder(FILES | files, Memo(tmp_path))
        assert "placeholder_unknown" in [problem.key for problem in error.value.problems]


def test_a_bundle_that_was_damaged_meanwhile_is_made_anew(tmp_path: Path) -> None:
    """Even between the check and the writing of a site."""
    expected = dict(outputs(builder()))
    made = builder(memo=Memo(tmp_path))
    for file in tmp_path.glob("*/*"):
        file.write_bytes(file.read_bytes()[:-1])
    assert dict(outputs(made)) == expected
    assert dict(outputs(builder(memo=Memo(tmp_path)))) == expected


def of(root: Path) -> Settings:
    return settings(root=root, docs=root / "docs")


def test_the_memory_is_in_the_project_unless_the_environment_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert remembered(of(tmp_path)).folder == tmp_path / FOLDER
    monkeypatch.setenv(VARIABLE, "else/where")
    assert remembered(of(tmp_path)).folder == tmp_path / "else/where"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "absolute"))
    assert remembered(of(tmp_path / "project")).folder == tmp_path / "absolute"
    monkeypatch.setenv(VARIABLE, "")
    memo = remembered(of(tmp_path / "none"))
    assert not memo.folder.is_relative_to(tmp_path)
    assert not (tmp_path / "none").exists()


def test_check_finds_what_a_build_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    files = FILES | {"more.md": living(TWO.splitlines()[1], "1. 甲\n2. 乙\n4. 丁\n")}
    known: Site = site(files, "2026-11-22", root=tmp_path, docs=tmp_path / "docs")
    assert check(known).warnings == Builder.make(known, Memo(None)).warnings != ()
    broken = site(
        files
        | {
            "more.md": living(TWO.splitlines()[1], "{{ nothing }}\n"),
            "soon.md": living(TWO.splitlines()[1], "[](/x.md)"),
        },
        "2026-11-22",
    )
    with pytest.raises(KaiteiError) as ours:
        check(broken)
    with pytest.raises(KaiteiError) as theirs:
        Builder.make(broken, Memo(None))
    assert ours.value.problems == theirs.value.problems
