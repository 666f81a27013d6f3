"""What tests of `kaitei verify` do to a project and ask of it."""

from __future__ import annotations

from pathlib import Path

from tests.support.repository import Repository, Told

TEXT, OTHER = "privacy/2022-04-01.txt", "en/privacy/2022-04-01.txt"


def alter(file: Path) -> None:
    """Change a single byte in the middle of a text: the last of three that are a kana."""
    data = bytearray(file.read_bytes())
    at = data.rindex("七日".encode()) if "七日".encode() in data else data.rindex(b"seven")
    data[at + 2] ^= 1
    file.write_bytes(bytes(data))


def verify(made: Repository, *arguments: str) -> Told:
    return made.kaitei("verify", *arguments)


def count(made: Repository) -> int:
    return len((made.root / "record/SHA256SUMS").read_text(encoding="utf-8").splitlines())
