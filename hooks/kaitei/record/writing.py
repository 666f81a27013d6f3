"""Writing files all or none: everything is prepared first, then moved into place, and put back where a move fails."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kaitei.errors import KaiteiError, fail


def write_all(files: Mapping[Path, bytes | None], root: Path, then: Callable[[], object] = lambda: None) -> None:
    """Write files, in the order given, or leave everything as it was.

    Args:
        files: what is to be in each file; None for one that is to go. Moving one into place is a single step of the
            system, so whoever is killed between two files leaves each of them whole: give those first that others
            refer to.
        root: the folder beside whose files the new ones are prepared, so that docs/ never holds half of one.
        then: what is done once all are in place; where it fails, they are taken back.

    Raises:
        KaiteiError: where a file cannot be written, and what `then` raises.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    made: list[Path] = []
    done: list[Path] = []
    try:
        with _staged(files, root) as staged:
            for path in files:
                if path in staged:
                    made += _folders(path.parent)
                    staged[path].replace(path)
                else:
                    path.unlink(missing_ok=True)
                done.append(path)
        then()
    except KaiteiError:
        _restore({path: before[path] for path in done}, made)
        raise
    except OSError as error:
        _restore({path: before[path] for path in done}, made)
        place = Path(error.filename2 or error.filename or root)
        name = place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()
        raise fail("file_unwritable", name, detail=error.strerror or str(error)) from error


@contextlib.contextmanager
def _staged(files: Mapping[Path, bytes | None], root: Path) -> Iterator[dict[Path, Path]]:
    """Prepare files in a folder of their own, with the permissions of those that they replace."""
    folder = Path(tempfile.mkdtemp(prefix=".kaitei-", dir=root))
    try:
        wanted = {path: data for path, data in files.items() if data is not None}
        staged = {path: folder / str(index) for index, path in enumerate(wanted)}
        for path, prepared in staged.items():
            with prepared.open("wb") as file:
                file.write(wanted[path])
                file.flush()
                os.fsync(file.fileno())
            if path.is_file():
                shutil.copymode(path, prepared)
        yield staged
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _restore(before: Mapping[Path, bytes | None], made: list[Path]) -> None:
    for path, data in before.items():
        with contextlib.suppress(OSError):
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)
    for folder in sorted(made, key=lambda one: len(one.parts), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()
