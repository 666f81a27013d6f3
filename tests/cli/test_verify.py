"""`kaitei verify` against a site that is really served, a built one, and texts as somebody has downloaded them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kaitei.record import places, sums
from tests.support.repository import Repository
from tests.support.server import Hosts
from tests.support.site import Content, Project, config
from tests.support.verifying import OTHER, TEXT, alter, count, verify


def test_sha256sum_itself_verifies_the_record_of_these_tests(made: Repository) -> None:
    for folder, name in (("record", "SHA256SUMS"), (".", "record/SOURCES")):
        command = ["sha256sum", "--check", "--strict", "--quiet", name]
        assert subprocess.run(command, cwd=made.root / folder, check=False).returncode == 0


@pytest.mark.parametrize("base", ["/", "/legal/"])
def test_a_published_site_is_as_recorded(base: str, made: Repository, hosts: Hosts) -> None:
    host = hosts(made.root / "site", base=base)
    told = verify(made, host.url().rstrip("/"))
    assert (told.code, told.err) == (0, "")
    assert told.out == f"{host.url()}: All {count(made)} texts are as recorded.\n"
    assert {f"{base}{TEXT}", f"{base}{OTHER}", f"{base}record/privacy/2022-04-01.en.txt"} <= set(host.asked)


def test_without_an_address_the_sites_own_is_asked(made: Repository, hosts: Hosts) -> None:
    host = hosts(made.root / "site")
    made.write({"mkdocs.yml": config({"site_url": host.url()})})
    assert verify(made).out == f"{host.url()}: All {count(made)} texts are as recorded.\n"


@pytest.mark.parametrize("text", [TEXT, OTHER])
def test_one_altered_byte_of_a_published_text_is_found(text: str, made: Repository, hosts: Hosts) -> None:
    alter(made.root / "site" / text)
    host = hosts(made.root / "site")
    told = verify(made, host.url())
    assert told.code == 1
    assert told.out == ""
    first, last = told.err.splitlines()
    assert first.startswith(f"{host.url(text)}: This is not what was recorded as record/privacy/2022-04-01.")
    assert ("七日" in first) or ("seven" in first)
    assert last == "Not as recorded: 1."


def test_a_text_that_is_gone_is_found(made: Repository, hosts: Hosts) -> None:
    (made.root / "site" / TEXT).unlink()
    told = verify(made, hosts(made.root / "site").url())
    assert told.code == 1
    assert "record/privacy/2022-04-01.ja.txt, but there is nothing at this address" in told.err


def test_what_was_published_before_a_correction_is_looked_for_too(made: Repository, hosts: Hosts) -> None:
    old = "第1条\n訂正前の本文です。\n".encode()
    listed = sums.parse((made.root / "record/SHA256SUMS").read_text(encoding="utf-8"), "")
    listed["privacy/2022-04-01.ja.1.txt"] = hashlib.sha256(old).hexdigest()
    made.write({"record/privacy/2022-04-01.ja.1.txt": old, "record/SHA256SUMS": sums.written(listed)})
    site = made.root / "site"
    told = verify(made, str(site))
    assert "site/record/privacy/2022-04-01.ja.1.txt: Recorded as" in told.err
    assert made.build().code == 0
    assert verify(made, str(site)).code == 0
    assert verify(made, hosts(site).url()).code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("privacy/2022", "privacy/2021"), ("  terms/2024-04-01.ja.txt", "\n"), ("\n", "\nx")],
    ids=["other", "cut off", "none"],
)
def test_the_published_list_must_say_the_same(old: str, new: str, made: Repository) -> None:
    file = made.root / "site/record/SHA256SUMS"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    told = verify(made, str(made.root / "site"))
    assert told.code == 1
    assert "site/record/SHA256SUMS:" in told.err


def test_line_ends_changed_on_the_way_are_named(made: Repository) -> None:
    file = made.root / "site" / TEXT
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    told = verify(made, str(made.root / "site"))
    assert told.code == 1
    assert "reads as recorded (record/privacy/2022-04-01.ja.txt), but its bytes differ" in told.err


def test_what_the_site_leaves_out_is_not_looked_for(made: Repository) -> None:
    """An excluded policy, and a language that the site no longer has."""
    made.write({"mkdocs.yml": config({"exclude_docs": "terms.md\n"}, languages=("ja",))})
    site = made.root / "site"
    shutil.rmtree(site / "terms")
    shutil.rmtree(site / "en")
    listed = (site / "record/SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in listed if "  terms/" not in line and ".en.txt" not in line]
    (site / "record/SHA256SUMS").write_text("".join(kept), encoding="utf-8")
    told = verify(made, str(site))
    assert (told.code, told.err) == (0, "")
    assert f"All {len(kept)} texts" in told.out
    assert 0 < len(kept) < len(listed)


DAMAGE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "a text is altered": (lambda root: alter(root / "record/privacy/2022-04-01.ja.txt"), "its SHA-256 differs"),
    "a text is gone": (lambda root: (root / "record/privacy/2022-04-01.ja.txt").unlink(), "it is missing"),
    "a text is not listed": (
        lambda root: (root / "record/privacy/2022-04-01.ja.3.txt").write_bytes(b"x"),
        "SHA256SUMS does not list it",
    ),
    "a source is altered": (lambda root: alter(root / "docs/privacy/2022-04-01.md"), "record/SOURCES lists"),
    "a source is gone": (lambda root: (root / "docs/privacy/2022-04-01.md").unlink(), "record/SOURCES lists this"),
    "the list is cut off": (lambda root: (root / "record/SHA256SUMS").write_bytes(b"abc"), "record/SHA256SUMS:1: "),
    "there is none": (lambda root: (root / "record/SHA256SUMS").unlink(), "There is no record yet"),
}


@pytest.mark.parametrize("case", DAMAGE.values(), ids=DAMAGE)
def test_the_record_itself_is_verified_before_anything_is_asked(
    case: tuple[Callable[[Path], object], str], made: Repository, hosts: Hosts
) -> None:
    damage, words = case
    damage(made.root)
    host = hosts(made.root / "site")
    told = verify(made, host.url())
    assert told.code == 1
    assert words in told.err
    assert host.asked == []


def test_downloaded_texts_are_named(made: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "from the other side"
    texts: dict[str, Content] = {
        "甲1号証.txt": (made.root / "site" / TEXT).read_bytes(),
        "a/b.txt": (made.root / "site" / OTHER).read_bytes(),
    }
    Project(folder).write(texts)
    told = verify(made, str(folder))
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        f"{folder}/a/b.txt: privacy, revision of 2022-04-01 (en), as it is published.",
        f"{folder}/甲1号証.txt: privacy, revision of 2022-04-01 (ja), as it is published.",
        f"{folder}: All 2 texts are as recorded.",
    ]


def test_a_downloaded_text_that_is_none_is_told_with_the_nearest(made: Repository, tmp_path: Path) -> None:
    data = (made.root / "site" / TEXT).read_bytes()
    texts: dict[str, Content] = {
        "altered.txt": data.replace("七日".encode(), "八日".encode()),
        "mailed.txt": b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        "other.txt": "まったく別の話です。".encode() * 20,
        "picture.txt": bytes(range(256)),
        "right.txt": data,
    }
    Project(tmp_path / "in").write(texts)
    told = verify(made, str(tmp_path / "in"))
    assert told.code == 1
    assert told.out == f"{tmp_path}/in/right.txt: privacy, revision of 2022-04-01 (ja), as it is published.\n"
    altered, mailed, other, picture, last = told.err.splitlines()
    assert "record/privacy/2022-04-01.ja.txt" in altered
    assert "八日" in altered
    assert "its bytes differ" in mailed
    assert other.endswith("This is no recorded text, nor nearly one.")
    assert picture.endswith("This is no recorded text, nor nearly one.")
    assert last == "Not as recorded: 4."


def test_an_empty_folder_is_told(made: Repository, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    told = verify(made, str(tmp_path / "in"))
    assert told.code == 1
    assert "neither a built site" in told.err


@pytest.mark.parametrize(
    "arguments",
    [("nowhere",), ("",), ("--sightings", "site"), ("--wait", "3"), ("--sightings", "--wait", "-1"), ("a", "b")],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], made: Repository) -> None:
    assert verify(made, *arguments).code == 2


@pytest.mark.parametrize(
    "address",
    [
        "http://policies.example.co.jp/",
        "ftp://localhost/",
        "file:///etc/",
        "https://user@policies.example.co.jp/",
        "https://policies.example.co.jp/?x=1",
        "https://policies.example.co.jp/#x",
        "https://",
    ],
)
def test_only_addresses_of_sites_are_asked(address: str, made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "build_opener", None)
    told = verify(made, address)
    assert told.code == 1
    assert "is no address of a published site" in told.err


@pytest.fixture
def answering() -> Iterator[Callable[[Callable[[BaseHTTPRequestHandler], None]], str]]:
    """Start a host that answers as it likes."""
    running: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            do_GET = answer  # noqa: N815 - http.server's name

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def status(handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(503)


def silence(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def too_much(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(12):
            handler.wfile.write(b"x" * 1_000_000)
    except OSError:
        pass


def elsewhere(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", f"http://localhost:9{handler.path}")
    handler.end_headers()


def in_circles(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.end_headers()


ANSWERS = {
    status: "503",
    silence: "no answer that can be used",
    too_much: "larger than 10 MB",
    elsewhere: "only the site's own host is asked",
    in_circles: "302",
}


@pytest.mark.parametrize(("answer", "words"), ANSWERS.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_a_host_that_does_not_answer_well_is_one_message(
    answer: Callable[[BaseHTTPRequestHandler], None],
    words: str,
    made: Repository,
    answering: Callable[[Callable[[BaseHTTPRequestHandler], None]], str],
) -> None:
    told = verify(made, answering(answer))
    assert told.code == 1
    assert words in told.err
    assert len(told.err.splitlines()) == 1


def test_a_host_that_is_slow_is_given_up(
    made: Repository,
    answering: Callable[[Callable[[BaseHTTPRequestHandler], None]], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "SECONDS", 0.2)
    done = threading.Event()

    def wait(_: BaseHTTPRequestHandler) -> None:
        done.wait(20)

    told = verify(made, answering(wait))
    done.set()
    assert told.code == 1
    assert "timed out" in told.err


def test_no_host_at_all_is_one_message(made: Repository) -> None:
    told = verify(made, "http://127.0.0.1:9/")
    assert told.code == 1
    assert len(told.err.splitlines()) == 1


def test_redirects_within_the_host_are_followed(
    made: Repository, answering: Callable[[Callable[[BaseHTTPRequestHandler], None]], str]
) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        file = made.root / handler.path.lstrip("/")
        if handler.path.startswith("/site/"):
            data = file.read_bytes()
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
        else:
            handler.send_response(301)
            handler.send_header("Location", f"/site{handler.path}")
            handler.end_headers()

    assert verify(made, answering(answer)).code == 0
