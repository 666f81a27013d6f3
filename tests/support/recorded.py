"""A record of what a built site publishes, and the site published with it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from kaitei.record import sums

_PUBLIC = re.compile(r"(?:(en)/)?(.+)/(\d{4}-\d{2}-\d{2})\.txt")


def record(root: Path, site: Path) -> dict[str, str]:
    """Record every canonical text of a built site, and publish the record below it; return the list.

    Args:
        root: of the project.
        site: its built site, in Japanese and perhaps English.
    """
    texts: dict[str, bytes] = {}
    for file in sorted(site.rglob("*.txt")):
        if match := _PUBLIC.fullmatch(file.relative_to(site).as_posix()):
            texts[f"{match[2]}/{match[3]}.{match[1] or 'ja'}.txt"] = file.read_bytes()
    listed = {path: hashlib.sha256(data).hexdigest() for path, data in texts.items()}
    write(root / "record", texts | {"SHA256SUMS": sums.written(listed)})
    sources = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "docs").rglob("????-??-??*.md")}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in sources.items()}
    (root / "record/SOURCES").write_bytes(sums.written(digests))
    publish(root, site)
    return listed


def publish(root: Path, site: Path) -> None:
    """Put the record below a built site, as a build does."""
    shutil.copytree(root / "record", site / "record", dirs_exist_ok=True, ignore=shutil.ignore_patterns("SOURCES"))


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
