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
from tests.support.small import frozen, living, settings, site, translated

TWO = "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}"
FILES = {
    "privacy.md": living(TWO, "１．目的 [規約](/terms.md#c1)\n"),
    "privacy/2025-04-01.md": frozen("１．用途\n"),
    "privacy/2025-04-01.en.md": frozen("1. Use\n", "Privacy"),
    "terms.md": living("- {date: 2026-04-01, summary: 制定}", "１．規約\n", "規約", "kind: terms\n"),
    "terms.en.md": translated("2026-04-01", "1. Terms\n", "Terms"),
    "soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", "１．秘密\n"),
    "about.md": "---\ntitle: 会社\ntemplate: base.html\n---\n案内 [個人情報](/privacy.md)\n",
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
    paths = [path for path, _ in builder().files()]
    assert len(set(paths)) == len(paths) > 30
    assert {"privacy/history/index.html", "en/terms/2026-04-01.txt", "policies.json"} <= set(paths)
    assert not any("soon" in path for path in paths)


def test_the_theme_is_left_living_pages_ordinary_pages_and_assets() -> None:
    made = builder()
    assert made.sources() == {"privacy.md", "terms.md", "terms.en.md", "about.md", "about.en.md", "mark.png"}
    paths = {path for path, _ in made.files()}
    assert not paths & {"privacy/index.html", "terms/index.html", "en/terms/index.html", "about/index.html"}
    assert {"en/privacy/index.html", "index.html"} <= paths


def test_a_themed_page_has_all_its_parts() -> None:
    made = builder()
    policy, page = made.themed("privacy.md", "ja"), made.themed("about.md", "ja")
    assert (policy.title, policy.template) == ("個人情報の取扱い", "")
    assert 'href="../terms/#c1"' in policy.body
    assert (page.title, page.template) == ("会社", "base.html")
    assert 'href="../privacy/"' in page.body
    assert "Terms" in made.themed("terms.en.md", "en").body
    assert made.themed("about.en.md", "en").title == "About"
    for part in (policy.root, policy.head, policy.header, policy.body, policy.footer):
        assert part


def test_everything_that_is_wrong_anywhere_is_told_at_once() -> None:
    assert wrong(
        {
            "terms.md": living("- {date: 2026-04-01, summary: 制定}", "{{ nothing }}\n", "規約", "kind: terms\n"),
            "privacy/2025-04-01.md": frozen("[](/terms.md)\n"),
            "soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", "[何](/nowhere.md)\n"),
            "about.md": "[誰](#nobody)\n",
            "news.md": "---\ntemplate: none.html\n---\n",
        }
    ) == [
        "privacy/2025-04-01.md link_empty 4",
        "terms.md placeholder_unknown 7",
        "about.md anchor_broken 1",
        "soon.md link_broken 7",
        "news.md template_unknown 2",
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


def test_warnings_are_those_of_policies_and_of_pages() -> None:
    numbered = "1. 甲\n2. 乙\n4. 丁\n"
    files = {"terms.md": living("- {date: 2026-04-01, summary: 制定}", numbered), "news.md": numbered}
    linked = {"privacy.md": FILES["privacy.md"].replace("#c1", "")}
    found = builder(FILES | files | linked).warnings
    assert [(one.file, one.line) for one in found] == [("docs/terms.md", 9), ("docs/news.md", 3)]
    assert len({one.key for one in found}) == 1


def test_what_was_made_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(builder(memo=Memo(tmp_path)).files())
    monkeypatch.setattr(parallel, "make", lambda *_: pytest.fail("made again"))
    assert dict(builder(memo=Memo(tmp_path)).files()) == first
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
    expected = dict(builder().files())
    made = builder(memo=Memo(tmp_path))
    for file in tmp_path.glob("*/*"):
        file.write_bytes(file.read_bytes()[:-1])
    assert dict(made.files()) == expected
    assert dict(builder(memo=Memo(tmp_path)).files()) == expected


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
    files = FILES | {"about.md": "1. 甲\n2. 乙\n4. 丁\n"}
    known: Site = site(files, "2026-11-22", root=tmp_path, docs=tmp_path / "docs")
    assert check(known).warnings == Builder.make(known, Memo(None)).warnings != ()
    broken = site(
        files | {"news.md": "{{ nothing }}\n", "soon.md": living(TWO.splitlines()[1], "[](/x.md)")}, "2026-11-22"
    )
    with pytest.raises(KaiteiError) as ours:
        check(broken)
    with pytest.raises(KaiteiError) as theirs:
        Builder.make(broken, Memo(None))
    assert ours.value.problems == theirs.value.problems
