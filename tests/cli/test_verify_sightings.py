"""`kaitei verify --sightings`: when each text was first met on the published site."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from kaitei.record import meet, sums
from tests.support.repository import Repository
from tests.support.server import Hosts
from tests.support.site import config
from tests.support.verifying import OTHER, TEXT, alter, count, verify

LONG_AGO = "2020-01-01T00:00:00Z"


@pytest.fixture
def published(made: Repository, hosts: Hosts) -> Repository:
    """The project, whose site is served at its own address."""
    made.write({"mkdocs.yml": config({"site_url": hosts(made.root / "site").url()})})
    return made


def lines(made: Repository) -> list[list[str]]:
    text = (made.root / "record/published.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def test_what_is_met_is_written_down_once(published: Repository) -> None:
    told = verify(published, "--sightings")
    assert (told.code, told.err) == (0, "")
    listed = sums.parse((published.root / "record/SHA256SUMS").read_text(encoding="utf-8"), "")
    assert sorted(sha for _, _, sha in lines(published)) == sorted(listed.values())
    assert [f"/{TEXT}", listed["privacy/2022-04-01.ja.txt"]] in [line[1:] for line in lines(published)]
    assert [f"/{OTHER}", listed["privacy/2022-04-01.en.txt"]] in [line[1:] for line in lines(published)]
    assert lines(published) == sorted(lines(published))
    now = dt.datetime.now(dt.UTC)
    times = {dt.datetime.fromisoformat(time) for time, _, _ in lines(published)}
    assert all(now - dt.timedelta(minutes=5) < time <= now for time in times)
    before = (published.root / "record/published.tsv").read_bytes()
    assert told.out.startswith(before.decode())
    again = verify(published, "--sightings")
    assert again.out == f"record/published.tsv: Texts met as recorded: {len(listed)}; for the first time: 0.\n"
    assert (published.root / "record/published.tsv").read_bytes() == before


def test_an_older_sighting_stays_the_first(published: Repository) -> None:
    sha = hashlib.sha256((published.root / "site" / TEXT).read_bytes()).hexdigest()
    old = f"{LONG_AGO}\t/{TEXT}\t{sha}\r\n{LONG_AGO}\t/{OTHER}\t{'0' * 64}\r\n"
    (published.root / "record/published.tsv").write_bytes(old.encode())
    assert verify(published, "--sightings").code == 0
    data = (published.root / "record/published.tsv").read_bytes().decode()
    assert data.startswith(old)
    assert data.count(f"\t/{TEXT}\t") == 1
    assert data.count(f"\t/{OTHER}\t") == 2  # what is there now had not been met


def test_what_is_not_as_recorded_is_no_sighting_and_the_rest_is(published: Repository) -> None:
    alter(published.root / "site" / TEXT)
    told = verify(published, "--sightings")
    assert told.code == 1
    assert f"{TEXT}: This is not what was recorded" in told.err
    assert len(lines(published)) == count(published) - 1
    assert f"/{TEXT}" not in [address for _, address, _ in lines(published)]


def test_a_text_on_its_way_is_waited_for(published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a network of hosts has is the last text for a while, then the new one."""
    file = published.root / "site" / TEXT
    right = file.read_bytes()
    file.write_bytes(b"of yesterday")
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            file.write_bytes(right)

    monkeypatch.setattr("kaitei.record.meet.sleep", sleep)
    told = verify(published, "--sightings", "--wait", "60")
    assert (told.code, waited) == (0, [meet.PAUSE, meet.PAUSE])
    assert len(lines(published)) == count(published)


def test_waiting_ends(published: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (published.root / "site" / TEXT).unlink()
    clock = iter(range(0, 1000, 7))
    monkeypatch.setattr("kaitei.record.meet.monotonic", lambda: float(next(clock)))
    waited: list[float] = []
    monkeypatch.setattr("kaitei.record.meet.sleep", waited.append)
    assert verify(published, "--sightings", "--wait", "30").code == 1
    assert len(waited) == 2


def test_lines_that_say_nothing_stop_it(published: Repository) -> None:
    (published.root / "record/published.tsv").write_text("x\n", encoding="utf-8")
    told = verify(published, "--sightings")
    assert told.code == 1
    assert "record/published.tsv:1: " in told.err
    assert (published.root / "record/published.tsv").read_text(encoding="utf-8") == "x\n"
