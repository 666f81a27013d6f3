"""What of the record is on the site: all that may be, byte for byte, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from kaitei.record import files, published, stamps
from tests.support.repository import TODAY, Repository, project
from tests.support.site import Built, config, tree

LATER = "2027-03-01"
"""The day on which the draft of the small site is announced."""

SEEN = "{time}\t{address}\t{sum}\n"
STAMP = "record/stamps/20261122T000000Z/answer.tsr"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """A project with everything recorded on a later day, met and stamped."""
    made = project(tmp_path / "project")
    assert made.kaitei("lock", today=LATER).code == 0
    lines = made.read("record/SHA256SUMS").splitlines()
    seen = [SEEN.format(time=f"{LATER}T00:00:00Z", address=f"/{line[66:]}", sum=line[:64]) for line in lines]
    made.write({"record/published.tsv": "".join(seen), STAMP: b"\x30\x03"})
    return made


def built(made: Repository, today: str) -> Built:
    found = made.build(today)
    assert found.code == 0, found.output
    return found


def record(folder: Path) -> Mapping[str, bytes]:
    """The files of a record."""
    return tree(folder / "record") if (folder / "record").is_dir() else {}


def holds(found: Built) -> bool:
    """Whether `sha256sum` itself finds every file of the published list as listed, and the list whole."""
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=found.site / "record", check=False
    )
    listed = {line[66:] for line in found.html("/record/SHA256SUMS").splitlines()}
    texts = {name for name in record(found.site) if name.endswith(".txt")}
    return done.returncode == 0 and listed == texts


def test_all_of_it_is_published_but_what_it_watches(made: Repository) -> None:
    found = built(made, LATER)
    ours = dict(record(made.root))
    assert {"SHA256SUMS", "entries.tsv", "published.tsv", STAMP.removeprefix("record/")} < ours.keys()
    assert ours.pop("SOURCES")
    assert record(found.site) == ours
    assert holds(found)
    text = "guide/2027-04-01"
    assert found.html(f"/record/{text}.ja.txt") == found.html(f"/{text}.txt")


def test_before_a_text_is_public_nothing_tells_of_it(made: Repository) -> None:
    """Nor does a stamp, which is of the sums of all."""
    found = built(made, TODAY)
    assert holds(found)
    there = record(found.site)
    assert {"SHA256SUMS", "entries.tsv", "published.tsv", "terms/2024-04-01.ja.txt"} < there.keys()
    assert not [name for name, data in there.items() if "guide" in name or b"guide" in data]
    assert not [name for name in there if name.startswith("stamps/")]
    sum_ = next(line[:64] for line in made.read("record/SHA256SUMS").splitlines() if "guide" in line)
    assert found.holding(sum_) == []


@pytest.mark.parametrize("key", ["exclude_docs", "draft_docs"])
@pytest.mark.parametrize(("patterns", "gone"), [("terms.md\n", "terms/"), ("privacy.en.md\nprivacy/*.en.md\n", ".en.")])
def test_what_the_site_leaves_out_is_not_in_it(made: Repository, key: str, patterns: str, gone: str) -> None:
    made.write({"mkdocs.yml": config({key: patterns})})
    found = built(made, LATER)
    assert holds(found)
    there = record(found.site)
    lines = [line for line in made.read("record/SHA256SUMS").splitlines() if gone in line]
    assert lines
    for line in lines:
        words = (line[:64], line[66:])
        assert not [name for name, data in there.items() if any(one.encode() in data for one in words)]
    assert not [name for name in there if gone in name or name.startswith("stamps/")]
    assert len([name for name in there if name.endswith(".txt")]) == len(record_texts(made)) - len(lines)


def record_texts(made: Repository) -> list[str]:
    return [name for name in record(made.root) if name.endswith(".txt")]


def test_policies_may_be_named_as_the_folder_of_stamps(made: Repository) -> None:
    """A shop has stamps, too."""
    for name in ("stamps", "stamps/terms"):
        made.write({f"docs/{name}.md": made.read("docs/terms.md")})
    assert made.kaitei("lock", today=LATER).code == 0
    before = made.build(LATER)
    assert before.code == 0, before.output
    ours = {name: data for name, data in record(made.root).items() if name != "SOURCES"}
    assert record(before.site) == ours
    assert {"stamps/2024-04-01.ja.txt", "stamps/terms/2024-04-01.ja.txt", STAMP.removeprefix("record/")} < ours.keys()
    paths = [path for path, _ in published.files_of(made.load(LATER), files.read(made.load(LATER).settings))]
    assert len(paths) == len(set(paths))
    made.write({STAMP: None})
    assert stamps.read(made.root / files.STAMPS, made.root) == ()


def test_what_was_published_before_a_correction_stays_published(made: Repository) -> None:
    before = made.read("record/terms/2024-04-01.ja.txt")
    made.edit(("docs/terms.md", "船の", "舟の"))
    item = "corrections: [{date: 2026-11-22, summary: 訂正, before: 船の, after: 舟の}]"
    made.edit(("docs/terms.md", "First version}}", f"First version}}, {item}}}"))
    assert made.kaitei("lock", "--correct", "terms", "2024-04-01").code == 0
    found = built(made, TODAY)
    assert found.html("/record/terms/2024-04-01.ja.1.txt") == before
    assert found.html("/record/terms/2024-04-01.ja.txt") == found.html("/terms/2024-04-01.txt") != before
    assert holds(found)


def test_a_renamed_policy_is_published_under_the_name_it_was_recorded_by(made: Repository) -> None:
    before = record(built(made, TODAY).site)
    made.write(
        {"docs/rules.md": made.read("docs/terms.md").replace("kind:", "aliases: [terms]\nkind:"), "docs/terms.md": None}
    )
    assert made.kaitei("lock").code == 0
    assert record(built(made, TODAY).site) == before


def test_line_ends_that_git_changed_are_as_recorded_where_published(made: Repository) -> None:
    before = record(built(made, LATER).site)
    for path in (made.root / "record").rglob("*"):
        if path.is_file() and path.suffix != ".tsr":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = built(made, LATER)
    assert record(found.site) == before
    assert holds(found)


def test_where_there_is_no_record_none_is_published(made: Repository) -> None:
    shutil.rmtree(made.root / "record")
    assert record(built(made, TODAY).site) == {}
