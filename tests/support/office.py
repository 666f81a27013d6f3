"""LibreOffice, which opens what we make for Word, and accepts or rejects what is tracked in it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from lxml import etree

HERE = Path(__file__).parent
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_XLINK = "http://www.w3.org/1999/xlink"


def program() -> str:
    """LibreOffice, installed where there is none; a test without it fails."""
    done = subprocess.run([HERE / "office.sh"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def settled(file: Path, what: Literal["Accept", "Reject"]) -> list[str]:
    """The lines that say anything after LibreOffice has accepted, or rejected, all changes of a document."""
    target = file.with_suffix(f".{what}.txt")
    call = ",".join(f'"{one}"' for one in (file.as_uri(), f".uno:{what}AllTrackedChanges", target.as_uri()))
    _run(file.parent, f"macro:///Standard.Module1.Settle({call})")
    return _said(target)


def links(file: Path, what: Literal["Accept", "Reject"]) -> list[tuple[str | None, str]]:
    """The addresses of links with their words in a document that was `settled`, as LibreOffice holds them.

    Its own Word files lead elsewhere where a link was left without words, so they are not asked.
    """
    root = etree.parse(file.with_suffix(f".{what}.txt.fodt")).getroot()
    return [(link.get(f"{{{_XLINK}}}href"), "".join(link.itertext())) for link in root.iter(f"{{{_TEXT}}}a")]


def settled_each(files: Sequence[Path]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the same of files in one folder, all changes of each accepted, and all rejected, at one go."""
    sources = "|".join(file.as_uri() for file in files)
    _run(files[0].parent, f'macro:///Standard.Module1.SettleEach("{sources}")')
    for file in files:
        yield _said(file.with_name(f"{file.name}.Accept.txt")), _said(file.with_name(f"{file.name}.Reject.txt"))


def _said(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def paper(file: Path) -> Path:
    """The PDF that LibreOffice makes of a document."""
    _run(file.parent, "--convert-to", "pdf", "--outdir", str(file.parent), str(file))
    return file.with_suffix(".pdf")


def _run(folder: Path, *arguments: str) -> None:
    """Run LibreOffice with a profile of its own, in which our macro is."""
    profile = folder / "profile"
    command = [program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    if not profile.exists():  # a first start would overwrite what is there
        subprocess.run([*command, "--terminate_after_init"], capture_output=True, timeout=300, check=True)
        shutil.copytree(HERE / "office", profile / "user" / "basic", dirs_exist_ok=True)
    subprocess.run([*command, *arguments], capture_output=True, timeout=300, check=True)
