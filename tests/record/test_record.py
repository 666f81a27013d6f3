from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from kaitei.assembly.builder import check
from kaitei.errors import KaiteiError, Problem
from kaitei.record import files, keeping, record
from kaitei.record.files import Named, Record
from kaitei.record.record import Entry
from kaitei.record.writing import write_all
from kaitei.site.site import Site, Standing
from tests.support.cases import problems
from tests.support.repository import Repository, project, repository
from tests.support.site import Project

FROZEN = "docs/privacy/2022-04-01.md"
TEXT = "record/privacy/2022-04-01.ja.txt"
ITEM = "      - {date: 2022-05-01, summary: 誤記の訂正, before: おたより, after: お便り}\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return project(tmp_path / "project")


def found(made: Repository) -> record.Findings:
    """What no longer reads as recorded."""
    site = made.load()
    return record.verify(site, files.read(site.settings))


def told(made: Repository) -> list[str]:
    """The same as `key file`."""
    return [f"{one.key} {one.file}" for one in (*found(made).problems, *found(made).warnings)]


def first(made: Repository) -> Problem:
    return found(made).problems[0]


def entries(site: Site) -> dict[tuple[str, str, str], Entry]:
    return record.entries(site, files.read(site.settings))


def whole(folder: Path, name: str) -> bool:
    """Whether `sha256sum` itself finds every file of a list as listed."""
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", name], cwd=folder, check=False)
    return done.returncode == 0


def test_everything_public_is_recorded_as_published(made: Repository) -> None:
    site = made.load()
    assert sorted(entries(site)) == [
        ("privacy", "2022-04-01", "en"),
        ("privacy", "2022-04-01", "ja"),
        ("privacy", "2025-04-01", "en"),
        ("privacy", "2025-04-01", "ja"),
        ("terms", "2024-04-01", "ja"),
    ]
    entry = entries(site)["privacy", "2022-04-01", "ja"]
    policy = site.registry.policies["privacy"]
    edition = Standing.whole(policy, site).edition(policy.revisions[1], "ja")
    assert edition
    assert made.read(TEXT) == edition.canonical
    assert entry.text == edition.sha256
    assert entry.file == hashlib.sha256((made.root / FROZEN).read_bytes()).hexdigest()
    assert entries(site)["terms", "2024-04-01", "ja"].file == ""
    assert told(made) == []


def test_the_lists_can_be_verified_without_kaitei(made: Repository) -> None:
    assert whole(made.root / "record", "SHA256SUMS")
    assert whole(made.root, "record/SOURCES")
    made.edit((TEXT, "七日", "八日"))
    assert not whole(made.root / "record", "SHA256SUMS")


def test_a_text_is_recorded_from_the_day_on_which_it_is_public(made: Repository) -> None:
    assert ("guide", "2027-04-01", "ja") not in entries(made.load())
    later = made.load("2027-03-01")
    missing = record.missing(later, entries(later))
    assert [(standing.policy.id, edition.revision.date) for standing, edition in missing] == [("guide", "2027-04-01")]
    assert [note.params["count"] for note in record.notes(later)] == ["1"]
    assert record.notes(made.load()) == ()
    assert made.kaitei("lock", today="2027-03-01").code == 0
    assert "record/guide/2027-04-01.ja.txt" in made.files()


def test_an_edited_text_is_told_with_the_words_that_differ(made: Repository) -> None:
    made.edit((FROZEN, "七日以内", "八日以内"))
    assert told(made) == [f"lock_file_changed {FROZEN}"]
    assert "七日以内" in first(made).params["was"]
    assert "八日以内" in first(made).params["words"]


def test_an_edited_text_in_force_is_told(made: Repository) -> None:
    made.edit(("docs/terms.md", "船の案内", "舟の案内"))
    assert told(made) == ["lock_file_changed docs/terms.md"]


def test_an_edit_that_reads_the_same_is_told_of_past_texts_alone(made: Repository) -> None:
    made.edit(
        (FROZEN, "---\ntitle: 約束\n", "---\ntitle: 約束\nkind: privacy\n"), ("docs/terms.md", "船の", "**船**の")
    )
    assert told(made) == [f"lock_file_touched {FROZEN}"]


def test_line_ends_of_another_system_are_no_edit(made: Repository) -> None:
    for name in (FROZEN, TEXT, "docs/terms.md", "record/SHA256SUMS", "record/SOURCES", "record/entries.tsv"):
        path = made.root / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(made) == []
    made.lock()
    path = made.root / FROZEN
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert told(made) == []


def test_a_past_fact_that_is_edited_is_told(made: Repository) -> None:
    made.edit(("company.yml", "name: 浜田 渚", "name: 浜田 凪"))
    assert told(made) == [f"lock_facts_changed {FROZEN}"]
    assert "浜田 凪" in first(made).params["words"]


def test_a_fact_that_changes_later_is_no_edit(made: Repository) -> None:
    made.edit(("company.yml", "desks:", "  - {from: 2026-12-01, title: 代表取締役, name: 沖 一帆}\ndesks:"))
    assert told(made) == []


def test_a_fact_that_changes_before_an_announced_text_takes_effect_is_recorded_anew(tmp_path: Path) -> None:
    """As when a representative is appointed who is to sign it; what was announced before stays."""
    made = repository(tmp_path / "project")
    assert made.kaitei("revise", "privacy", "2026-12-15").code == 0
    assert made.kaitei("lock").code == 0
    made.commit("announced")
    made.git("branch", "--force", "main")
    text = "record/privacy/2026-12-15.ja.txt"
    before = made.read(text)
    made.edit(("company.yml", "desks:", "  - {from: 2026-12-01, title: 代表取締役, name: 沖 一帆}\ndesks:"))
    assert told(made) == ["lock_facts_ahead docs/privacy.md"]
    assert made.kaitei("check", today="2026-12-16").code == 0  # no check fails because a day has passed
    made.edit(("company.yml", "name: 磯部 澪", "name: 磯部 零"))
    assert "lock_facts_changed docs/privacy.md" in told(made)
    made.edit(("company.yml", "name: 磯部 零", "name: 磯部 澪"))
    assert made.kaitei("lock", "--reread").code == 0
    assert made.read(text.replace(".txt", ".1.txt")) == before
    assert made.read(text) == before.replace("磯部 澪", "沖 一帆")
    assert told(made) == []
    checked = made.kaitei("check", "--base", "main")
    assert (checked.code, checked.err) == (0, "")
    assert made.kaitei("check", today="2026-12-15").code == 0


def test_an_older_revision_changes_no_later_text(made: Repository) -> None:
    older = "  - {date: 2020-04-01, recorded: 2026-11-22, summary: 試行}\n"
    made.edit(("docs/privacy.md", ITEM, f"{ITEM}{older}"))
    made.write({"docs/privacy/2020-04-01.md": "---\ntitle: 約束\n---\n試しです。\n\n{{ signature }}\n"})
    assert told(made) == []
    before = made.files()
    assert made.kaitei("lock").code == 0
    after = made.files()
    assert after.keys() - before.keys() == {"record/privacy/2020-04-01.ja.txt"}
    assert all(after[name] == before[name] for name in before if name.endswith(".txt"))


def test_a_file_a_revision_or_a_policy_that_is_gone_is_told(made: Repository) -> None:
    made.write({"docs/privacy/2022-04-01.en.md": None})
    assert told(made) == ["lock_file_gone docs/privacy/2022-04-01.en.md"]
    made.write({FROZEN: None})
    text = made.read("docs/privacy.md")
    made.write({"docs/privacy.md": text[: text.index("  - date: 2022")] + text[text.index("---\n{{") :]})
    assert told(made) == ["lock_revision_gone docs/privacy.md"] * 2
    made.write({"docs/privacy.md": None, "docs/privacy.en.md": None})
    assert told(made) == ["lock_policy_gone record/SHA256SUMS"] * 4


def test_recorded_texts_that_are_altered_or_gone_are_told(made: Repository) -> None:
    made.edit((TEXT, "七日", "八日"))
    made.write({"record/terms/2024-04-01.ja.txt": None})
    assert told(made) == [f"record_text_altered {TEXT}", "record_text_gone record/terms/2024-04-01.ja.txt"]
    with pytest.raises(KaiteiError) as error:
        check(made.load())
    assert problems(error) == ["record_text_altered", "record_text_gone"]


def test_a_renamed_policy_keeps_its_record(made: Repository) -> None:
    (made.root / "docs/privacy").rename(made.root / "docs/promise")
    for suffix in (".md", ".en.md"):
        (made.root / f"docs/privacy{suffix}").rename(made.root / f"docs/promise{suffix}")
    made.edit(("docs/promise.md", "kind: privacy\n", "kind: privacy\naliases: [privacy]\n"))
    assert told(made) == []
    before = made.files()
    assert made.kaitei("lock").code == 0
    assert {name for name, data in made.files().items() if data != before.get(name)} == {"record/SOURCES"}
    assert whole(made.root, "record/SOURCES")
    assert told(made) == []


def test_a_record_that_cannot_be_read_is_a_problem_of_every_check(made: Repository) -> None:
    made.write({"record/SHA256SUMS": "nonsense\n", "record/entries.tsv": "nonsense\n"})
    with pytest.raises(KaiteiError) as error:
        check(made.load())
    assert problems(error) == ["sums_line 1", "record_entry 1"]


# -- upgrades


def earlier(made: Repository, *paths: str) -> None:
    """Let recorded texts read as an engine with another grammar would have read the same sources."""
    known = files.read(made.load().settings)
    for path in paths:
        named = Named.of(path)
        assert named
        text = made.read(f"record/{path}").replace("1. ", "").replace("第1条（", "## 第1条 （")
        known = known.with_text(named, text.encode(), known.origins[path])
    write_all(known.files(made.load().settings), made.root)


def test_an_upgrade_that_reads_otherwise_stops_no_site(made: Repository) -> None:
    paths = ("privacy/2022-04-01.ja.txt", "privacy/2025-04-01.ja.txt", "terms/2024-04-01.ja.txt")
    earlier(made, *paths)
    assert told(made) == [f"lock_reread {FROZEN}", "lock_reread docs/privacy.md", "lock_reread docs/terms.md"]
    built = Project(made.root).build(strict=False)
    assert built.code == 0, built.output
    assert "kaitei lock --reread" in built.output

    before = made.files()
    done = made.kaitei("lock", "--reread")
    assert done.code == 0
    assert "“## 第1条 （受付） お便りは" in done.out
    assert "became “第1条（受付） 1. お便りは" in done.out
    assert told(made) == []
    after = made.files()
    for path in paths:
        assert after[f"record/{path.replace('.ja.', '.ja.1.')}"] == before[f"record/{path}"]
    assert whole(made.root / "record", "SHA256SUMS")
    assert made.kaitei("lock", "--reread").out == "Nothing to record anew: everything reads as recorded.\n"


def test_an_edit_is_no_other_reading_though_an_upgrade_reads_otherwise_too(made: Repository) -> None:
    earlier(made, "privacy/2022-04-01.ja.txt", "terms/2024-04-01.ja.txt")
    made.edit((FROZEN, "七日以内", "八日以内"), ("docs/terms.md", "船の案内", "舟の案内"))
    assert told(made) == [f"lock_file_changed {FROZEN}", "lock_file_changed docs/terms.md"]
    assert made.kaitei("lock", "--reread").out == "Nothing to record anew: everything reads as recorded.\n"


def first_edition(made: Repository, sums: dict[str, str] | None = None) -> None:
    """Give a project the record of the first edition instead of its own."""
    lines = []
    for (id_, date, locale), entry in entries(made.load()).items():
        if entry.file:
            text = (sums or {}).get(f"{id_} {date} {locale}", entry.text)
            lines.append(f"{id_} {date} {locale} file={entry.file} text={text} corrections=1 words=AbCd\n")
    shutil.rmtree(made.root / files.FOLDER)
    made.write({"docs/revisions.lock": "# for people\n" + "".join(lines)})


def test_the_record_of_the_first_edition_counts_until_it_is_taken_over(made: Repository) -> None:
    first_edition(made, {"privacy 2022-04-01 ja": "0" * 64})
    assert told(made) == [f"lock_reread_former {FROZEN}"]
    assert [note.key for note in record.notes(made.load())] == ["lock_former_note"]
    assert Project(made.root).build(strict=False).code == 0
    made.edit(("docs/privacy/2022-04-01.en.md", "seven", "eight"))
    assert told(made)[0] == "lock_file_touched docs/privacy/2022-04-01.en.md"
    assert made.kaitei("lock").code == 1
    made.edit(("docs/privacy/2022-04-01.en.md", "eight", "seven"))

    assert made.kaitei("lock").code == 0
    assert "docs/revisions.lock" not in made.files()
    assert told(made) == []
    assert whole(made.root / "record", "SHA256SUMS")
    assert made.kaitei("lock").out == "Nothing to add: everything that is public is recorded.\n"


# -- corrections


def corrected(made: Repository, date: str = "2022-04-01") -> Record:
    site = made.load()
    policy = site.registry.policies["privacy"]
    revision = next(one for one in policy.revisions if one.date == date)
    return keeping.corrected(site, files.read(site.settings), policy, revision)


def test_what_was_published_before_a_correction_stays(made: Repository) -> None:
    before = made.read(TEXT)
    made.edit((FROZEN, "七日以内", "八日以内"))
    with pytest.raises(KaiteiError) as error:
        corrected(made)
    assert problems(error) == ["lock_unexplained 8"]

    made.edit(
        ("docs/privacy.md", ITEM, f"{ITEM}      - {{date: 2026-11-22, summary: 訂正, before: 七日, after: 八日}}\n")
    )
    assert made.kaitei("lock", "--correct", "privacy", "2022-04-01").code == 0
    assert made.read("record/privacy/2022-04-01.ja.1.txt") == before
    assert "八日以内" in made.read(TEXT)
    assert told(made) == []
    assert whole(made.root / "record", "SHA256SUMS")
    assert whole(made.root, "record/SOURCES")
    assert "record/privacy/2022-04-01.en.1.txt" not in made.files()


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{date: 2026-11-22, summary: 訂正, before: 七日以内, after: 八 日以内}", []),
        ("{date: 2026-11-22, summary: 訂正, before: 七日以内, after: 九日以内}", ["lock_unexplained 8"]),
        ("{date: 2026-11-22, summary: 訂正, before: 六日以内, after: 八日以内}", ["lock_unexplained 8"]),
        ("{date: 2026-11-23, summary: 訂正, before: 七日以内, after: 八日以内}", ["correction_ahead 8"]),
    ],
)
def test_a_correction_is_the_difference(made: Repository, item: str, told: list[str]) -> None:
    made.edit((FROZEN, "七日以内", "八日以内"), ("docs/privacy.md", ITEM, f"{ITEM}      - {item}\n"))
    if told:
        with pytest.raises(KaiteiError) as error:
            corrected(made)
        assert problems(error) == told
    else:
        assert len(corrected(made).texts) == 2


def test_nothing_is_corrected_that_reads_as_recorded_or_is_not_recorded(made: Repository) -> None:
    assert corrected(made) == files.read(made.load().settings)
    assert made.kaitei("lock", "--correct", "privacy", "2022-04-01").out.startswith("Nothing to correct")
    shutil.rmtree(made.root / files.FOLDER)
    with pytest.raises(KaiteiError) as error:
        corrected(made)
    assert problems(error) == ["lock_not_listed 8"]
