from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.record import record, revise
from kaitei.record.revise import Wanted
from tests.support.repository import FILES, Repository, identify, project
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
    assert changed == {"docs/privacy.md", "docs/revisions.lock"}
    first = "  - date: 2025-04-01\n"
    assert after["docs/privacy.md"].decode() == before["docs/privacy.md"].decode().replace(first, REVISION + first)
    assert made.kaitei("check").code == 0

    site = made.load()
    listed = [key for key in record.read(site) if key[1] == "2025-04-01"]
    assert sorted(listed) == [("privacy", "2025-04-01", "en"), ("privacy", "2025-04-01", "ja")]
    assert not list(record.verify(site, record.read(site)))


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


def test_an_outgoing_text_not_yet_in_effect_is_frozen_but_not_recorded(made: Repository) -> None:
    told = made.kaitei("revise", "privacy", "2026-12-01")
    assert (told.code, made.kaitei("revise", "privacy", "2027-01-01").code) == (0, 0)
    assert "docs/privacy/2026-12-01.md" in made.files()
    assert all(key[1] != "2026-12-01" for key in record.read(made.load()))
    assert made.kaitei("check").code == 0
    later = made.kaitei("check", today="2026-12-01")
    assert later.code == 1
    assert "docs/revisions.lock: Frozen texts not recorded yet: 1." in later.err
    line = later.err.splitlines()[1]
    assert line.startswith("privacy 2026-12-01 ja file=")
    made.write({"docs/revisions.lock": made.read("docs/revisions.lock") + line + "\n"})
    assert made.kaitei("check", today="2026-12-01").code == 0


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


def test_a_record_that_does_not_hold_is_refused(made: Repository) -> None:
    made.edit(("docs/privacy/2022-04-01.md", "七日", "八日"))
    before = made.files()
    told = made.kaitei("revise", "terms", "2026-12-01")
    assert told.code == 1
    assert "docs/privacy/2022-04-01.md: This file was edited" in told.err
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


@pytest.mark.parametrize("moved", range(4))
def test_killed_between_two_files_it_leaves_a_site_that_holds_and_can_be_run_again(tmp_path: Path, moved: int) -> None:
    whole, half = project(tmp_path / "whole"), project(tmp_path / "half")
    assert whole.kaitei("revise", "privacy", "2026-12-01").code == 0
    planned = revise.plan(half.load(), "privacy", Wanted(day("2026-12-01"))).files
    assert len(planned) == 4
    for path, data in list(planned.items())[:moved]:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    left = half.load()
    assert not list(record.verify(left, record.read(left)))
    assert half.kaitei("revise", "privacy", "2026-12-01").code == 0
    assert half.files() == whole.files()
