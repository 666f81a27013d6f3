from __future__ import annotations

import datetime as dt
import hashlib
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
from kaitei.record import stamps
from kaitei.record.stamps import Trusted, Word
from tests.support.authority import Authority, authority, issue, openssl
from tests.support.cases import problems

SUMS = "".join(f"{letter * 64}  {name}\n" for letter, name in (("a", "p/2024-01-01.ja.txt"), ("b", "q.txt"))).encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority") / "a")


ROOT = issue("Root of others")


def trust(pem: bytes) -> Trusted:
    return stamps.trusted(pem, "tsa.pem")


def stamped(desk: Authority, pem: bytes | None = None, sums: bytes = SUMS) -> Word:
    """Ask for a stamp and verify it, with a file of certificates."""
    certificates = trust(desk.pem if pem is None else pem)
    request = stamps.request(sums, certificates)
    return stamps.verify(desk.answer(request), sums, certificates, "a.tsr", stamps.nonce(request, "a.tsq"))


def refused(do: Callable[[], object]) -> tuple[str, ...]:
    """The problems told, each without its place."""
    with pytest.raises(KaiteiError) as error:
        do()
    return tuple(problem.key for problem in error.value.problems)


def test_a_stamp_says_when_by_whom_and_under_which_number(desk: Authority) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    word = stamped(desk)
    assert before <= word.time <= dt.datetime.now(dt.UTC)
    assert word.authority == "見本タイムスタンプ局"
    assert stamped(desk).serial == word.serial + 1


def test_openssl_verifies_the_same(desk: Authority) -> None:
    """Nobody needs Kaitei for it."""
    answer = desk.answer(stamps.request(SUMS, trust(desk.pem)))
    for name, content in {"given.tsr": answer, "SHA256SUMS": SUMS, "all.pem": desk.pem}.items():
        (desk.folder / name).write_bytes(content)
    openssl(desk.folder, "ts -verify -data SHA256SUMS -in given.tsr -CAfile all.pem")


def test_an_answer_is_to_its_request_alone(desk: Authority) -> None:
    certificates = trust(desk.pem)
    first, second = (stamps.request(SUMS, certificates) for _ in range(2))
    answer, number = desk.answer(first), stamps.nonce(second, "")
    assert refused(lambda: stamps.verify(answer, SUMS, certificates, "", number)) == ("stamp_nonce",)


def test_an_answer_is_over_its_sums_alone(desk: Authority) -> None:
    certificates = trust(desk.pem)
    answer = desk.answer(stamps.request(SUMS, certificates))
    changed = SUMS.replace(b"a", b"c", 1)
    assert refused(lambda: stamps.verify(answer, changed, certificates, "")) == ("stamp_other_sums",)


def test_another_authority_of_the_same_names_is_not_believed(desk: Authority, tmp_path: Path) -> None:
    assert refused(lambda: stamped(authority(tmp_path / "b"), desk.pem)) == ("stamp_untrusted",)


def test_no_byte_of_what_is_signed_can_be_changed(desk: Authority) -> None:
    """Such as the time: wherever a byte is another, the stamp is refused or says the same."""
    certificates = trust(desk.pem)
    answer = desk.answer(stamps.request(SUMS, certificates))
    word, refusals = stamps.verify(answer, SUMS, certificates, ""), 0
    for place in range(0, len(answer), 3):
        changed = answer[:place] + bytes([answer[place] ^ 1]) + answer[place + 1 :]
        try:
            assert stamps.verify(changed, SUMS, certificates, "") == word
        except KaiteiError:
            refusals += 1
    assert refusals > len(answer) / 4


def test_a_certificate_for_another_use_is_not_believed(desk: Authority) -> None:
    """Such as that of a web server, issued by the same, whose owner says that it is an authority."""
    number = desk.own.certificate.serial_number
    shop = issue("Shop", desk.between, usage=False, number=number, key=desk.own.key)
    assert refused(lambda: stamped(desk, desk.pem + shop.pem)) == ("stamp_untrusted",)


def test_who_is_issued_by_one_that_may_issue_none_is_not_believed(tmp_path: Path) -> None:
    shop = issue("Shop", ROOT, usage=True)
    desk = authority(tmp_path / "a", issue("Customer of the shop", shop, usage=True))
    assert refused(lambda: stamped(desk, ROOT.pem + shop.pem + desk.own.pem)) == ("stamp_untrusted",)


def test_a_certificate_that_poses_as_the_signers_is_found_out(tmp_path: Path) -> None:
    """Nothing in an answer protects the certificates that come with it."""
    own = issue("TSA", ROOT, usage=True, number=7)
    forged = (issue("Bank", issue("Root of others"), usage=True, number=7) for _ in count())
    desk = authority(tmp_path / "a", own, sent=[next(one for one in forged if one.der > own.der)])
    assert refused(lambda: stamped(desk, ROOT.pem)) == ("stamp_signer",)


def test_a_stamp_outlives_its_certificate(tmp_path: Path) -> None:
    end = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)
    desk = authority(tmp_path / "a", end=end)
    certificates = trust(desk.pem)
    answer = desk.answer(stamps.request(SUMS, certificates))
    time.sleep((end - dt.datetime.now(dt.UTC)).total_seconds() + 1)
    assert stamps.verify(answer, SUMS, certificates, "").time <= end
    assert refused(lambda: stamped(desk)) == ("stamp_untrusted",)


def test_an_authority_that_sends_its_certificates_in_disorder_is_kept_from_sending_any(tmp_path: Path) -> None:
    """Its own is in the site's file then."""
    between = issue("Between", ROOT)
    own = issue("An authority with a long name, which stands last in order", between, usage=True)
    desk = authority(tmp_path / "a", own, sent=[between])
    assert refused(lambda: stamped(desk, ROOT.pem + between.pem)) == ("stamp_unreadable",)
    assert stamped(desk, ROOT.pem + between.pem + own.pem).authority.startswith("An authority with")
    older = issue("An older one", between, usage=True)
    assert stamped(desk, older.pem + own.pem + between.pem + ROOT.pem).authority.startswith("An authority with")
    assert refused(lambda: stamped(desk, ROOT.pem + between.pem + older.pem)) == ("stamp_signer",)


def test_an_authority_whose_own_certificate_is_kept_may_send_it_all_the_same(desk: Authority) -> None:
    answer = desk.answer(stamps.request(SUMS, trust(desk.pem)))
    assert stamps.verify(answer, SUMS, trust(desk.pem + desk.own.pem), "").authority == "見本タイムスタンプ局"


def test_a_refusal_is_told_with_its_reason(desk: Authority) -> None:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    answer = desk.answer(TimestampRequestBuilder(SUMS, HashAlgorithm.SHA512).build().as_bytes())
    with pytest.raises(KaiteiError) as error:
        stamps.verify(answer, SUMS, trust(desk.pem), "a.tsr")
    assert problems(error) == ["stamp_refused"]
    assert "not supported" in error.value.problems[0].params["detail"]


@pytest.mark.parametrize("answer", [b"", b"<html>", b"0\x03\x02\x01\x00", b"0\x05" * 3000])
def test_what_is_no_answer_is_told(answer: bytes, desk: Authority) -> None:
    assert refused(lambda: stamps.verify(answer, SUMS, trust(desk.pem), "")) == ("stamp_unreadable",)


@pytest.mark.parametrize("asked", [b"", b"<html>"])
def test_what_is_no_request_is_told(asked: bytes) -> None:
    assert refused(lambda: stamps.nonce(asked, "a.tsq")) == ("stamp_no_request",)


def test_a_request_without_a_nonce_is_none_of_ours() -> None:
    from rfc3161_client import TimestampRequestBuilder

    asked = TimestampRequestBuilder(SUMS, nonce=False).build().as_bytes()
    assert refused(lambda: stamps.nonce(asked, "a.tsq")) == ("stamp_no_request",)


def test_certificates_without_a_root_are_told(desk: Authority) -> None:
    broken: bytes = re.sub(rb"\n\w{9}", b"\nAAAAAAAAA", desk.root.pem)
    for pem in (b"", b"no certificate", desk.between.pem, desk.own.pem, broken):
        assert refused(partial(trust, pem)) == ("stamp_certificates",)


def keep(folder: Path, desk: Authority, sums: bytes = SUMS) -> Path:
    certificates = trust(desk.pem)
    answer = desk.answer(stamps.request(sums, certificates))
    path = stamps.free(folder, stamps.verify(answer, sums, certificates, "").time)
    path.mkdir(parents=True)
    for name, content in {stamps.SUMS: sums, stamps.ANSWER: answer}.items():
        (path / name).write_bytes(content)
    return path


def test_stamps_are_read_by_their_time(desk: Authority, tmp_path: Path) -> None:
    assert stamps.read(tmp_path / "stamps", tmp_path) == ()
    paths = [keep(tmp_path / "stamps", desk) for _ in range(2)]
    (tmp_path / "stamps" / ".DS_Store").touch()
    moved = paths[0].rename(tmp_path / "stamps" / "z")
    found = stamps.read(tmp_path / "stamps", tmp_path)
    assert {stamp.path for stamp in found} == {moved, paths[1]}
    assert [stamp.time for stamp in found] == sorted(stamp.time for stamp in found)
    assert found[0].digest == hashlib.sha256(SUMS).hexdigest()
    assert found[0].texts == {"a" * 64, "b" * 64}
    assert found[0].time.utcoffset() == dt.timedelta(0)


def test_a_stamp_that_lacks_a_file_is_told(desk: Authority, tmp_path: Path) -> None:
    path = keep(tmp_path / "record" / "stamps", desk)
    (path / stamps.ANSWER).write_bytes(b"x")
    with pytest.raises(KaiteiError) as error:
        stamps.read(tmp_path / "record" / "stamps", tmp_path)
    assert error.value.problems[0].file == f"record/stamps/{path.name}/answer.tsr"
    (path / stamps.ANSWER).unlink()
    assert refused(lambda: stamps.read(tmp_path / "record" / "stamps", tmp_path)) == ("file_unreadable",)


def test_two_stamps_of_a_second_have_folders_of_their_own(tmp_path: Path) -> None:
    second = dt.datetime(2026, 11, 28, 9, 0, 0, tzinfo=dt.UTC)
    names = []
    for _ in range(3):
        path = stamps.free(tmp_path, second)
        path.mkdir()
        names.append(path.name)
    assert names == ["20261128T090000Z", "20261128T090000Z-2", "20261128T090000Z-3"]


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        (SUMS, []),
        (SUMS + b"c" * 64 + b"  r.txt\n", []),
        (SUMS.replace(b"2024-01-01.ja.txt", b"2024-01-01.ja.1.txt"), []),
        (SUMS.replace(b"a" * 64, b"c" * 64), ["stamp_text_gone 1 p/2024-01-01.ja.txt"]),
        (b"", ["stamp_text_gone 1 p/2024-01-01.ja.txt", "stamp_text_gone 2 q.txt"]),
    ],
)
def test_what_was_stamped_stays_in_the_record(now: bytes, gone: list[str]) -> None:
    stamp = stamps.Stamp(Path("s"), dt.datetime.now(dt.UTC), SUMS, b"")
    assert [f"{one.key} {one.line} {one.params['text']}" for one in stamps.lost(stamp, now, "s/SHA256SUMS")] == gone


def test_nobody_pays_for_stamps_who_has_none() -> None:
    """Neither a build nor a command imports the library, unless it is to stamp or to verify."""
    code = "import sys, kaitei.cli, kaitei.mkdocs.handlers; sys.exit(bool({'rfc3161_client'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
