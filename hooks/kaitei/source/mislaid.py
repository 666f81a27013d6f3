"""Front matter that is not read as such: after a blank line, between other dashes, without its first line.

To MkDocs it is text like any other: it would be published, with all in it that is not to be public yet. A page that
merely has horizontal rules, or shows front matter as code, is left alone. Source: product contract §1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kaitei.data import read
from kaitei.errors import fail
from kaitei.source import characters

_DASHES = "-\u2010-\u2015\u2212\u2500\u2501\u30fc\u2e3a\u2e3b"
_RULE = re.compile(rf"[{_DASHES}]{{3,}}|[\u2012-\u2015\u2e3a\u2e3b]+|[+=_*~]{{3,}}|\.\.\.")
_OPENS = re.compile(rf"(?:[{_DASHES}]{{2,}}|[\u2012-\u2015\u2e3a\u2e3b]|\+\+\+)(?:[ \t#\w].*)?")
_KEY = re.compile(r"[^\w\n]*([A-Za-z][\w-]*)[\"']?[ \t]*[:=](?:\s|$|[^\x00-\x7f])")
_COMMENTS = re.compile(r"\A(?:\s*<!--.*?-->)+", re.DOTALL)
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_POLICY = re.compile(
    r"[^\w\n]{0,8}(?:revisions[\"']?\s*[:=]\s*(?:$|[\[#])|(?:announced|translates)[\"']?\s*[:=]\W*\d{4})"
)
_SUSPECT = re.compile(r"^[^\w\n]*[A-Za-z\uff21-\uff5a][^\s:：=]*[ \t\u3000]*[:：=](?:\s|$|[^\x00-\x7f])", re.MULTILINE)


def opens(lines: Sequence[str]) -> bool:
    """Whether what follows the first line of a file, a rule, is front matter; else that line is a horizontal rule."""
    inner, closed = _run(lines)
    said = [line for line in inner if line.strip() and not line.lstrip().startswith("#")]
    if not said:
        return True
    key = _key(said[0])
    return bool(key and (key[0].islower() or _known(said[0]))) or (closed and any(map(_known, said)))


def check(text: str, file: str, first_line: int = 1) -> None:
    """Refuse Markdown in which front matter stands.

    Args:
        text: the Markdown of a file, after the front matter that it may have.
        file: its name in messages.
        first_line: the line of the file on which the Markdown begins; 1 where it has no front matter.

    Raises:
        KaiteiError: where there is any.
    """
    if _SUSPECT.search(text):
        plain = characters.seen(unicodedata.normalize("NFKC", text))
        lines = _COMMENTS.sub(lambda match: "\n" * match[0].count("\n"), plain).split("\n")
        whole = first_line == 1
        at = next(_found(_without_code(lines, whole), whole), None)
        if at is not None:
            raise fail("front_matter_mislaid", file, first_line + at)


def _found(lines: list[str], whole: bool) -> Iterator[int]:
    """Yield the lines, counted from 0, on which front matter begins; `whole` where none was read before them."""
    top = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if whole and (_unopened(lines[top:]) or (_OPENS.fullmatch(lines[top].strip()) and opens(lines[top + 1 :]))):
        yield top
    for at, line in enumerate(lines):
        if _POLICY.match(line):
            yield at


def _unopened(lines: list[str]) -> bool:
    """Whether a file begins with keys, without a line before them."""
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    keys = [line for line in lines[:end] if _key(line)]
    return bool(_key(lines[0])) and len(keys) > 1 and any(map(_known, keys))


def _run(lines: Sequence[str]) -> tuple[Sequence[str], bool]:
    """The lines before the next rule, and whether there is one."""
    end = next((at for at, line in enumerate(lines) if _RULE.fullmatch(line.strip())), None)
    return lines[:end], end is not None


def _without_code(lines: list[str], whole: bool) -> list[str]:
    """The lines, those of fenced code blank.

    Code with which a `whole` file begins is kept, as somebody may have pasted the file into it.
    """
    found, fence, shown = [], "", whole
    for line in lines:
        match = _CODE.match(line)
        if fence:
            ends = match and match[1].startswith(fence) and not line.strip().strip(fence[0])
            found.append(line if shown and not ends else "")
            fence, shown = ("", False) if ends else (fence, shown)
        elif match:
            found.append("")
            fence = match[1]
        else:
            found.append(line)
            shown = shown and not line.strip()
    return found


def _key(line: str) -> str:
    match = _KEY.match(line)
    return match[1] if match else ""


def _known(line: str) -> bool:
    return _key(line).lower() in _keys()


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    """The keys that front matter may have."""
    return frozenset(
        key for name in ("page", "policy", "translation") for key in read(f"schemas/{name}.yml")["properties"]
    )
