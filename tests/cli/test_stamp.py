"""A stamp as a company has it: asked for, taken in by hand, verified; and all that can come instead of one."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaitei.cli.stamp import ask
from kaitei.errors import KaiteiError
from tests.support.authority import Authority, authority, serving
from tests.support.cases import problems
from tests.support.repository import Repository, Told
from tests.support.site import config, make

SUMS = f"{'a' * 64}  terms/2024-04-01.ja.txt\n{'b' * 64}  terms/2025-04-01.ja.txt\n"
MORE = SUMS + f"{'c' * 64}  terms/2026-04-01.ja.txt\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture
def url(desk: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(desk.answer) as address:
        yield address


@pytest.fixture
def project(desk: Authority, url: str, tmp_path: Path) -> Repository:
    """A site with a record that names the authority."""
    made = Repository(make(tmp_path / "project", {"docs/index.md": "---\ntitle: 見本\n---\n"}).root)
    made.write({"record/SHA256SUMS": SUMS, "record/tsa.pem": desk.pem})
    name(made, url)
    return made


def name(project: Repository, url: str) -> None:
    """Name the authority at an address."""
    named = {"stamp": {"url": url, "certificates": "record/tsa.pem"}}
    project.write({"mkdocs.yml": config({"extra": {"kaitei": named}})})


def kept(project: Repository) -> list[str]:
    """The files of stamps."""
    return sorted(name for name in project.files() if name.startswith("record/stamps/"))


def fails(project: Repository, *arguments: str, lang: str = "en") -> str:
    """Run the command, which must fail with one message, and leave everything as it was."""
    before = project.files()
    told = project.kaitei("stamp", *arguments, lang=lang)
    assert (told.code, told.out) == (1, ""), told
    assert project.files() == before
    return told.err


def test_a_stamp_is_asked_for_kept_and_verified(project: Repository) -> None:
    told = project.kaitei("stamp")
    assert told.code == 0, told
    folder = re.search(
        r"^(record/stamps/\d{8}T\d{6}Z): Stamped by 見本タイムスタンプ局, .* JST, number \d+\.$", told.out, re.M
    )
    assert folder, told.out
    assert f"Next: commit {folder[1]}" in told.out
    assert kept(project) == [f"{folder[1]}/SHA256SUMS", f"{folder[1]}/answer.tsr"]
    assert project.read(f"{folder[1]}/SHA256SUMS") == SUMS
    verified = project.kaitei("stamp", "--verify")
    assert verified.code == 0
    assert "the record is the same today" in verified.out


def test_a_record_is_stamped_once(project: Repository) -> None:
    project.kaitei("stamp")
    before = project.files()
    told = project.kaitei("stamp", lang="ja")
    assert (told.code, project.files()) == (0, before)
    assert told.out.startswith("することはありません。")


def test_a_record_that_has_grown_is_stamped_again(project: Repository) -> None:
    project.kaitei("stamp")
    project.write({"record/SHA256SUMS": MORE})
    assert project.kaitei("stamp").code == 0
    assert len(kept(project)) == 4
    earlier, same = project.kaitei("stamp", "--verify").out.splitlines()
    assert "all 2 text(s) stamped are still in it" in earlier
    assert "the record is the same today" in same


def test_a_stamped_text_may_get_another_name_but_not_be_lost(project: Repository) -> None:
    project.kaitei("stamp")
    folder = Path(kept(project)[0]).parent.as_posix()
    project.write({"record/SHA256SUMS": SUMS.replace("2024-04-01.ja.txt", "2024-04-01.ja.1.txt")})
    assert project.kaitei("stamp", "--verify").code == 0
    project.write({"record/SHA256SUMS": SUMS.replace("b" * 64, "c" * 64)})
    told = fails(project, "--verify")
    assert told.startswith(f"{folder}/SHA256SUMS:2: The stamped text terms/2025-04-01.ja.txt is not in the record")


def test_stamped_sums_that_were_tampered_with_are_told(project: Repository) -> None:
    project.kaitei("stamp")
    sums, answer = kept(project)[0], kept(project)[1]
    project.edit((sums, "a" * 64, "d" * 64))
    for arguments in ([], ["--verify"]):
        project.write({"record/SHA256SUMS": project.read(sums)})
        assert fails(project, *arguments).startswith(f"{answer}: This answer is over another SHA256SUMS")


def test_nothing_is_verified_where_nothing_is_stamped(project: Repository) -> None:
    told = project.kaitei("stamp", "--verify")
    assert (told.code, told.out) == (0, "There are no time stamps yet. Run kaitei stamp.\n")


def by_hand(project: Repository, desk: Authority, tmp_path: Path) -> tuple[str, str]:
    """Write a request, and the answer that somebody has fetched for it."""
    asked, answer = tmp_path / "asked.tsq", tmp_path / "answer.tsr"
    assert project.kaitei("stamp", "--request", str(asked)).code == 0
    answer.write_bytes(desk.answer(asked.read_bytes()))
    return str(asked), str(answer)


def test_a_request_may_be_carried_by_hand(project: Repository, desk: Authority, tmp_path: Path) -> None:
    name(project, "https://tsa.invalid/")
    asked, answer = by_hand(project, desk, tmp_path)
    assert kept(project) == []
    told = project.kaitei("stamp", "--request", asked, "--answer", answer)
    assert told.code == 0, told
    assert len(kept(project)) == 2
    assert project.kaitei("stamp", "--verify").code == 0


def test_what_does_not_belong_together_is_not_taken_in(project: Repository, desk: Authority, tmp_path: Path) -> None:
    asked, answer = by_hand(project, desk, tmp_path)
    other = str(tmp_path / "other.tsq")
    project.kaitei("stamp", "--request", other)
    assert "not to this request" in fails(project, "--request", other, "--answer", answer)
    assert "no request for a time stamp" in fails(project, "--request", answer, "--answer", answer)
    assert "cannot be read" in fails(project, "--request", asked, "--answer", str(tmp_path / "none.tsr"))
    project.write({"record/SHA256SUMS": MORE})
    assert "over another SHA256SUMS" in fails(project, "--request", asked, "--answer", answer)


def test_a_request_is_written_over_nothing(project: Repository, tmp_path: Path) -> None:
    asked = tmp_path / "asked.tsq"
    asked.write_bytes(b"x")
    assert "There is a file of this name already" in fails(project, "--request", str(asked))
    assert asked.read_bytes() == b"x"
    assert "cannot be written" in fails(project, "--request", str(tmp_path / "nowhere" / "asked.tsq"))


def test_a_site_that_names_no_authority_is_told_what_to_write(project: Repository) -> None:
    project.write({"mkdocs.yml": config({})})
    told = fails(project)
    assert "stamp: {url: https://tsa.example.com/, certificates: tsa.pem}" in told
    assert fails(project, "--verify") == told
    asked = project.kaitei("stamp", "--if-named")
    assert (asked.code, asked.out) == (0, told)
    assert kept(project) == []


def test_what_a_stamp_needs_must_be_there(project: Repository, desk: Authority) -> None:
    for sums in (None, ""):
        project.write({"record/SHA256SUMS": sums})
        assert fails(project).startswith("record/SHA256SUMS: The record has no sums to stamp yet.")
    project.write({"record/SHA256SUMS": SUMS, "record/tsa.pem": None})
    assert fails(project).startswith("record/tsa.pem: The file cannot be read")
    project.write({"record/tsa.pem": desk.own.pem})
    assert fails(project).startswith("record/tsa.pem: This is no file of certificates in PEM with a root")


@pytest.mark.parametrize("arguments", [["--answer", "a"], ["--verify", "--request", "a"], ["--request", ""], ["now"]])
def test_what_does_not_go_together_is_wrong_usage(arguments: list[str], project: Repository) -> None:
    told: Told = project.kaitei("stamp", *arguments)
    assert told.code == 2
    assert "Usage: kaitei stamp" in told.err


def test_an_authority_that_is_not_trusted_is_told(project: Repository, tmp_path: Path) -> None:
    with serving(authority(tmp_path / "other").answer) as other:
        name(project, other)
        assert "was altered, or is not from an authority whose certificates are in record/tsa.pem" in fails(project)


def test_an_old_answer_is_not_taken_for_a_new_one(project: Repository, desk: Authority, tmp_path: Path) -> None:
    _, answer = by_hand(project, desk, tmp_path)
    with serving(lambda _: Path(answer).read_bytes()) as replaying:
        name(project, replaying)
        assert "This answer is not to this request" in fails(project)


def test_a_refusal_is_told(project: Repository, desk: Authority) -> None:
    with serving(lambda asked: desk.answer(asked[:-1])) as refusing:
        name(project, refusing)
        assert "The authority refuses the time stamp (status 2: " in fails(project)
        assert "タイムスタンプ局が発行を断りました（状態 2：" in fails(project, lang="ja")


ANSWERS = {
    "a page": (b"<html>Welcome</html>", 200, "This is no readable answer"),
    "nothing": (b"", 200, "This is no readable answer"),
    "too much": (b"0" * 1_000_001, 200, "it is too long"),
    "a failure": (b"", 500, "HTTP 500"),
    "elsewhere": (b"", 302, "HTTP 302"),
    "elsewhere again": (b"", 307, "HTTP 307"),
}


@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS)
def test_whatever_comes_instead_of_a_stamp_is_told(case: tuple[bytes, int, str], project: Repository, url: str) -> None:
    body, status, said = case
    with serving(lambda _: body, status, Location=url) as strange:
        name(project, strange)
        told = fails(project)
        assert said in told
        assert len(told.splitlines()) == 1


def test_an_authority_that_is_not_there_is_told(project: Repository) -> None:
    with serving(bytes) as gone:
        pass
    name(project, gone)
    assert re.match(rf"No time stamp came from {gone}: .*refused", fails(project))


def test_an_authority_that_says_nothing_is_not_waited_for(url: str) -> None:
    silent = threading.Event()
    with serving(lambda _: bytes(silent.wait(20))) as slow:
        with pytest.raises(KaiteiError) as error:
            ask(slow, b"x", timeout=0.2)
        silent.set()
    assert problems(error) == ["stamp_no_answer"]
    assert "timed out" in error.value.problems[0].params["detail"]


def test_a_stamp_is_not_half_written(project: Repository) -> None:
    (project.root / "record" / "stamps").write_text("in the way", encoding="utf-8")
    assert "record/stamps" in fails(project)
