from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
from kaitei.record import sums
from tests.support.cases import problems

ONE, OTHER = "a" * 64, "0123456789abcdef" * 4
TEXT = f"{ONE}  shop/terms/2026-01-01.ja.txt\n{OTHER}  terms/2026-01-01.en.txt\n"
SUMS = {"shop/terms/2026-01-01.ja.txt": ONE, "terms/2026-01-01.en.txt": OTHER}


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.rstrip("\n")], ids=["lf", "crlf", "no end"])
def test_a_list_is_read(text: str) -> None:
    assert sums.parse(text, "SHA256SUMS") == SUMS


def test_a_list_is_written_sorted_by_path() -> None:
    assert sums.written(dict(reversed(SUMS.items()))) == TEXT.encode()
    assert sums.parse(sums.written({}).decode(), "SHA256SUMS") == {}


WRONG = {
    "": "sums_line",
    "# of 2026": "sums_line",
    f"{ONE} terms.txt": "sums_line",
    f"{ONE} *terms.txt": "sums_line",
    f"{ONE}   terms.txt": "sums_line",
    f"{ONE}  terms.txt ": "sums_line",
    f"{ONE.upper()}  terms.txt": "sums_line",
    f"{ONE[1:]}  terms.txt": "sums_line",
    f"{ONE}  /terms.txt": "sums_line",
    f"{ONE}  ../terms.txt": "sums_line",
    f"{ONE}  shop/../terms.txt": "sums_line",
    f"{ONE}  ./terms.txt": "sums_line",
    f"{ONE}  shop//terms.txt": "sums_line",
    f"{ONE}  shop/": "sums_line",
    f"{ONE}  shop\\terms.txt": "sums_line",
    "<<<<<<< HEAD": "sums_line",
    f"\\{ONE}  a\\nb.txt": "sums_escaped",
    f"{ONE}  terms/2026-01-01.en.txt": "sums_twice",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_sha256sum_would_not_write_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(KaiteiError) as error:
        sums.parse(f"{TEXT}{line}\n", "record/SHA256SUMS")
    assert problems(error) == [f"{WRONG[line]} 3"]


@pytest.mark.parametrize("path", ["a", "a.b/..c/d..txt", "利用 規約/写し.pdf"])
def test_a_name_may_hold_whatever_leads_nowhere_else(path: str) -> None:
    assert sums.parse(f"{ONE}  {path}\n", "x") == {path: ONE}


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(KaiteiError) as error:
        sums.parse(f"x\n{TEXT}y\n", "x")
    assert [problem.line for problem in error.value.problems] == [1, 4]


def checked(folder: Path) -> int:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def test_sha256sum_checks_what_is_written(tmp_path: Path) -> None:
    texts = {"terms/2026-01-01.ja.txt": "第1条\n", "privacy/2022-04-01.ja.txt": "約束\n", "写し 2.pdf": "%PDF"}
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    listed = sums.written({path: hashlib.sha256(text.encode()).hexdigest() for path, text in texts.items()})
    (tmp_path / "SHA256SUMS").write_bytes(listed)
    assert checked(tmp_path) == 0
    (tmp_path / "terms/2026-01-01.ja.txt").write_text("第2条\n", encoding="utf-8")
    assert checked(tmp_path) == 1


def test_what_sha256sum_writes_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第1条\n", encoding="utf-8")
    done = subprocess.run(["sha256sum", "a.txt"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert sums.parse(done.stdout, "x") == {"a.txt": hashlib.sha256("第1条\n".encode()).hexdigest()}
    assert sums.written(sums.parse(done.stdout, "x")).decode() == done.stdout
