from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kaitei.assembly.builder import check
from kaitei.errors import KaiteiError, Problem
from kaitei.record import lock, record
from kaitei.site.site import Standing
from tests.support.cases import problems
from tests.support.repository import Repository, project

FROZEN = "docs/privacy/2022-04-01.md"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return project(tmp_path / "project")


def found(made: Repository) -> list[Problem]:
    """What is wrong with the record."""
    site = made.load()
    return list(record.verify(site, record.read(site)))


def told(made: Repository) -> list[str]:
    """The same as `key file`."""
    return [f"{one.key} {one.file}" for one in found(made)]


def first(made: Repository) -> Problem:
    return found(made)[0]


def test_the_file_and_the_published_text_are_recorded(made: Repository) -> None:
    site = made.load()
    entries = record.read(site)
    assert sorted(entries) == [("privacy", "2022-04-01", "en"), ("privacy", "2022-04-01", "ja")]
    entry = entries["privacy", "2022-04-01", "ja"]
    policy = site.registry.policies["privacy"]
    assert entry.file == hashlib.sha256((made.root / FROZEN).read_bytes()).hexdigest()
    edition = Standing.whole(policy, site).edition(policy.revisions[1], "ja")
    assert edition
    assert entry.text == edition.sha256
    assert entry.corrections == 1
    assert told(made) == []


def test_an_edited_text_is_told_with_its_first_new_words(made: Repository) -> None:
    made.edit((FROZEN, "七日以内", "八日以内"))
    assert told(made) == [f"lock_file_changed {FROZEN}"]
    assert first(made).params | {"words": ""} == {
        "id": "privacy",
        "date": "2022-04-01",
        "locale": "ja",
        "words": "",
        "facts": "company.yml",
    }
    assert "八日以内" in first(made).params["words"]


def test_an_edit_that_reads_the_same_is_told(made: Repository) -> None:
    made.edit((FROZEN, "---\ntitle: 約束\n", "---\ntitle: 約束\nkind: privacy\n"))
    assert told(made) == [f"lock_file_touched {FROZEN}"]


def test_line_ends_of_another_system_are_no_edit(made: Repository) -> None:
    path = made.root / FROZEN
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(made) == []
    made.lock()
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert told(made) == []


def test_a_past_fact_that_is_edited_is_told(made: Repository) -> None:
    made.edit(("company.yml", "name: 浜田 渚", "name: 浜田 凪"))
    assert told(made) == [f"lock_facts_changed {FROZEN}"]
    assert "浜田 凪" in first(made).params["words"]


def test_a_fact_that_changes_later_is_no_edit(made: Repository) -> None:
    made.edit(("company.yml", "desks:", "  - {from: 2026-12-01, title: 代表取締役, name: 沖 一帆}\ndesks:"))
    assert told(made) == []


def test_a_file_a_revision_or_a_policy_that_is_gone_is_told(made: Repository) -> None:
    made.write({"docs/privacy/2022-04-01.en.md": None})
    assert told(made) == ["lock_file_gone docs/privacy/2022-04-01.en.md"]
    made.write({FROZEN: None})
    text = made.read("docs/privacy.md")
    made.write({"docs/privacy.md": text[: text.index("  - date: 2022")] + text[text.index("---\n{{") :]})
    assert told(made) == ["lock_revision_gone docs/privacy.md"] * 2
    made.write({"docs/privacy.md": None, "docs/privacy.en.md": None})
    assert told(made) == ["lock_policy_gone docs/revisions.lock"] * 2


def test_a_renamed_policy_keeps_its_record(made: Repository) -> None:
    (made.root / "docs/privacy").rename(made.root / "docs/promise")
    for suffix in (".md", ".en.md"):
        (made.root / f"docs/privacy{suffix}").rename(made.root / f"docs/promise{suffix}")
    made.edit(("docs/promise.md", "kind: privacy\n", "kind: privacy\naliases: [privacy]\n"))
    assert told(made) == []
    assert record.unlisted(made.load(), record.read(made.load())) == ()


def test_only_frozen_texts_in_effect_are_missing(made: Repository) -> None:
    lock.path(made.load().settings).unlink()
    made.write({"docs/privacy/2025-04-01.md": made.read("docs/privacy.md").encode()})
    missing = record.unlisted(made.load(), {})
    assert [entry.key for entry in missing] == [
        ("privacy", "2022-04-01", "en"),
        ("privacy", "2022-04-01", "ja"),
        ("privacy", "2025-04-01", "ja"),
    ]
    assert [entry.key for entry in record.unlisted(made.load("2025-03-31"), {})] == [entry.key for entry in missing[:2]]
    assert record.unlisted(made.load("2022-03-31"), {}) == ()
    assert [note.params["count"] for note in record.notes(made.load())] == ["3"]


def test_a_record_that_cannot_be_read_is_a_problem_of_every_check(made: Repository) -> None:
    made.write({"docs/revisions.lock": "nonsense\n"})
    with pytest.raises(KaiteiError) as error:
        check(made.load())
    assert problems(error) == ["lock_line 1"]


def test_a_new_correction_explains_a_change_once(made: Repository) -> None:
    made.edit((FROZEN, "七日以内", "八日以内"))
    site = made.load()
    policy = site.registry.policies["privacy"]
    with pytest.raises(KaiteiError) as error:
        record.corrected(site, record.read(site), policy, policy.revisions[1])
    assert problems(error) == ["lock_unexplained 8"]

    item = "      - {date: 2022-05-01, summary: 誤記の訂正}\n"
    made.edit(("docs/privacy.md", item, f"{item}      - {{date: 2026-11-22, summary: 日数の訂正}}\n"))
    site = made.load()
    policy = site.registry.policies["privacy"]
    changed = record.corrected(site, record.read(site), policy, policy.revisions[1])
    assert {key[2]: entry.corrections for key, entry in changed.items()} == {"ja": 2, "en": 2}
    assert not list(record.verify(site, record.read(site) | changed))


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{date: 2026-11-22, summary: 訂正, before: 七日以内, after: 八 日以内}", []),
        ("{date: 2026-11-22, summary: 訂正, before: 七日以内, after: 九日以内}", ["correction_elsewhere 8"]),
        ("{date: 2026-11-23, summary: 訂正, before: 七日以内, after: 八日以内}", ["correction_ahead 8"]),
    ],
)
def test_a_correction_tells_what_stands_in_the_text_now(made: Repository, item: str, told: list[str]) -> None:
    old = "      - {date: 2022-05-01, summary: 誤記の訂正}\n"
    made.edit((FROZEN, "七日以内", "八日以内"), ("docs/privacy.md", old, f"{old}      - {item}\n"))
    site = made.load()
    policy = site.registry.policies["privacy"]
    if told:
        with pytest.raises(KaiteiError) as error:
            record.corrected(site, record.read(site), policy, policy.revisions[1])
        assert problems(error) == told
    else:
        assert record.corrected(site, record.read(site), policy, policy.revisions[1])


def test_nothing_is_corrected_that_reads_as_recorded_or_is_not_recorded(made: Repository) -> None:
    site = made.load()
    policy = site.registry.policies["privacy"]
    assert record.corrected(site, record.read(site), policy, policy.revisions[1]) == {}
    with pytest.raises(KaiteiError) as error:
        record.corrected(site, {}, policy, policy.revisions[1])
    assert problems(error) == ["lock_not_listed 8"]
