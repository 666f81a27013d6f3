"""What is read of each revision for an audit, over a small history of two people, a pull request and a squash."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from kaitei.errors import KaiteiError, Problem
from kaitei.record import files
from kaitei.record.files import Named, Origin
from kaitei.record.writing import write_all
from kaitei.review import audit
from kaitei.review.audit import Row
from tests.support.authority import Authority, authority, serving
from tests.support.cases import problems
from tests.support.repository import Repository, project, repository
from tests.support.site import config

MIO, NAGISA, EDITOR = "Mio <mio@example.com>", "Nagisa <nagisa@example.com>", "Editor <editor@example.com>"
CALLED_OFF = """\
  - date: 2027-06-01
    announced: 2026-11-01
    withdrawn: 2026-11-20
    adopted: 2026-10-01
    decided: {by: 取締役会, ref: 2026-123}
    reason: 取りやめ
    summary: 料金の見直し
"""
LOST = """\
  - date: 2020-04
    summary: 見直し
    recorded: 2026-11-21
    source: {ja: 印刷した写し, en: A printed copy}
    text: not-held
"""
FROZEN = "---\ntitle: 利用規約\n---\n第1条（目的）\n船の案内に関する決まりです。\n"


def committed(made: Repository, message: str, author: str) -> None:
    made.git("add", "--all")
    made.git("commit", "--quiet", "--author", author, "--date", "2026-11-01T00:00:00Z", "--message", message)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A site in which the terms were revised and renamed, and the revision called off."""
    made = repository(tmp_path_factory.mktemp("audit") / "project")
    made.git("checkout", "--quiet", "-b", "change")
    made.write({"docs/terms/2024-04-01.md": FROZEN})
    made.edit(
        ("docs/terms.md", "revisions:\n", f"revisions:\n{CALLED_OFF}"), ("docs/terms.md", "船の案内", "船と港の案内")
    )
    committed(made, f"Revise\n\nApproved-by: {MIO}", NAGISA)
    made.git("checkout", "--quiet", "work")
    made.git("merge", "--quiet", "--no-ff", "--no-commit", "change")
    committed(made, "Merge pull request #12 from office/change", MIO)
    living = made.read("docs/terms.md").replace("kind: terms\n", "kind: terms\naliases: [terms]\n")
    living = living.replace("制定, en: First version}}\n", f"改定, en: Revised}}}}\n{LOST}")
    made.write({"docs/terms.md": None, "docs/terms/2024-04-01.md": None})
    made.write({"docs/shop/terms.md": living, "docs/shop/terms/2024-04-01.md": FROZEN})
    committed(made, f"Rename (#13)\n\nCo-authored-by: {MIO}", NAGISA)
    corrected(made)
    return made


def corrected(made: Repository) -> None:
    """Record the correction of the first promise as it happened, and what was met in public."""
    settings, named = made.load().settings, Named("privacy", "2022-04-01", "ja")
    now = (settings.root / files.FOLDER / named.path).read_bytes()
    was = now.replace("お便り".encode(), "おたより".encode())
    kept = files.read(settings).with_text(named, was, Origin("2022-04-02", "a" * 64, "b" * 64))
    kept = kept.with_text(named, now, Origin("2022-05-01", "a" * 64, "b" * 64), was)
    write_all(kept.files(settings), settings.root)
    old, new = kept.sums["privacy/2022-04-01.ja.1.txt"], kept.sums["privacy/2022-04-01.ja.txt"]
    met = (
        ("2022-03-01T00:00:00Z", "/other/2022-04-01.txt", old),
        ("2022-04-03T00:00:00Z", "/privacy/2022-04-01.txt", "c" * 64),
        ("2022-05-02T15:00:00Z", "/privacy/2022-04-01.txt", new),
        ("2022-04-02T15:00:00Z", "/privacy/2022-04-01.txt", old),
        ("2024-04-02T00:00:00Z", "/terms/2024-04-01.txt", kept.sums["terms/2024-04-01.ja.txt"]),
        ("2022-04-05T00:00:00Z", "/en/privacy/2022-04-01.txt", kept.sums["privacy/2022-04-01.en.txt"]),
    )
    made.write({"record/published.tsv": "".join("\t".join(line) + "\n" for line in met)})


def read(made: Repository, lang: str = "en") -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    site = made.load()
    return audit.rows(site, tuple(site.registry.policies.values()), lang)


def row(made: Repository, id_: str, date: str, locale: str = "ja", lang: str = "en") -> Row:
    (found,) = (one for one in read(made, lang)[0] if (one.policy, one.revision, one.language) == (id_, date, locale))
    return found


def said(found: Row, *names: str) -> Sequence[str]:
    """Some of the cells of a row; all where none is named."""
    cells: dict[str, str] = asdict(found)
    return [cells[name] for name in names]


def test_there_is_a_row_for_each_revision_and_language(made: Repository) -> None:
    rows, notes = read(made)
    assert [(one.policy, one.revision, one.language, one.state) for one in rows] == [
        ("guide", "2027-04-01", "ja", "Not yet in force"),
        ("privacy", "2025-04-01", "ja", "In force"),
        ("privacy", "2025-04-01", "en", "In force"),
        ("privacy", "2022-04-01", "ja", "Superseded"),
        ("privacy", "2022-04-01", "en", "Superseded"),
        ("shop/terms", "2027-06-01", "ja", "Withdrawn"),
        ("shop/terms", "2024-04-01", "ja", "In force"),
        ("shop/terms", "2020-04", "ja", "Superseded"),
    ]
    assert notes == ()


def test_a_revision_called_off_has_its_decision_and_never_an_effect(made: Repository) -> None:
    found = row(made, "shop/terms", "2027-06-01")
    names = ("title", "event", "adopted", "decided_by", "ref", "announced", "withdrawn", "effect", "until", "sums")
    assert said(found, *names) == [
        *("利用規約", "Revised", "2026-10-01", "取締役会", "2026-123", "2026-11-01", "2026-11-20"),
        *("", "", ""),
    ]


def test_git_says_who_wrote_approved_and_merged_also_before_a_policy_was_renamed(made: Repository) -> None:
    found = row(made, "shop/terms", "2027-06-01")
    assert said(found, "merged_by", "request", "authors", "approvals") == [MIO, "#12", NAGISA, f"Approved-by: {MIO}"]
    assert found.commit == made.git("log", "--format=%H", "--merges").strip()
    assert found.merged.endswith(" JST")
    assert said(row(made, "shop/terms", "2024-04-01"), "merged_by", "request", "authors") == [EDITOR, "–", EDITOR]
    lost = row(made, "shop/terms", "2020-04")
    assert said(lost, "merged_by", "request", "authors") == [EDITOR, "#13", f"{NAGISA}\n{MIO}"]


def test_a_text_that_is_not_held_has_a_row(made: Repository) -> None:
    lost = row(made, "shop/terms", "2020-04")
    assert said(lost, "recorded", "source", "effect", "until", "sums", "stamps", "first_seen") == [
        *("2026-11-21", "A printed copy", "2020-04", "2024-03-31", "", "", "")
    ]
    assert row(made, "shop/terms", "2020-04", lang="ja").source == "印刷した写し"


def test_a_correction_has_both_texts_with_the_days_on_which_they_were_entered(made: Repository) -> None:
    sums = files.read(made.load().settings).sums
    found = row(made, "privacy", "2022-04-01")
    old, new = sums["privacy/2022-04-01.ja.1.txt"], sums["privacy/2022-04-01.ja.txt"]
    assert found.sums == f"2022-04-02 {old}\n2022-05-01 {new}"
    assert found.corrections == "2022-05-01 おたより → お便り"
    assert found.stamps == "–\n–"
    translated = row(made, "privacy", "2022-04-01", "en")
    assert (translated.sums[11:], translated.corrections) == (sums["privacy/2022-04-01.en.txt"], "")


def test_the_first_sighting_is_of_a_text_of_the_revision_at_its_own_address(made: Repository) -> None:
    assert row(made, "privacy", "2022-04-01").first_seen == "2022-04-03 00:00:00 JST /privacy/2022-04-01.txt"
    assert row(made, "privacy", "2022-04-01", "en").first_seen == "2022-04-05 09:00:00 JST /en/privacy/2022-04-01.txt"
    assert row(made, "shop/terms", "2024-04-01").first_seen == "2024-04-02 09:00:00 JST /terms/2024-04-01.txt"
    assert row(made, "privacy", "2025-04-01").first_seen == ""


def stamped(made: Repository, desk: Authority) -> None:
    """Have the record stamped by an authority that the site names; another stamp is of another second."""
    with pytest.MonkeyPatch.context() as patch, serving(desk.answer) as url:
        patch.setenv("no_proxy", "127.0.0.1")
        named = config({"extra": {"kaitei": {"stamp": {"url": url, "certificates": "record/tsa.pem"}}}})
        made.write({"record/tsa.pem": desk.pem, "mkdocs.yml": named})
        assert made.kaitei("stamp").code == 0
    time.sleep(1.1)


def test_the_earliest_stamp_over_each_text_is_told_verified_ones_first(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    desk, other = (authority(tmp_path / name) for name in ("desk", "other"))
    stamped(made, other)
    others = row(made, "terms", "2024-04-01").stamps
    sums = made.read("record/SHA256SUMS")
    made.write({"record/SHA256SUMS": sums + f"{'a' * 64}  zz/2024-04-01.ja.txt\n"})
    stamped(made, desk)
    made.write({"record/SHA256SUMS": sums})
    first = row(made, "terms", "2024-04-01").stamps
    corrected(made)
    stamped(made, desk)
    assert first > others
    assert first.endswith(" JST 見本タイムスタンプ局")
    assert row(made, "terms", "2024-04-01").stamps == first
    both = row(made, "privacy", "2022-04-01").stamps.splitlines()
    assert both[0] > both[1] == first  # the text of before was stamped with the correction only
    assert {one.key for one in read(made)[1]} == {"audit_no_history", "stamp_untrusted"}
    made.write({"mkdocs.yml": config({})})
    assert row(made, "terms", "2024-04-01", lang="ja").stamps == others.replace("見本タイムスタンプ局", "（未検証）")


def test_without_a_history_its_cells_are_empty_and_one_note_says_so(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    rows, notes = read(made)
    assert [one.key for one in notes] == ["audit_no_history"]
    assert {one.merged + one.merged_by + one.commit + one.authors for one in rows} == {""}
    whole = repository(tmp_path / "whole")
    whole.git("clone", "--quiet", "--depth=1", whole.root.as_uri(), str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow")
    assert [one.key for one in read(shallow)[1]] == ["git_part"]


def test_what_of_the_record_is_not_whole_is_told(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.edit(("docs/privacy.md", "  - date: 2022-04-01", "  - date: 2022-04-02"))
    made.edit(("record/terms/2024-04-01.ja.txt", "船", "舟"))
    for name in ("2022-04-01.md", "2022-04-01.en.md"):
        (made.root / "docs/privacy" / name).rename(made.root / "docs/privacy" / name.replace("01.", "02."))
    told = [one.key for one in read(made)[1]]
    assert told == ["audit_no_history", "record_text_altered", "lock_revision_gone", "lock_revision_gone"]


def test_a_record_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    made.write({"record/SHA256SUMS": "x\n"})
    with pytest.raises(KaiteiError) as error:
        read(made)
    assert problems(error) == ["sums_line 1"]
