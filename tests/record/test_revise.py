from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from kaitei.record import files, record, revise
from kaitei.record.revise import Wanted
from kaitei.record.writing import write_all
from tests.support.repository import FILES, TODAY, Repository, identify, project
from tests.support.small import day

REVISION = """\
  - date: 2026-12-01
    announced: 2026-11-25
    summary:
      ja: 窓口の新設
      en: A desk
    users: consent
"""


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return project(tmp_path / "project")


def sources(made: Repository) -> Mapping[str, str]:
    """The sums of `record/SOURCES`."""
    return files.read(made.load().settings).sources


def texts(made: Repository, id_: str) -> list[str]:
    """The recorded texts of a policy."""
    return sorted(name for name in made.files() if name.startswith(f"record/{id_}/"))


def holds(made: Repository) -> bool:
    """Whether everything reads as recorded."""
    site = made.load()
    return record.verify(site, files.read(site.settings)) == record.Findings()


def test_the_outgoing_text_is_frozen_the_revision_added_and_the_record_extended(made: Repository) -> None:
    before = made.files()
    given = ["--announced", "2026-11-25", "--users", "consent", "--summary", "ja=窓口の新設", "--summary", "en=A desk"]
    told = made.kaitei("revise", "privacy", "2026-12-01", *given)
    assert (told.code, told.err) == (0, "")
    after = made.files()

    assert after.keys() - before.keys() == {"docs/privacy/2025-04-01.md", "docs/privacy/2025-04-01.en.md"}
    assert after["docs/privacy/2025-04-01.md"] == before["docs/privacy.md"]
    assert after["docs/privacy/2025-04-01.en.md"] == before["docs/privacy.en.md"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"docs/privacy.md", "record/SOURCES"}  # the text itself was recorded when it became public
    first = "  - date: 2025-04-01\n"
    assert after["docs/privacy.md"].decode() == before["docs/privacy.md"].decode().replace(first, REVISION + first)
    assert made.kaitei("check").code == 0

    listed = sources(made)
    for name in ("docs/privacy/2025-04-01.md", "docs/privacy/2025-04-01.en.md"):
        assert listed[name] == hashlib.sha256(after[name]).hexdigest()
    assert holds(made)
    made.edit(("docs/privacy/2025-04-01.md", "title: 約束\n", "title: 約束\n\n"))
    assert not holds(made)


def test_it_says_what_it_did_and_what_comes_next(made: Repository) -> None:
    told = made.kaitei("revise", "privacy", "2026-12-01", "--lang", "ja")
    lines = told.out.splitlines()
    assert lines[0].startswith("docs/privacy/2025-04-01.md: 改定前の本文を")
    assert [line.split("：")[0] for line in lines[-4:]] == ["次に", "次に", "翻訳したら", "最後に"]
    assert "translates: 2026-12-01" in lines[-2]
    assert made.load().registry.policies["privacy"].revisions[0].summary == {"ja": "改定", "en": "Revised"}


def test_run_twice_by_mistake_it_refuses(made: Repository) -> None:
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0
    before = made.files()
    told = made.kaitei("revise", "privacy", "2026-12-01")
    assert told.code == 1
    assert told.err.startswith("docs/privacy.md:6: There is already a revision that takes effect on 2026-12-01.")
    assert made.files() == before


def test_an_outgoing_text_that_is_public_is_recorded_though_not_yet_in_effect(made: Repository) -> None:
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0
    assert texts(made, "privacy") == [
        *("record/privacy/2022-04-01.en.txt", "record/privacy/2022-04-01.ja.txt"),
        *("record/privacy/2025-04-01.en.txt", "record/privacy/2025-04-01.ja.txt"),
    ]  # its own text is still being written
    told = made.kaitei("revise", "privacy", "2027-01-01")
    assert (told.code, "record/SHA256SUMS: Recorded: 1 text(s)." in told.out) == (0, True)
    assert "record/privacy/2026-12-01.ja.txt" in texts(made, "privacy")
    assert "docs/privacy/2026-12-01.md" in sources(made)
    for today in (TODAY, "2026-12-01"):
        assert made.kaitei("check", today=today).code == 0
    assert holds(made)


def test_of_an_outgoing_text_that_is_not_public_yet_nothing_is_recorded(made: Repository) -> None:
    """It is frozen, and recorded when it becomes public."""
    before = {name: data for name, data in made.files().items() if name.startswith("record/")}
    assert made.kaitei("revise", "guide", "2027-06-01").code == 0
    assert "docs/guide/2027-04-01.md" in made.files()
    assert {name: data for name, data in made.files().items() if name.startswith("record/")} == before
    assert made.kaitei("lock", today="2027-03-01").code == 0
    assert "record/guide/2027-04-01.ja.txt" in texts(made, "guide")
    assert "docs/guide/2027-04-01.md" in sources(made)


def test_only_the_policys_own_texts_are_recorded(made: Repository) -> None:
    """What another policy lacks is the business of who published it."""
    notes = "---\ntitle: 覚書\nkind: other\nrevisions:\n  - {date: 2026-04-01, summary: 制定}\n---\n本文\n"
    made.write({"docs/notes.md": notes, "docs/memo.md": notes.replace("覚書", "メモ")})
    told = made.kaitei("revise", "notes", "2026-12-01")
    assert (told.code, "record/SHA256SUMS: Recorded: 1 text(s)." in told.out) == (0, True)
    assert texts(made, "notes") == ["record/notes/2026-04-01.ja.txt"]
    assert texts(made, "memo") == []


# -- revisions that are announced or withdrawn already

LATER = "  - {date: 2027-04-01, announced: 2026-11-20, summary: {ja: 早める, en: Sooner}%s}\n"
IN_FORCE, ANNOUNCED = "三日以内", "二日以内"


def announced(made: Repository, more: str = "") -> None:
    """Let a revision of the policy be announced, with a text of its own."""
    assert made.kaitei("revise", "privacy", "2027-04-01").code == 0
    begun = "  - date: 2027-04-01\n    summary:\n      ja: 改定\n      en: Revised\n"
    made.edit(("docs/privacy.md", begun, LATER % more), ("docs/privacy.md", IN_FORCE, ANNOUNCED))
    assert made.kaitei("lock").code == 0


def test_a_date_before_an_announced_revision_begins_with_the_text_in_force(made: Repository) -> None:
    announced(made)
    before = made.files()
    told = made.kaitei("revise", "privacy", "2026-12-01", "--announced", "2026-11-25")
    assert (told.code, told.err) == (0, "")
    after = made.files()
    assert after.keys() - before.keys() == {"docs/privacy/2026-12-01.md"}
    assert {name for name in before if before[name] != after[name]} == {"docs/privacy.md"}
    assert after["docs/privacy/2026-12-01.md"] == before["docs/privacy/2025-04-01.md"]
    assert ANNOUNCED in made.read("docs/privacy.md")
    dates = [one.date for one in made.load().registry.policies["privacy"].revisions]
    assert dates == ["2027-04-01", "2026-12-01", "2025-04-01", "2022-04-01"]
    assert made.kaitei("check").code == 0
    assert holds(made)

    lines = told.out.splitlines()
    assert lines[0].startswith("docs/privacy/2026-12-01.md: A new text begins here")
    assert any("docs/privacy/2026-12-01.md" in line for line in lines if line.startswith("Next: "))
    assert any("2027-04-01" in line and line.endswith("docs/privacy.md") for line in lines)


def test_a_translation_of_the_outgoing_text_is_frozen_though_its_original_was(made: Repository) -> None:
    """As where a person has frozen the text by hand; and one of a later text is not overwritten."""
    made.write({"docs/privacy/2025-04-01.md": made.read("docs/privacy.md")})
    first = "  - date: 2025-04-01\n"
    made.edit(("docs/privacy.md", first, LATER % "" + first), ("docs/privacy.md", IN_FORCE, ANNOUNCED))
    assert made.kaitei("lock").code == 0
    before = made.files()
    told = made.kaitei("revise", "privacy", "2026-12-01", "--announced", "2026-11-25")
    new = {"docs/privacy/2026-12-01.md", "docs/privacy/2025-04-01.en.md"}
    assert made.files().keys() - before.keys() == new
    assert made.files()["docs/privacy/2025-04-01.en.md"] == before["docs/privacy.en.md"]
    assert "edit docs/privacy.en.md and write “translates: 2026-12-01”" in told.out
    assert holds(made)

    made.edit(("docs/privacy.en.md", "translates: 2025-04-01", "translates: 2027-04-01"))
    told = made.kaitei("revise", "privacy", "2027-01-01", "--announced", "2026-12-25")
    assert "write docs/privacy/2027-01-01.en.md" in told.out
    assert "edit docs/privacy.en.md" not in told.out
    assert made.kaitei("check").code == 0


def test_before_two_announced_revisions_both_are_to_take_it_over(made: Repository) -> None:
    announced(made)
    assert made.kaitei("revise", "privacy", "2027-08-01").code == 0
    told = made.kaitei("revise", "privacy", "2026-12-01", "--announced", "2026-11-25").out
    nearest, last = (line for line in told.splitlines() if "takes effect after" in line)
    assert nearest.endswith("docs/privacy/2027-04-01.md")
    assert last.endswith("docs/privacy.md")


def test_a_date_after_an_announced_revision_begins_with_its_text(made: Repository) -> None:
    announced(made)
    assert made.kaitei("revise", "privacy", "2027-08-01").code == 0
    assert ANNOUNCED in made.read("docs/privacy.md")
    assert ANNOUNCED in made.read("docs/privacy/2027-04-01.md")


def test_before_the_first_revision_there_is_no_text_to_begin_with(made: Repository) -> None:
    before = made.files()
    told = made.kaitei("revise", "guide", "2026-12-01")
    assert told.code == 1
    assert told.err.startswith("docs/guide.md:5: ")
    assert made.files() == before


@pytest.mark.parametrize(("replaces", "text"), [("", IN_FORCE), ("2027-04-01", ANNOUNCED)])
def test_after_a_withdrawn_revision_the_text_in_force_is_amended(made: Repository, replaces: str, text: str) -> None:
    """But the one that comes in its place amends the text of the withdrawn one."""
    announced(made, ", withdrawn: 2026-11-22, reason: {ja: 取りやめ, en: Withdrawn}")
    wanted = Wanted(day("2027-08-01"), "改めて", replaces=day(replaces) if replaces else None)
    write_all(revise.plan(made.load(), "privacy", wanted).files, made.root)
    assert text in made.read("docs/privacy.md")
    assert ANNOUNCED in made.read("docs/privacy/2027-04-01.md")  # its address stays and says so
    found = made.load().registry.policies["privacy"].revisions
    assert [one.date for one in found][:2] == ["2027-08-01", "2027-04-01"]
    assert made.kaitei("check").code == 0
    assert holds(made)


@pytest.mark.parametrize(("replaces", "text"), [("", IN_FORCE), ("2027-04-01", ANNOUNCED)])
def test_a_date_before_a_withdrawn_revision_begins_in_a_file_of_its_own(
    made: Repository, replaces: str, text: str
) -> None:
    """The living file keeps the text of the withdrawn one, which is the newest on the list; nothing is to follow it."""
    announced(made, ", withdrawn: 2026-11-22, reason: {ja: 取りやめ, en: Withdrawn}")
    plan = revise.plan(
        made.load(), "privacy", Wanted(day("2027-02-01"), "改めて", replaces=day(replaces) if replaces else None)
    )
    assert "revise_next_take_over" not in [one.key for one in plan.told]
    write_all(plan.files, made.root)
    assert text in made.read("docs/privacy/2027-02-01.md")
    assert ANNOUNCED in made.read("docs/privacy.md")
    assert made.kaitei("check").code == 0
    assert holds(made)


def test_after_a_withdrawn_revision_the_one_announced_before_it_is_amended(made: Repository) -> None:
    announced(made)
    assert made.kaitei("revise", "privacy", "2027-08-01").code == 0
    begun = "  - date: 2027-08-01\n    summary:\n      ja: 改定\n      en: Revised\n"
    off = "  - {date: 2027-08-01, summary: 改定, withdrawn: 2026-11-22, reason: 取りやめ}\n"
    made.edit(("docs/privacy.md", begun, off), ("docs/privacy.md", ANNOUNCED, "一日以内"))
    assert made.kaitei("revise", "privacy", "2027-10-01").code == 0
    assert ANNOUNCED in made.read("docs/privacy.md")
    assert "一日以内" in made.read("docs/privacy/2027-08-01.md")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_text_in_force_is_taken_over_whatever_the_line_ends(made: Repository, newline: str) -> None:
    announced(made, ", withdrawn: 2026-11-22, reason: {ja: 取りやめ, en: Withdrawn}")
    living = made.root / "docs/privacy.md"
    living.write_bytes(living.read_bytes().replace(b"\n", newline.encode()))
    assert made.kaitei("revise", "privacy", "2027-08-01").code == 0
    data = living.read_bytes()
    assert data.count(b"\n") == data.count(newline.encode())
    frozen = (made.root / "docs/privacy/2025-04-01.md").read_bytes()
    assert data.replace(b"\r\n", b"\n").split(b"---\n", 2)[2] == frozen.split(b"---\n", 2)[2]


def test_where_no_text_was_held_there_is_nothing_to_freeze(tmp_path: Path) -> None:
    lost = "---\ntitle: 規約\nkind: other\nrevisions:\n  - {date: '2022', text: not-held, summary: 制定}\n---\n"
    made = project(tmp_path / "project", FILES | {"docs/lost.md": lost})
    told = made.kaitei("revise", "lost", "2026-12-01", "--summary", "再掲")
    assert told.code == 0, told.err
    assert not [name for name in made.files() if name.startswith("docs/lost/")]
    assert "  - date: 2026-12-01\n    summary: 再掲\n  - {date: '2022'" in made.read("docs/lost.md")


REFUSED = [
    ("nothing", "2026-12-01", [], "There is no policy “nothing”."),
    ("privacy", "2025-03-31", ["--announced", "2025-03-01"], "takes effect after the newest one (2025-04-01)"),
    ("privacy", "2022-04-01", [], "There is already a revision"),
    ("privacy", "2026-11-21", [], "2026-11-21 is past (today is 2026-11-22)"),
    ("privacy", "2026-12-01", ["--announced", "2026-12-02"], "announced (2026-12-02) after it takes effect"),
    ("terms", "2026-11-22", [], "must be public before the day"),
    ("terms", "2026-12-01", ["--announced", "2026-12-01"], "must be public before the day"),
]


@pytest.mark.parametrize(("policy", "date", "options", "words"), REFUSED)
def test_what_is_not_possible_is_refused_and_nothing_written(
    made: Repository, policy: str, date: str, options: list[str], words: str
) -> None:
    before = made.files()
    told = made.kaitei("revise", policy, date, *options)
    assert (told.code, told.out) == (1, "")
    assert words in told.err
    assert made.files() == before


def test_a_frozen_file_that_says_something_else_is_refused(made: Repository) -> None:
    made.write({"docs/privacy/2025-04-01.md": "---\ntitle: 約束\n---\n別の本文\n"})
    before = made.files()
    told = made.kaitei("revise", "privacy", "2026-12-01")
    assert told.code == 1
    assert "both claim to be the revision of 2025-04-01" in told.err
    assert made.files() == before


def test_a_repealed_policy_is_refused(made: Repository) -> None:
    made.edit(("docs/terms.md", "revisions:\n", "revisions:\n  - {date: 2025-01-01, event: repealed, summary: 廃止}\n"))
    told = made.kaitei("revise", "terms", "2026-12-01")
    assert told.code == 1
    assert "docs/terms.md:5: The policy was repealed on 2025-01-01" in told.err


def test_a_repeal_to_come_is_named_by_its_day(made: Repository) -> None:
    made.edit(("docs/terms.md", "revisions:\n", "revisions:\n  - {date: 2027-01-01, event: repealed, summary: 廃止}\n"))
    told = made.kaitei("revise", "terms", "2026-12-01")
    assert told.code == 1
    assert "docs/terms.md:5: The policy was repealed on 2027-01-01" in told.err


def test_a_record_that_does_not_hold_is_refused(made: Repository) -> None:
    made.edit(("docs/privacy/2022-04-01.md", "七日", "八日"))
    before = made.files()
    told = made.kaitei("revise", "terms", "2026-12-01")
    assert told.code == 1
    assert "docs/privacy/2022-04-01.md: The revision of 2022-04-01 of privacy (ja) reads differently" in told.err
    assert "“1. お便りは七日以内" in told.err
    assert "“1. お便りは八日以内" in told.err
    assert made.files() == before


def test_a_failing_disk_leaves_everything_as_it_was(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made.files()
    moved = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "privacy.md":
            raise OSError(28, "No space left on device", str(self), None, str(target))
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    told = made.kaitei("revise", "privacy", "2026-12-01")
    assert told.code == 1
    assert told.err.startswith("docs/privacy.md: The file cannot be written (No space left on device).")
    assert made.files() == before
    assert not (made.root / "docs/privacy/2025-04-01.md").exists()


def test_a_text_edited_before_the_command_is_not_frozen(made: Repository) -> None:
    made.git("init", "--quiet", "--initial-branch=main")
    identify(made)
    made.commit("start")
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    before = made.files()
    told = made.kaitei("revise", "privacy", "2026-12-01")
    assert told.code == 1
    assert told.err.startswith("docs/privacy.md: The text was edited already")
    assert made.files() == before

    assert "git restore docs/privacy.md" in told.err
    made.git("restore", "docs/privacy.md")
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    assert "三日以内" in made.read("docs/privacy/2025-04-01.md")
    assert made.kaitei("check", "--base", "main").code == 0


def test_a_front_matter_edited_before_the_command_does_no_harm(made: Repository) -> None:
    made.git("init", "--quiet", "--initial-branch=main")
    identify(made)
    made.commit("start")
    made.edit(("docs/privacy.md", "返送の見直し", "返送を改めた"))
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0


@pytest.mark.parametrize(
    ("recorded", "moved"), [*((True, moved) for moved in range(4)), *((False, moved) for moved in range(10))]
)
def test_killed_between_two_files_it_leaves_a_site_that_holds_and_can_be_run_again(
    tmp_path: Path, recorded: bool, moved: int
) -> None:
    """Texts before the lists that name them, the lists before what changes."""
    whole, half = project(tmp_path / "whole"), project(tmp_path / "half")
    for made in (whole, half):
        if not recorded:
            shutil.rmtree(made.root / "record")
    assert whole.kaitei("revise", "privacy", "2026-12-01").code == 0
    planned = revise.plan(half.load(), "privacy", Wanted(day("2026-12-01"))).files
    assert len(planned) == (4 if recorded else 10)
    for path, data in list(planned.items())[:moved]:
        assert data is not None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert holds(half)
    assert half.kaitei("revise", "privacy", "2026-12-01").code == 0
    assert half.files() == whole.files()
