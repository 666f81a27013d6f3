from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kaitei.cache.keys import digest
from kaitei.cache.memo import Memo

KEY = digest("a key")
VALUE = b"a value\nof two lines"


def refuse() -> bytes:
    pytest.fail("made again")


def entry(folder: Path, key: str = KEY) -> Path:
    """The file of a value."""
    (found,) = folder.glob(f"*/{key}")
    return found


def test_what_is_made_once_is_found_later(tmp_path: Path) -> None:
    first = Memo(tmp_path)
    assert KEY not in first
    assert first.memo(KEY, lambda: VALUE) == VALUE
    assert first.memo(KEY, refuse) == VALUE
    later = Memo(tmp_path)
    assert KEY in later
    assert later.memo(KEY, refuse) == VALUE
    assert later.memo(digest("another key"), lambda: b"") == b""


@pytest.mark.parametrize("value", [b"", b"\n", b"\n\n", bytes(range(256)), "改定\r\n".encode()])
def test_any_bytes_are_kept_as_they_are(value: bytes, tmp_path: Path) -> None:
    Memo(tmp_path).memo(KEY, lambda: value)
    assert Memo(tmp_path).memo(KEY, refuse) == value


def test_a_value_that_cannot_be_made_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        Memo(tmp_path).memo(KEY, lambda: bytes(1 // 0))
    assert Memo(tmp_path).memo(KEY, lambda: VALUE) == VALUE


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def replaced_by_a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a byte that differs": lambda file: file.write_bytes(file.read_bytes().replace(b"value", b"Value")),
    "a sum that differs": lambda file: file.write_bytes(b"0" + file.read_bytes()[1:]),
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"."),
    "the sum alone": lambda file: file.write_bytes(file.read_bytes().partition(b"\n")[0]),
    "emptied": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
    "a folder in its place": replaced_by_a_folder,
    "a link that leads nowhere": replaced_by_a_link,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_damaged_is_made_anew(damage: Callable[[Path], object], tmp_path: Path) -> None:
    Memo(tmp_path).memo(KEY, lambda: VALUE)
    damage(entry(tmp_path))
    assert Memo(tmp_path).memo(KEY, lambda: b"made anew") == b"made anew"
    if not entry(tmp_path).is_dir():  # which is no file of ours to take away
        assert Memo(tmp_path).memo(KEY, refuse) == b"made anew"


def occupied(folder: Path) -> None:
    folder.write_bytes(b"a file")


def below_a_file(folder: Path) -> None:
    folder.parent.write_bytes(b"a file")


@pytest.mark.parametrize("spoil", [occupied, below_a_file])
def test_a_folder_that_cannot_be_made_is_done_without(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / "above" / "kept"
    folder.parent.mkdir() if spoil is occupied else None
    spoil(folder)
    memo = Memo(folder)
    assert (memo.memo(KEY, lambda: VALUE), memo.memo(KEY, refuse)) == (VALUE, VALUE)
    memo.tidy()
    assert not folder.is_dir()


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / KEY[:2]).write_bytes(b"a file where values of this key would be")
    assert Memo(tmp_path).memo(KEY, lambda: VALUE) == VALUE
    assert Memo(tmp_path).memo(KEY, lambda: b"made anew") == b"made anew"


def test_without_a_folder_values_are_kept_as_long_as_the_memory() -> None:
    memo = Memo(None)
    folder = memo.folder
    assert (memo.memo(KEY, lambda: VALUE), memo.memo(KEY, refuse)) == (VALUE, VALUE)
    assert folder.is_dir()
    del memo
    gc.collect()
    assert not folder.exists()


def test_git_leaves_the_folder_alone(tmp_path: Path) -> None:
    folder = Memo(tmp_path / "new" / "kept").folder
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def kept(folder: Path) -> set[str]:
    """The keys of all values that are kept, checked for drafts left behind."""
    files = {file for file in folder.glob("*/*") if file.is_file()}
    assert all(len(file.name) == len(KEY) for file in files)
    return {file.name for file in files}


def test_what_was_not_asked_for_longest_is_forgotten_first(tmp_path: Path) -> None:
    keys = [digest(number) for number in range(10)]
    before = Memo(tmp_path)
    for key in keys:
        before.memo(key, lambda: bytes(1000))
    for age, key in enumerate(keys):
        os.utime(entry(tmp_path, key), (10_000 - age, 10_000 - age))
    memo = Memo(tmp_path, room=5000)
    memo.memo(keys[9], refuse)  # the one that was not asked for longest, asked for now
    memo.tidy()
    assert kept(tmp_path) == {keys[9], *keys[:3]}


def test_what_the_process_has_asked_for_stays_however_much_it_is(tmp_path: Path) -> None:
    old, keys = digest("old"), [digest(number) for number in range(10)]
    Memo(tmp_path).memo(old, lambda: bytes(15_000))
    os.utime(entry(tmp_path, old), (1, 1))
    memo = Memo(tmp_path, room=100)
    for key in keys:
        memo.memo(key, lambda: bytes(1000))
    memo.tidy()
    assert kept(tmp_path) == set(keys)


def test_while_there_is_room_nothing_is_forgotten(tmp_path: Path) -> None:
    keys = {digest(number) for number in range(10)}
    for key in keys:
        Memo(tmp_path).memo(key, lambda: bytes(1000))
    Memo(tmp_path).tidy()
    assert kept(tmp_path) == keys


BOTH = """
import sys
from pathlib import Path
from kaitei.cache.keys import digest
from kaitei.cache.memo import Memo
memo = Memo(Path(sys.argv[1]))
for turn in range(3):
    for number in range(200):
        wanted = str(number).encode() * 1000
        assert memo.memo(digest(number), lambda: wanted) == wanted
    memo.tidy()
"""
"""Makes or finds the same values as another process at the same time."""

ENDLESS = """
import sys
from pathlib import Path
from kaitei.cache.memo import Memo
memo, number = Memo(Path(sys.argv[1])), 0
while True:
    for name in range(20):
        memo.memo(f"{name:032}", lambda: str(name).encode() * 1_000_000)
        (memo.folder / "00" / f"{name:032}").unlink()
    print(number, flush=True)
    number += 1
"""
"""Writes large values again and again."""


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", BOTH, str(tmp_path)]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    found = Memo(tmp_path)
    for number in range(200):
        assert found.memo(digest(number), refuse) == str(number).encode() * 1000
    assert len(kept(tmp_path)) == 200


@pytest.mark.parametrize("wait", [0, 0.003, 0.007, 0.011, 0.017])
def test_a_value_half_written_by_a_process_that_was_killed_is_not_believed(wait: float, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENDLESS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as one:
        assert one.stdout
        one.stdout.readline()
        time.sleep(wait)
        one.send_signal(signal.SIGKILL)
    memo = Memo(tmp_path)
    for name in range(20):
        whole = str(name).encode() * 1_000_000
        assert memo.memo(f"{name:032}", lambda whole=whole: whole) == whole  # type: ignore[misc]
    assert all(Memo(tmp_path).memo(f"{name:032}", refuse) for name in range(20))


def test_what_a_killed_process_left_is_forgotten_in_its_turn(tmp_path: Path) -> None:
    memo = Memo(tmp_path, room=0)
    memo.memo(KEY, lambda: VALUE)
    left = entry(tmp_path).with_name("tmp_half")
    left.write_bytes(b"half of a value")
    os.utime(left, (1, 1))
    memo.tidy()
    assert kept(tmp_path) == {KEY}
