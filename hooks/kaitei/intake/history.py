"""Where the versions of a text come from: single files, a folder of them, the commits of a repository."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaitei import dates
from kaitei.errors import Problem, fail
from kaitei.intake.read import Version
from kaitei.intake.web import mhtml
from kaitei.review.commit import Git
from kaitei.source import textfile

_SUFFIXES = (".docx", ".html", ".htm", ".xhtml", *mhtml.SUFFIXES, ".md", ".markdown", ".txt", ".pdf")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a version, wherever it is from."""

    name: str  # in messages; its ending says what it is
    data: bytes
    day: dt.date | None = None  # of effect
    given: bool = False  # whether somebody said that day
    near: dt.date | None = None  # a day for a text that says none


def file(path: Path, day: dt.date | None) -> Iterator[Source]:
    """Yield a file, with its day of effect where that was said."""
    yield Source(str(path), textfile.content(path, str(path)), day, day is not None)


def folder(path: Path) -> Iterator[Source]:
    """Yield the files of a folder whose names give days of effect: 2022-04-01.docx, 規約（令和4年4月1日）.html.

    Raises:
        KaiteiError: where there are none, or one cannot be read.
    """
    for one in _files(path):
        yield Source(str(one), textfile.content(one, str(one)), dates.within(one.stem)[0])


def archive(path: Path) -> Iterator[Source]:
    """Yield the versions in a folder of Open Terms Archive, named by when they were seen: 2021-03-05T10-20-30Z.md.

    Raises:
        KaiteiError: where there are none, or one cannot be read.
    """
    for one in _files(path):
        yield Source(str(one), textfile.content(one, str(one)), near=dates.within(one.stem.partition("T")[0])[0])


def commits(repository: Path, path: str) -> Iterator[Source]:
    """Yield a file as each commit that changed it left it, the oldest first, through its former names.

    Raises:
        KaiteiError: where there is no repository, or no commit has the file.
    """
    git = Git(repository)
    arguments = ("--follow", "--diff-filter=AMR", "--name-only", "--format=%x01%H%x00%as", "-z", "--", path)
    answer = git.output("log", *arguments).decode("utf-8", errors="surrogateescape")
    found = [[part.strip("\n") for part in one.split("\0") if part.strip("\n")] for one in answer.split("\x01")]
    listed = [(commit, day, name) for commit, day, *_, name in filter(None, reversed(found))]
    if not listed:
        raise fail("import_no_commits", path)
    datas = git.contents([f"{commit}:{name}" for commit, _, name in listed])
    for (commit, day, name), data in zip(listed, datas, strict=True):
        yield Source(f"{commit[:10]}:{name}", data, near=dates.parse(day))


def distinct(versions: Sequence[Version]) -> tuple[tuple[Version, ...], tuple[Problem, ...]]:
    """The versions of a history, of several of one day the last, and what is told of those before it."""
    kept: dict[dt.date | None, Version] = {}
    told = []
    for one in versions:
        before = kept.get(one.day)
        if before and before.body != one.body:
            told.append(Problem("import_superseded", before.name, 0, {"other": one.name, "date": str(one.day)}))
        kept[one.day] = one
    return tuple(kept.values()), tuple(told)


def _files(path: Path) -> list[Path]:
    try:
        found = sorted(
            one for one in path.iterdir() if one.suffix.lower() in _SUFFIXES and not one.name.startswith((".", "~"))
        )
    except OSError as error:
        raise fail("folder_unreadable", str(path), detail=error.strerror or "") from error
    if not found:
        raise fail("import_no_files", str(path))
    return found
