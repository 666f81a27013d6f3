"""The ready files for hosts say what the site itself says, and the alarm from outside goes off when it should."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support import site
from tests.support.browsing import sent_headers
from tests.support.server import Hosts
from tests.support.site import REPOSITORY, Built

PUBLISHING = REPOSITORY / "publishing"
SITE_MAP = "<urlset><url><lastmod>2020-01-01</lastmod></url><url><lastmod>{}</lastmod></url></urlset>"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small site."""
    built = site.make(tmp_path_factory.mktemp("publishing") / "project", site.files("plain")).build()
    assert built.code == 0, built.output
    return built


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """Start hosts, and stop them."""
    hosts = Hosts()
    yield hosts
    hosts.stop()


def promised(built: Built) -> dict[str, str]:
    """The headers that the site asks hosts to send with every page."""
    block = re.search(r"^/\*\n((?:  .*\n)+)", built.html("/_headers"), re.MULTILINE)
    assert block
    return dict(line.strip().split(": ", 1) for line in block[1].splitlines())


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("nginx.conf", r'^add_header ([\w-]+) "(.*)" always;$'),
        ("apache.htaccess", r'^Header always set ([\w-]+) "(.*)"$'),
    ],
)
def test_servers_send_what_the_site_asks_for(name: str, line: str, built: Built) -> None:
    """Of what a page may load and run they send what pages cannot say themselves, as that depends on the theme."""
    sent = dict(re.findall(line, (PUBLISHING / name).read_text(encoding="utf-8"), re.MULTILINE))
    policy = "Content-Security-Policy"
    directives = promised(built)[policy].split("; ")
    assert directives[:2] == [
        "default-src 'none'",
        next(one for one in directives if one.startswith("script-src 'self' 'sha256-")),
    ]
    assert directives[-1] == sent[policy]
    assert sent == promised(built) | {"Cache-Control": "no-cache", policy: sent[policy]}


def test_each_page_says_itself_what_it_may_load_and_run(built: Built) -> None:
    policy = "Content-Security-Policy"
    every = promised(built)[policy].split("; ")
    for address in built.addresses():
        (said,) = (one["content"] for one in built.page(address).all("meta") if one.get("http-equiv") == policy)
        for own, promise in zip(said.split("; "), every[:-1], strict=True):
            assert set(own.split()) <= set(promise.split()), address


OPEN = {
    "/policies.json": "",
    "/policies.schema.json": "application/schema+json",
    "/terms/2020-04-01.txt": "",
    "/feed.xml": "application/atom+xml",
    "/en/shop/terms/feed.xml": "application/atom+xml",
    "/calendar.ics": "text/calendar",
    "/en/calendar.ics": "text/calendar",
    "/en/shop/terms/timemap.link": "application/link-format",
    "/record/SHA256SUMS": "text/plain",
    "/record/published.tsv": "text/plain",
}
"""What programs on other sites may read, with the type where a host cannot know it."""


@pytest.mark.parametrize("path", [*OPEN, "/", "/terms/", "/search/index.json", "/sitemap.xml"])
def test_what_programs_read_is_open_to_other_sites_and_bears_its_type(path: str, built: Built) -> None:
    sent = sent_headers(built.site, path)
    assert (sent.get("Access-Control-Allow-Origin"), sent.get("Content-Type", "").partition(";")[0]) == (
        *("*" if path in OPEN else None,),
        OPEN.get(path, ""),
    )
    nginx = (PUBLISHING / "nginx.conf").read_text(encoding="utf-8")
    shared = re.search(r'if \(\$uri ~ "(.*)"\)', nginx)
    assert shared
    assert bool(re.search(shared[1], path)) == (path in OPEN)
    typed = dict(re.findall(r"location ~ (\S+) \{ types \{ \} default_type (\S+); \}", nginx))
    assert [kind for pattern, kind in typed.items() if re.search(pattern, path)] == [*filter(None, [OPEN.get(path)])]


@pytest.mark.parametrize("path", [*OPEN, "/", "/search/index.json", "/sitemap.xml"])
def test_apache_opens_and_types_the_same_files(path: str) -> None:
    name = path.rpartition("/")[2]
    blocks = re.findall(
        r'<FilesMatch "(.*)">\n(.*)\n</FilesMatch>', (PUBLISHING / "apache.htaccess").read_text(encoding="utf-8")
    )
    told = [line.strip() for pattern, line in blocks if re.search(pattern, name)]
    opened = ['Header always set Access-Control-Allow-Origin "*"'] if path in OPEN else []
    assert [line.replace('"', "") if "ForceType" in line else line for line in told] == [
        *opened,
        *(
            f"ForceType {kind}{'; charset=utf-8' if re.search('atom|plain|calendar', kind) else ''}"
            for kind in filter(None, [OPEN.get(path)])
        ),
    ]


@pytest.mark.parametrize(
    ("name", "keys"), [("netlify.toml", ("build", "publish")), ("wrangler.toml", ("pages_build_output_dir",))]
)
def test_hosts_that_build_take_the_folder_that_is_built(name: str, keys: tuple[str, ...]) -> None:
    value = tomllib.loads((PUBLISHING / name).read_text(encoding="utf-8"))
    for key in keys:
        value = value[key]
    assert str(value) == re.search(r"^site_dir: (\w+)", site.config({}), re.MULTILINE)[1]  # type: ignore[index]


def watch(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PUBLISHING / "watch.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def mapped(folder: Path, days_ago: int, zone: str = "Asia/Tokyo") -> Path:
    day = dt.datetime.now(ZoneInfo(zone)).date() - dt.timedelta(days_ago)
    (folder / "sitemap.xml").write_text(SITE_MAP.format(day), encoding="utf-8")
    (folder / "404.html").write_text("", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("days_ago", "code"), [(0, 0), (1, 1), (61, 1)])
def test_the_alarm_from_outside(days_ago: int, code: int, hosts: Hosts, tmp_path: Path) -> None:
    host = hosts(mapped(tmp_path, days_ago), base="/legal/")
    done = watch(host.url())
    assert done.returncode == code, done.stderr
    assert ("not built since" in done.stderr) == bool(code)


def test_the_alarm_knows_zones(hosts: Hosts, tmp_path: Path) -> None:
    """Today on Kiritimati is never today in Honolulu, a day behind at any hour."""
    host = hosts(mapped(tmp_path, 0, "Pacific/Honolulu"))
    assert watch(host.url(), "Pacific/Honolulu").returncode == 0
    assert watch(host.url(), "Pacific/Kiritimati").returncode == 1


def test_no_answer_is_an_alarm_and_no_address_wrong_usage(hosts: Hosts, tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("", encoding="utf-8")
    assert watch(hosts(tmp_path).url()).returncode == 1
    assert watch("http://127.0.0.1:9/").returncode == 1
    assert watch().returncode == 2


@pytest.mark.parametrize("home", [{}, {"docs/index.md": "---\ntitle: 規約・ポリシー\n---\n"}], ids=["made", "own"])
def test_a_real_site_map_bears_the_day_of_the_build(home: dict[str, str], hosts: Hosts, tmp_path: Path) -> None:
    today = dt.datetime.now(ZoneInfo("Asia/Tokyo")).date()
    built = site.make(tmp_path / "project", site.files("plain") | home).build(today.isoformat())
    assert built.code == 0, built.output
    assert watch(hosts(built.site).url()).returncode == 0
