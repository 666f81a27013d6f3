"""Who brought a revision in, from git: the commit by which it came to HEAD, who wrote, approved and merged it.

What counts is the line of first parents from HEAD, on which a hosting platform's merge of a pull request is one commit.
A revision came in with each commit on it in which the living file lists its date, and did not before; mostly with one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaitei.errors import KaiteiError, fail
from kaitei.policy.policy import Policy
from kaitei.review.commit import Git
from kaitei.source import textfile
from kaitei.source.yamltext import split

_FIELDS = (
    *("%H", "%P", "%aN <%aE>", "%cN <%cE>", "%cI", "%s", "%b"),
    "%(trailers:key=Co-authored-by,valueonly,unfold)",
    "%(trailers:key=Reviewed-by,key=Approved-by,key=Acked-by,unfold)",
)
_FORMAT = ("-z", "--encoding=UTF-8", "--no-show-signature", f"--format={'%x00'.join(_FIELDS)}")
_LINE = ("--first-parent", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--find-renames", "--relative")

_REQUEST = re.compile(r"pull request (#\d+)|\((#\d+)\)\Z")
"""GitHub's `Merge pull request #12 from …` and `Title (#12)`, Bitbucket's `Merged in … (pull request #12)`."""

_GITLAB = re.compile(r"^See merge request \S*(!\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merge:
    """A commit by which a revision came in; people as git has them, `Name <address>`."""

    commit: str
    time: dt.datetime
    by: str  # of a merge commit its author, else the committer, who is the hosting platform where that squashed
    request: str  # the pull request that its message names: "#12", "!12", "" where none
    authors: tuple[str, ...]  # of what was merged, those named as co-authors included
    approvals: tuple[str, ...]  # lines as they stand in the messages: "Reviewed-by: Name <address>"


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit, as `_FIELDS` ask for it."""

    hash: str
    parents: str
    author: str
    committer: str
    time: str
    subject: str
    body: str
    helpers: str  # a line each
    approvals: str

    @property
    def request(self) -> str:
        found = _REQUEST.search(self.subject) or _GITLAB.search(self.body)
        return next(filter(None, found.groups())) if found else ""


@dataclass(frozen=True, slots=True)
class _Change:
    """A file as a commit left it."""

    commit: _Commit
    status: str  # A, D, M, R097
    former: str  # its path before, where the commit renamed it
    name: str
    object: str


@dataclass(frozen=True)
class History:
    """What happened to the Markdown files of a project on the way to HEAD, newest first."""

    git: Git
    changes: tuple[_Change, ...]

    @classmethod
    def read(cls, root: Path) -> History:
        """Read it.

        Raises:
            KaiteiError: where there is no git, no repository with a commit, or only part of the history.
        """
        git = Git(root)
        if git.line("rev-parse", "--is-shallow-repository") == "true":
            raise fail("git_part")
        told = git.output("-c", "log.showRoot=true", "log", *_FORMAT, *_LINE, "HEAD", "--", "*.md")
        return cls(git, tuple(_changes(_texts(told))))

    def brought(self, policy: Policy) -> Mapping[str, tuple[Merge, ...]]:
        """By what each revision of a policy came in, by its date, oldest first; also under former names of the file."""
        versions = tuple(self._versions(policy))[::-1]
        found: dict[str, list[_Change]] = defaultdict(list)
        before: frozenset[str] = frozenset()
        for version, data in zip(versions, self.git.contents([one.object for one in versions]), strict=True):
            listed = _listed(data, before)
            for date in listed - before:
                found[date].append(version)
            before = listed
        names = {one.name for one in versions}
        made = {one: self._merge(one.commit, names) for one in {one for group in found.values() for one in group}}
        return {date: tuple(made[one] for one in group) for date, group in found.items()}

    def _versions(self, policy: Policy) -> Iterator[_Change]:
        """Yield the versions of a living file, newest first, followed to the names that it had before."""
        folder = policy.file.removesuffix(f"{policy.id}.md")
        names = {policy.file, *(f"{folder}{alias}.md" for alias in policy.aliases)}
        for change in self.changes:
            if change.name in names and change.status != "D":
                yield change
                if change.former:
                    names.add(change.former)
                if change.former or change.status == "A":
                    names.remove(change.name)  # before that, a file of this name was another one

    def _merge(self, head: _Commit, names: Iterable[str]) -> Merge:
        """A commit with what it merged of files."""
        parents = head.parents.split()
        within = (
            (*_FORMAT, "--reverse", "--no-merges", head.hash, f"^{parents[0]}", "--", *names)
            if len(parents) > 1
            else ()
        )
        told = self.git.output("--literal-pathspecs", "log", *within) if within else b""
        merged = tuple(_commits(_texts(told)))
        written = merged or (head,)
        helpers = (one for commit in (*merged, head) for one in commit.helpers.splitlines())
        approvals = (one for commit in (*merged, head) for one in commit.approvals.splitlines())
        return Merge(
            commit=head.hash,
            time=dt.datetime.fromisoformat(head.time),
            by=head.author if within else head.committer,
            request=head.request,
            authors=tuple(dict.fromkeys((*(one.author for one in written), *filter(None, helpers)))),
            approvals=tuple(dict.fromkeys(filter(None, approvals))),
        )


def _listed(data: bytes, otherwise: frozenset[str]) -> frozenset[str]:
    """The dates that a living file lists; something else where it cannot be read, as in a commit that broke it."""
    try:
        head: Any = split(textfile.known(data, ""), "")
    except KaiteiError:
        return otherwise
    items = head.data.value.get("revisions") if head else None
    found = (one.get("date") for one in items if isinstance(one, dict)) if isinstance(items, list) else ()
    return frozenset(one for one in found if isinstance(one, str))


def _texts(told: bytes) -> Iterator[str]:
    """Yield the texts between the zero bytes of git's output, of which no message and no name can have one."""
    return iter(told.decode(errors="replace").split("\0")[:-1])


def _commits(texts: Iterator[str]) -> Iterator[_Commit]:
    while first := next(texts, ""):
        yield _Commit(first, *(next(texts) for _ in _FIELDS[1:]))


def _changes(texts: Iterator[str]) -> Iterator[_Change]:
    """Yield what `git log --raw` tells: a commit's fields; for each file `:modes objects status`, a path or two."""
    commit = None
    for text in texts:
        about = text.lstrip("\n")
        if about.startswith(":"):
            assert commit is not None
            _, _, _, object_, status = about.split(" ")
            former = next(texts) if status[0] in "RC" else ""
            yield _Change(commit, status, former, next(texts), object_)
        else:
            commit = _Commit(about, *(next(texts) for _ in _FIELDS[1:]))
