"""What a real site tells programs: every address is there, every SHA-256 is its file's, on every day."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema_rs import Draft202012Validator

from tests.support import site
from tests.support.pages import Page
from tests.support.server import Hosts
from tests.support.site import REPOSITORY, Built, Maker

URL = "https://policies.example.co.jp"
ATOM = "{http://www.w3.org/2005/Atom}"
DAYS = {
    "sample": ("2018-04-01", "2023-06-01", "2026-11-22", "2027-01-01"),
    "coming": ("2022-04-01", "2026-11-09", "2026-11-10", "2031-01-01"),
    "states": ("2019-09-01", "2026-06-01", "2026-11-22", "2027-06-01"),
}
FORMER = re.compile("/(kiosk|storage)/")
"""Former ids, at whose addresses pages lead on and files are copies."""

BUILT = [(name, day) for name, days in DAYS.items() for day in days]


@pytest.fixture(scope="module")
def on(built: Maker, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Build the sample, or a site of `cases/sites.yml`, on a day."""
    known: dict[str, Built] = {}

    def make(name: str, today: str) -> Built:
        if name != "sample":
            return built(name, today)
        if today not in known:
            known[today] = site.copied(tmp_path_factory.mktemp("sample") / "project").build(today)
            assert known[today].code == 0, known[today].output
        return known[today]

    return make


def policies(made: Built) -> Any:
    return json.loads(made.html("/policies.json"))


def told(value: Any) -> Iterator[str]:
    """Yield the site's addresses anywhere in what JSON holds."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from told(inner)
    elif isinstance(value, str) and value.startswith(URL):
        yield value


FACTS = (REPOSITORY / "company.yml").read_text(encoding="utf-8")
"""Addresses of its own that a text shows, such as that of a desk, are in here; they lead elsewhere."""


def named(made: Built) -> Iterator[tuple[str, str]]:
    """Yield every file for programs with each address of the site that it names."""
    yield from (("policies.json", address) for address in told(policies(made)))
    for path in sorted(made.site.rglob("feed.xml")):
        name, root = path.relative_to(made.site).as_posix(), ET.fromstring(path.read_bytes())
        yield from ((name, link.attrib["href"]) for link in root.iter(f"{ATOM}link"))
        yield from ((name, id_.text or "") for id_ in root.iter(f"{ATOM}id"))
        bodies = (Page(content.text or "") for content in root.iter(f"{ATOM}content"))
        shown = {address for body in bodies for address in body.links()}
        yield from ((name, address) for address in shown if address.removeprefix("mailto:") not in FACTS)
    for path in sorted(made.site.rglob("timemap.link")):
        name = path.relative_to(made.site).as_posix()
        yield from ((name, address) for address in re.findall("<(.*?)>", path.read_text(encoding="utf-8")))
    yield from (("sitemap.xml", url) for url in re.findall(r"https://policies[^<\"]*", made.html("/sitemap.xml")))


@pytest.mark.parametrize(("name", "today"), BUILT)
def test_every_address_told_to_programs_is_there(name: str, today: str, on: Maker) -> None:
    made = on(name, today)
    found = {(file, address.removeprefix(URL)) for file, address in named(made)}
    assert {(file, address) for file, address in found if not made.has(address.partition("#")[0])} == set()
    assert {(file, address) for file, address in found if not address.startswith("/")} == set()
    links = {(address, anchor) for _, link in found for address, _, anchor in [link.partition("#")] if anchor}
    days = {(address, anchor[:10]) for address, anchor in links if re.match(r"\d{4}-\d\d-\d\d", anchor)}
    lost = {(address, day) for address, day in days if f'id="{day}"' not in made.html(address)}
    assert {(address, day) for address, day in lost if not FORMER.search(address)} == set()


@pytest.mark.parametrize(("name", "today"), BUILT)
def test_every_sha256_is_that_of_the_file_that_it_names(name: str, today: str, on: Maker) -> None:
    made = on(name, today)
    Draft202012Validator(json.loads(made.html("/policies.schema.json"))).validate(policies(made))
    hashed = {}
    for policy in policies(made)["policies"]:
        for revision in policy["revisions"]:
            for code, digest in revision["sha256"].items():
                address = revision["addresses"][code]["txt"].removeprefix(URL)
                hashed[address.lstrip("/")] = digest
    texts = {key: data for key, data in site.tree(made.site).items() if key.endswith(".txt")}
    recorded = {key: data for key, data in texts.items() if key.startswith("record/")}
    present = {key: data for key, data in texts.items() if key not in recorded and not FORMER.search(f"/{key}")}
    assert (sorted(recorded.values()), name == "sample") == (
        sorted(present.values()) if recorded else [],
        bool(recorded),
    )
    assert hashed == {key: hashlib.sha256(data).hexdigest() for key, data in present.items()}


@pytest.mark.parametrize("name", DAYS)
def test_ids_and_hashes_stay_from_day_to_day(name: str, on: Maker) -> None:
    ids: dict[str, str] = {}
    hashes: dict[tuple[str, str], Any] = {}
    for day in DAYS[name]:
        made = on(name, day)
        entries = {entry.id: entry.updated for entry in feedparser.parse(made.html("/feed.xml")).entries}
        assert ids.items() <= entries.items()
        now = {(p["id"], r["date"]): r["sha256"] for p in policies(made)["policies"] for r in p["revisions"]}
        assert hashes.items() <= now.items()
        ids, hashes = entries, now
    assert len(ids) > 3


@pytest.mark.parametrize("name", DAYS)
def test_every_page_names_a_feed_and_the_texts_what_they_are(name: str, on: Maker) -> None:
    made = on(name, DAYS[name][2])
    for address in made.addresses():
        page = made.page(address)
        feeds = [given["href"] for given in page.all("link") if given.get("type") == "application/atom+xml"]
        assert len(feeds) == 1, address
        blocks = re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', made.html(address))
        assert [json.loads(block)["@id"] for block in blocks] == (
            [URL + address] if page.all("script") and blocks else []
        )
        relations = {given.get("rel") for given in page.all("link")}
        assert bool(blocks) == ("version-history" in relations) == ("timemap" in relations), address
    dated = [
        address
        for address in made.addresses()
        if re.search(r"/\d{4}-\d\d-\d\d/$", address) and "compare" not in address
    ]
    moved = [address for address in dated if FORMER.search(address)]
    assert {address for address in dated if "ld+json" not in made.html(address)} == set(moved)


def test_a_former_address_keeps_its_feed_and_its_time_map(on: Maker) -> None:
    made = on("states", "2026-11-22")
    for locale in ("", "/en"):
        assert made.html(f"{locale}/kiosk/timemap.link") == made.html(f"{locale}/shop/terms/timemap.link")
        old, new = (feedparser.parse(made.html(f"{locale}/{id_}/feed.xml")) for id_ in ("kiosk", "shop/terms"))
        assert [entry.title for entry in old.entries] == [entry.title for entry in new.entries]
        assert old.feed.id == f"{URL}{locale}/kiosk/feed.xml"


def test_the_site_map_lists_every_page_that_is_to_be_found_once(on: Maker) -> None:
    made = on("coming", "2026-11-22")
    listed = re.findall(f"<loc>{URL}(.*?)</loc>", made.html("/sitemap.xml"))
    assert len(listed) == len(set(listed))
    robots = {address: made.page(address).robots for address in made.addresses()}
    assert {address for address in listed if robots[address]} == set()
    ours = {address for address, told_ in robots.items() if not told_ and made.page(address).canonical == URL + address}
    assert set(listed) == ours


EXAMPLES = [
    ({"policy": "terms", "date": "2020-04-01"}, "consent"),
    ({"policy": "terms", "date": "2026-07-01"}, "none"),
    ({"policy": "terms", "date": "2026-08-15"}, "none"),
    ({"policy": "commercial-transactions", "date": "2022-06-01"}, "notify"),
    ({"policy": "privacy", "date": "2025-04-01"}, "none"),  # what is announced is not in force yet
    ({"policy": "privacy", "date": "2023-06-16"}, "consent"),
]


def examples(language: str) -> list[str]:
    """The programs in a language that the README shows."""
    return re.findall(f"```{language}\n(.*?)```", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("language", ["python", "js"])
def test_the_readme_shows_one_short_program_to_readers_of_both_languages(language: str) -> None:
    (program,) = examples(language)
    assert "sha256" not in program
    assert len(program.splitlines()) < 40


def test_the_program_in_python_decides_what_a_user_is_owed(on: Maker, tmp_path: Path) -> None:
    (tmp_path / "agreement.py").write_text(examples("python")[0], encoding="utf-8")
    (tmp_path / "run.py").write_text(
        "import json, sys\nfrom agreement import agreement, owed, read\n"
        "told = read(sys.argv[1])\nagreed = json.loads(sys.argv[2])\n"
        "print(json.dumps([owed(told, one) for one in agreed]), json.dumps(agreement(told, 'privacy')))\n",
        encoding="utf-8",
    )
    hosts = Hosts()
    address = hosts(on("sample", "2026-11-22").site).url("/policies.json")
    command = [sys.executable, "run.py", address, json.dumps([agreed for agreed, _ in EXAMPLES])]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    hosts.stop()
    assert done.returncode == 0, done.stderr
    expected = json.dumps([need for _, need in EXAMPLES])
    assert done.stdout == f'{expected} {{"policy": "privacy", "date": "2025-04-01"}}\n'


def test_the_next_change_is_a_day(on: Maker) -> None:
    assert dt.date.fromisoformat(policies(on("sample", "2026-11-22"))["next_change"]) == dt.date(2027, 1, 1)
