from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from kaitei.cli.findings import found
from kaitei.errors import Problem
from kaitei.record import files, first_edition
from kaitei.record.files import Named
from kaitei.record.writing import write_all
from kaitei.review import against_commit
from tests.review.ways import LIVING_PICTURE, started
from tests.support.cases import cases
from tests.support.repository import NOTES, TODAY, Repository

SIGHTINGS = "2026-11-01T00:00:00Z\t/terms/2024-04-01.txt\t{sum}\n"
HINTS = ("lock_unlisted_note", "lock_former_note")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Everything recorded, and a text seen."""
    made = started(tmp_path_factory.mktemp("recorded") / "project")
    sum_ = hashlib.sha256(made.read("record/terms/2024-04-01.ja.txt").encode()).hexdigest()
    made.write({"record/published.tsv": SIGHTINGS.format(sum=sum_)})
    return _committed(made)


@pytest.fixture(scope="module")
def unrecorded(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Nothing recorded yet."""
    made = started(tmp_path_factory.mktemp("unrecorded") / "project")
    shutil.rmtree(made.root / files.FOLDER)
    made.write({"docs/privacy.md": made.read("docs/privacy.md") + LIVING_PICTURE})
    return _committed(made)


def _committed(made: Repository) -> Repository:
    made.git("checkout", "--quiet", "main")
    made.commit()
    made.git("checkout", "--quiet", "-B", "work")
    return made


@pytest.fixture
def made(recorded: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository as it was committed."""
    return _copy(recorded, tmp_path)


def _copy(started: Repository, folder: Path) -> Repository:
    shutil.copytree(started.root, folder / "project", symlinks=True)
    return Repository(folder / "project")


def told(problem: Problem) -> str:
    return f"{problem.key} {problem.file}{f':{problem.line}' if problem.line else ''}"


@pytest.mark.parametrize("case", cases("since"))
def test_each_way_to_change_the_past_is_caught_told_or_open(
    case: dict[str, Any], recorded: Repository, unrecorded: Repository, tmp_path: Path
) -> None:
    made = _copy(unrecorded if case.get("unrecorded") else recorded, tmp_path)
    if "first_edition" in case:
        _as_the_first_edition_left_it(made)
        made = _committed(made)
    if "earlier" in case:
        _as_an_earlier_engine_read_it(made, case["earlier"])
        made = _committed(made)
    _change(made, case)
    today = case.get("today", TODAY)
    problems, warnings = found(made.load(today), made.base(today=today), tuple)
    assert [told(one) for one in problems] == case.get("expected", [])
    assert [one.key for one in warnings if one.key not in HINTS] == case.get("told", [])


def _change(made: Repository, case: dict[str, Any]) -> None:
    for old, new in case.get("moved", {}).items():
        (made.root / old).rename(made.root / new)
    frozen = case.get("frozen", ())
    before = made.read(frozen[0]) if frozen else ""
    made.edit(*case.get("edits", ()))
    made.write({name: text or None for name, text in case.get("files", {}).items()})
    if "picture" in case:
        made.write({case["picture"]: b"\x89PNG\r\n\x1a\n another picture"})
    if frozen:
        made.write({frozen[1]: made.read(frozen[0]) if "edited" in frozen else before})
    if "line" in case:
        _without(made, *case["line"])
    if case.get("first_edition"):
        _lock_line(made, *case["first_edition"])
    if case.get("lock") == "again":
        made.lock()
    for forge in ("forged", "invented", "rewritten"):
        if forge in case:
            globals()[f"_{forge}"](made, case[forge])
    for key, code in (("run", 0), ("refused", 1)):
        if key in case:
            done = made.kaitei(*case[key])
            assert done.code == code, done.err


def _without(made: Repository, name: str, words: str) -> None:
    """Take the lines with these words out of a file."""
    lines = made.read(name).splitlines(keepends=True)
    assert any(words in line for line in lines)
    made.write({name: "".join(line for line in lines if words not in line)})


def _forged(made: Repository, way: list[str]) -> None:
    """Alter a recorded text and its sum."""
    path, old, new = way
    name = f"record/{path}"
    before = made.read(name)
    made.edit((name, old, new))
    sums = [hashlib.sha256(text.encode()).hexdigest() for text in (before, made.read(name))]
    made.edit((files.SUMS, *sums))


def _invented(made: Repository, path: str) -> None:
    """Add a text that was never published to what was published before."""
    text = "第1条（受付）\nお便りは返しません。\n"
    made.write({f"record/{path}": text})
    lines = [*made.read(files.SUMS).splitlines(), f"{hashlib.sha256(text.encode()).hexdigest()}  {path}"]
    made.write({files.SUMS: "".join(f"{line}\n" for line in sorted(lines, key=lambda line: line[66:]))})


def _rewritten(made: Repository, path: str) -> None:
    """Let an edited text look as if it had been entered as it is."""
    site = made.load()
    edition = next(
        one.editions["ja", revision.day]
        for one in site.standings
        for revision in one.revisions
        if f"{one.policy.id}/{revision.date}.ja.txt" == path
    )
    line = next(line for line in made.read(files.ENTRIES).splitlines() if line.startswith(path))
    _, day, _, shown = line.split("\t")
    made.edit((files.ENTRIES, line, "\t".join((path, day, edition.wording, shown))))


def _as_an_earlier_engine_read_it(made: Repository, path: str) -> None:
    """Let a recorded text read as an engine with another grammar would have read the same source."""
    known, named = files.read(made.load().settings), Named.of(path)
    assert named
    text = made.read(f"record/{path}").replace("1. ", "")
    write_all(known.with_text(named, text.encode(), known.origins[path]).files(made.load().settings), made.root)


def _as_the_first_edition_left_it(made: Repository) -> None:
    """Give a project the record of the first edition instead of its own."""
    site = made.load()
    lines = []
    for standing in site.standings:
        for (locale, day), edition in standing.editions.items():
            file = made.root / edition.text.file
            if not edition.text.living and day <= site.today:
                sums = hashlib.sha256(file.read_bytes()).hexdigest(), edition.sha256
                count = len(edition.revision.corrections)
                key = f"{standing.policy.id} {edition.revision.date} {locale}"
                lines.append(f"{key} file={sums[0]} text={sums[1]} corrections={count} words=AbCd\n")
    shutil.rmtree(made.root / files.FOLDER)
    first_edition.path(site.settings).write_text("# header\n" + "".join(sorted(lines)))


def _lock_line(made: Repository, words: str, count: str) -> None:
    """Take a line out of the first edition's record, or alter the count in it."""
    line = next(line for line in made.read("docs/revisions.lock").splitlines() if line.startswith(words))
    made.edit(("docs/revisions.lock", f"{line}\n", line.replace("corrections=1", count) + "\n" if count else ""))


def test_what_changed_is_quoted(made: Repository) -> None:
    made.edit(("docs/privacy.md", "三日以内", "五日以内"))
    problem = found(made.load(), made.base(), tuple)[0][0]
    assert problem.params["was"].startswith("1. お便りは三日以内")
    assert problem.params["words"].startswith("1. お便りは五日以内")


def test_a_broken_base_still_has_its_frozen_files_held_against_ours(made: Repository) -> None:
    made.git("checkout", "--quiet", "main")
    made.edit(("docs/terms.md", "date: 2024-04-01", "date: 2024-02-30"))
    made.commit("broken")
    made.git("checkout", "--quiet", "-b", "mend")
    made.edit(("docs/terms.md", "date: 2024-02-30", "date: 2024-04-01"))
    base = made.base()
    assert [one.key for one in base.problems] == ["base_broken"]
    assert base.problems[0].params == {"rev": "main", "count": "1", "first": "docs/terms.md:5"}
    assert list(against_commit.problems(made.load(), base)) == []
    assert [one.key for one in against_commit.warnings(made.load(), base)] == ["base_broken"]

    made.edit(("docs/privacy/2022-04-01.md", "七日", "八日"))
    assert list(against_commit.problems(made.load(), base)) == []  # the record tells it
    shutil.rmtree(made.root / files.FOLDER)
    (made.root / "docs/privacy/2022-04-01.en.md").unlink()
    assert [told(one) for one in against_commit.problems(made.load(), base)] == [
        "since_record_gone record/SHA256SUMS",
        "since_text_gone docs/privacy/2022-04-01.en.md",
        "since_frozen_touched docs/privacy/2022-04-01.md",
    ]


def test_a_new_revision_must_say_what_changed(made: Repository) -> None:
    assert made.kaitei("revise", "privacy", "2026-12-01").code == 0
    warnings = list(against_commit.warnings(made.load(), made.base()))
    assert [told(one) for one in warnings] == ["since_summary_bare docs/privacy.md:6"]
    made.edit(("docs/privacy.md", "ja: 改定\n      en: Revised", "ja: 窓口の新設\n      en: A desk"))
    assert list(against_commit.warnings(made.load(), made.base())) == []


def test_what_others_add_to_the_branch_meanwhile_is_not_taken_for_removed(made: Repository) -> None:
    made.git("checkout", "--quiet", "main")
    made.write({"docs/notes.md": NOTES})
    made.commit("notes")
    made.git("checkout", "--quiet", "work")
    assert found(made.load(), made.base(), tuple)[0] == ()
