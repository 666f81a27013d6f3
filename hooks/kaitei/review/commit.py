"""The site as it was at a commit: read from git, into a folder of its own, by the same engine.

Only commands that are asked for it come here; nothing needs git to build.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.record.files import FOLDER
from kaitei.review import former
from kaitei.site.site import Site, load

SUFFIXES = (".md", ".yml", ".yaml", ".lock")
"""What of a commit is read beside the record: texts, facts and settings; wording depends on nothing else."""

_REGULAR = ("100644", "100755")


@dataclass(frozen=True)
class Base:
    """A site at a commit."""

    rev: str  # as it was asked for
    files: Mapping[str, bytes] = field(default_factory=dict)  # by path from the project's root
    site: Site | None = None  # None where there was none, or none that can be read
    problems: tuple[Problem, ...] = ()  # why it cannot be read
    changed: frozenset[str] = frozenset()  # files that are there no more or have other bytes, by path from the root
    added: tuple[str, ...] = ()  # files that were not there

    @property
    def touched(self) -> tuple[str, ...]:
        """All files that are not as they were."""
        return tuple(sorted((*self.changed, *self.added)))


@dataclass(frozen=True, slots=True)
class Git:
    """Git in a project's folder."""

    root: Path

    def ask(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git and return what it printed and its exit code, of any value.

        Raises:
            KaiteiError: where there is no git.
        """
        environ = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        command = ["git", *arguments]  # whichever git the editor has
        try:
            return subprocess.run(command, cwd=self.root, env=environ, input=given, capture_output=True, check=False)  # noqa: S603 - no shell
        except OSError as error:
            raise fail("git_missing") from error

    def output(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run git and return what it prints.

        Raises:
            KaiteiError: where it fails.
        """
        done = self.ask(*arguments, given=given)
        if done.returncode:
            raise fail("git_failed", detail=_detail(done))
        return done.stdout

    def line(self, *arguments: str) -> str:
        """Git's answer of one line, "" where it has none."""
        done = self.ask(*arguments)
        return "" if done.returncode else done.stdout.decode(errors="replace").strip()

    def commit(self, rev: str) -> str:
        """The commit at which HEAD branched off `rev` (their merge base); `rev` itself where there is none.

        Raises:
            KaiteiError: where the folder is in no repository, or the commit is unknown here.
        """
        there = self.ask("rev-parse", "--git-dir")
        if there.returncode:
            raise fail("git_no_repository", detail=_detail(there))
        asked = "" if rev.startswith("-") else self.line("rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}")
        found = asked and (self.line("merge-base", asked, "HEAD") or asked)
        shallow = self.line("rev-parse", "--is-shallow-repository") == "true"
        if shallow and (not asked or not self.line("merge-base", asked, "HEAD")):
            raise fail("git_shallow", rev=rev)
        if not found:
            raise fail("git_unknown", rev=rev)
        return found

    def files(self, commit: str) -> dict[str, bytes]:
        """The files of a commit that the engine reads, by path from the project's root."""
        wanted: dict[str, str] = {}
        for record in self.output("ls-tree", "-r", "-z", commit).split(b"\0")[:-1]:
            about, _, name = os.fsdecode(record).partition("\t")
            mode, _, object_ = about.split(" ")
            if (
                mode in _REGULAR
                and (name.endswith(SUFFIXES) or name.startswith(f"{FOLDER}/"))
                and ".." not in PurePosixPath(name).parts
            ):
                wanted[name] = object_
        return dict(zip(wanted, self.contents(list(wanted.values())), strict=True))

    def changes(self, commit: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """The files below the folder that differ from a commit, and those that it has not, in git or not yet."""
        changed: set[str] = set()
        added: set[str] = set()
        parts = os.fsdecode(self.output("diff", "--no-renames", "--name-status", "--relative", "-z", commit)).split(
            "\0"
        )
        for status, name in zip(parts[::2], parts[1::2], strict=False):
            (added if status == "A" else changed).add(name)
        others = self.output("ls-files", "--others", "--exclude-standard", "-z")
        return frozenset(changed), tuple(sorted({*added, *os.fsdecode(others).split("\0")[:-1]}))

    def contents(self, objects: list[str]) -> list[bytes]:
        """The contents of objects, in their order."""
        answer = self.output("cat-file", "--batch", given="".join(f"{one}\n" for one in objects).encode())
        found, at = [], 0
        for _ in objects:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split()[2])
            found.append(answer[end + 1 : end + 1 + size])
            at = end + size + 2
        return found


def read(config: Path, rev: str, now: Site, environ: Mapping[str, str]) -> Base:
    """Read the site as it was.

    Args:
        config: the path of mkdocs.yml.
        rev: a commit, branch or tag. What counts is where the work at hand set out from it, so that what others have
            added to a branch since is not taken for something removed here.
        now: the site as it is, whose day counts.
        environ: the environment.

    Raises:
        KaiteiError: where git, the repository or the commit is not there.
    """
    git = Git(config.resolve().parent)
    commit = git.commit(rev)
    files = git.files(commit)
    changed, added = git.changes(commit)
    if config.name not in files:
        return Base(rev, files, None, (Problem("base_empty", params={"rev": rev}),))
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        try:
            site = load(former.configuration(Path(folder) / config.name, now), environ)
        except KaiteiError as error:
            first = error.problems[0]
            if first.key == "docs_missing":
                return Base(rev, files, None, (Problem("base_empty", params={"rev": rev}),))
            place = f"{first.file}:{first.line}" if first.line else first.file
            told = {"rev": rev, "count": str(len(error.problems)), "first": place}
            return Base(rev, files, None, (Problem("base_broken", params=told),), changed, added)
    return Base(rev, files, replace(site, today=now.today), changed=changed, added=added)


def committed(config: Path, name: str) -> bytes | None:
    """A file as it was last committed; None where it never was, or where there is no git to ask."""
    try:
        done = Git(config.resolve().parent).ask("show", f"HEAD:./{name}")
    except KaiteiError:
        return None
    return None if done.returncode else done.stdout


def _detail(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says is wrong, in one line."""
    return done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").split("\n")[0]
