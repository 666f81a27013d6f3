from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.record import sightings
from kaitei.record.sightings import Sighting
from tests.support.cases import problems
from tests.support.repository import Repository
from tests.support.site import make

ONE, OTHER = "a" * 64, "b" * 64
LINE = f"2026-11-28T03:00:00Z\t/terms/2026-01-01.txt\t{ONE}\n"


def at(day: str, hour: int = 3) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{hour:02}:00:00Z")


def test_a_line_says_when_what_was_where() -> None:
    (found,) = sightings.parse(LINE, "x")
    assert found == Sighting(at("2026-11-28"), "/terms/2026-01-01.txt", ONE)
    assert found.line == LINE


def test_a_time_is_written_in_utc() -> None:
    time = dt.datetime.fromisoformat("2026-11-29T00:05:00+09:00")
    assert Sighting(time, "/a.txt", ONE).line.startswith("2026-11-28T15:05:00Z\t")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "time\taddress\tsha256",
        LINE.strip().replace("\t", " "),
        LINE.strip().replace("Z", "+09:00"),
        LINE.strip().replace("11-28", "11-31"),
        LINE.strip().replace("T03", "T25"),
        LINE.strip().replace("/terms", "terms"),
        LINE.strip()[:-1],
        LINE.strip() + "\tx",
        "<<<<<<< HEAD",
    ],
)
def test_what_is_no_sighting_is_told_with_its_line(line: str) -> None:
    with pytest.raises(KaiteiError) as error:
        sightings.parse(f"{LINE}{line}\n{LINE}", "record/published.tsv")
    assert problems(error) == ["sighting_line 2"]


def test_only_what_was_not_known_at_its_address_is_new() -> None:
    known = sightings.parse(LINE, "x")
    later = at("2026-12-01")
    again, moved, reworded = (
        Sighting(later, "/terms/2026-01-01.txt", ONE),
        Sighting(later, "/en/terms/2026-01-01.txt", ONE),
        Sighting(later, "/terms/2026-01-01.txt", OTHER),
    )
    assert sightings.new([reworded, again, moved], known) == (moved, reworded)


@pytest.mark.parametrize("data", [LINE.encode(), LINE.encode().replace(b"\n", b"\r\n"), b""])
def test_lines_are_added_in_order_and_what_is_there_stays(data: bytes) -> None:
    first, second = Sighting(at("2026-12-01"), "/b.txt", ONE), Sighting(at("2026-12-02"), "/a.txt", ONE)
    assert sightings.added(data, [second, first]) == data + f"{first.line}{second.line}".encode()
    assert sightings.added(data, []) == data


def test_a_last_line_without_an_end_is_ended_first() -> None:
    met = Sighting(at("2026-12-01"), "/b.txt", ONE)
    assert sightings.added(LINE.strip().encode(), [met]) == f"{LINE}{met.line}".encode()


BEGAN = f"2026-11-01T03:00:00Z\t/other/2020-01-01.txt\t{ONE}\n"
POLICY = """\
---
title: 利用規約
kind: terms
aliases: [old]
revisions:
  - {%s, summary: 改定}
  - {date: 2020-01-01, summary: 制定}
---
本文です。
"""
REVISED = "date: 2027-04-01, announced: 2027-03-01"


def met(day: str, address: str = "/terms/2027-04-01.txt", hour: int = 3) -> str:
    return Sighting(at(day, hour), address, ONE).line


CASES: dict[str, tuple[str, str, str, list[str]]] = {
    "nothing is kept": (REVISED, "", "2027-05-01", []),
    "not due yet": (REVISED, BEGAN, "2027-02-01", []),
    "due today, which is not over": (REVISED, BEGAN, "2027-03-01", []),
    "not announced": (REVISED, BEGAN, "2027-03-02", ["sighting_announced — 2027-03-01"]),
    "announced late": (REVISED, BEGAN + met("2027-03-05"), "2027-05-01", ["sighting_announced 2027-03-05 2027-03-01"]),
    "in effect unseen": (REVISED, BEGAN, "2027-04-02", ["sighting_effect — 2027-04-01"]),
    "seen after effect": (REVISED, BEGAN + met("2027-04-05"), "2027-05-01", ["sighting_effect 2027-04-05 2027-04-01"]),
    "seen before its day": (REVISED, BEGAN + met("2027-02-20"), "2027-05-01", []),
    "seen on the day, which begins in Japan": (REVISED, BEGAN + met("2027-02-28", hour=15), "2027-05-01", []),
    "seen after the day, which ends in Japan": (
        REVISED,
        BEGAN + met("2027-03-01", hour=15),
        "2027-05-01",
        ["sighting_announced 2027-03-02 2027-03-01"],
    ),
    "seen under a former name": (REVISED, BEGAN + met("2027-02-20", "/old/2027-04-01.txt"), "2027-05-01", []),
    "another text seen": (
        REVISED,
        BEGAN + met("2027-02-20", "/terms/2020-01-01.txt"),
        "2027-03-02",
        ["sighting_announced — 2027-03-01"],
    ),
    "never announced, but seen in time": ("date: 2027-04-01", BEGAN + met("2027-04-01"), "2027-05-01", []),
    "never announced nor seen": ("date: 2027-04-01", BEGAN, "2027-05-01", ["sighting_effect — 2027-04-01"]),
    "sightings began later": (REVISED, met("2027-04-01", "/x.txt"), "2027-05-01", []),
    "sightings began after the announcement": (
        REVISED,
        met("2027-03-20", "/x.txt"),
        "2027-05-01",
        ["sighting_effect — 2027-04-01"],
    ),
    "brought in later": ("date: 2027-04-01, recorded: 2027-04-20", BEGAN, "2027-05-01", []),
    "called off": (f"{REVISED}, withdrawn: 2027-03-15, reason: 延期", BEGAN, "2027-05-01", []),
    "without a text": ("date: 2027-04-01, event: repealed", BEGAN, "2027-05-01", []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_not_met_in_time_is_told(case: tuple[str, str, str, list[str]], tmp_path: Path) -> None:
    revision, kept, today, expected = case
    files: dict[str, Any] = {"company.yml": "company: {name: 見本}\n", "docs/terms.md": POLICY % revision}
    if "repealed" not in revision:
        files["docs/terms/2020-01-01.md"] = "---\ntitle: 利用規約\n---\n前の本文です。\n"
    if kept:
        files["record/published.tsv"] = kept
    made = Repository(make(tmp_path, files, languages=("ja",)).root)
    site = made.load(today)
    found = [*sightings.unseen(site, sightings.read(site.settings))]
    assert [f"{one.key} {one.params['seen']} {one.params['day']}" for one in found] == expected
    assert {(one.file, one.line) for one in found} <= {("docs/terms.md", 6)}


def test_the_check_tells_it_and_passes(tmp_path: Path) -> None:
    files = {
        "company.yml": "company: {name: 見本}\n",
        "docs/terms.md": POLICY % REVISED,
        "docs/terms/2020-01-01.md": "---\ntitle: 利用規約\n---\n前の本文です。\n",
    }
    made = Repository(make(tmp_path, files, languages=("ja",)).root)
    made.lock()
    made.write({"record/published.tsv": BEGAN})
    told = made.kaitei("check", today="2027-03-02")
    assert told.code == 0, told.err
    assert "docs/terms.md:6: The revision of 2027-04-01 of terms was to be announced on 2027-03-01" in told.out
    (made.root / "record/published.tsv").write_text("x\n", encoding="utf-8")
    assert "record/published.tsv:1: " in made.kaitei("check", today="2027-03-02").out
