"""What of a text reads otherwise than it is typed, marked so that it is found again in what was made of the text.

A placeholder, a link or bold words in a line stand between two characters of private use, a block of facts between two
paragraphs of them: whatever an export and a reader make of what is between, it is known what that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from kaitei.text.markdown.delimited import begins, without_gists

_FIRST, CLOSE = 0xF0000, "\U00100000"
_MOST = 0xFFF0  # marks for which there are characters
OPENED = re.compile("[\U000f0000-\U000ffffd]")
SPAN = re.compile(f"([\U000f0000-\U000ffffd])([^{CLOSE}]*){CLOSE}")

_TYPED = re.compile(
    r"(?<!\\)(?:\{\{[ \t]*([\w.-]+)[ \t]*\}\}|(?<!!)\[[^\[\]\n]*\]\([^()\n]*\)|\*\*[^*\n]+\*\*|~~[^~\n]+~~"
    r"|<ruby>(?:(?!</ruby>).)*</ruby>)"
)
_ALONE = re.compile(r"([ \t\u3000]*)\{\{[ \t]*[\w.-]+[ \t]*\}\}[ \t]*")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_TAGS = re.compile(r"[ \t]*(?:</?(?:table|thead|tbody|tfoot|tr)\b[^<>]*>[ \t]*)+", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*|[ \t]*\{:?[^{}]*\}[ \t]*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marks."""

    text: str
    typed: tuple[str, ...]  # what is typed where each mark is


def marked(body: str, inline: Set[str], spans: bool = True) -> Marked:
    """Mark a text.

    Args:
        body: the Markdown.
        inline: the names that stand for words in a line, as `Reading.inline` has them; others are blocks.
        spans: whether more than blocks is marked.
    """
    typed: list[str] = []

    def within(found: re.Match[str]) -> str:
        if (found[1] and found[1] not in inline) or len(typed) >= _MOST:
            return found[0]
        typed.append(found[0])
        return f"{chr(_FIRST + len(typed) - 1)}{found[0]}{CLOSE}"

    lines = body.split("\n")
    seen = shown(lines)
    made = []
    for at, line in enumerate(lines):
        alone = _ALONE.fullmatch(line)
        if alone and seen[at] and _apart(lines, at) and len(typed) < _MOST:
            typed.append(line)
            made += [f"{alone[1]}{chr(_FIRST + len(typed) - 1)}", "", line, "", f"{alone[1]}{CLOSE}"]
        else:
            made.append(_TYPED.sub(within, line) if spans and seen[at] else line)
    return Marked("\n".join(made), tuple(typed))


def unmarked(text: str) -> str:
    """A text without marks."""
    return OPENED.sub("", text).replace(CLOSE, "")


def number(mark: str) -> int:
    """Which mark a character begins."""
    return ord(mark) - _FIRST


def shown(lines: list[str]) -> list[bool]:
    """Of each line whether it is one that pages show: no gist, nothing between blocks, no rule nor tag of a table."""
    text = without_gists("\n".join(lines)).split("\n")
    kept = list(_common(lines, text))
    return [
        seen and bool(line.strip()) and not (begins(line) or _RULE.fullmatch(line) or is_tags(line))
        for line, seen in zip(lines, kept, strict=True)
    ]


def unescaped(text: str) -> str:
    """A text without the signs that keep a character from being Markdown."""
    return _ESCAPED.sub("", text)


def is_tags(line: str) -> bool:
    """Whether a line has tags of a table alone, which begin or end it or its rows and say nothing."""
    return bool(_TAGS.fullmatch(line))


def _common(lines: list[str], kept: list[str]) -> Iterator[bool]:
    """Yield of each line whether it is among those kept, which are some of them, or all of them with some empty."""
    at = 0
    for line in lines:
        found = at < len(kept) and kept[at] == line
        at += found or (len(kept) == len(lines))
        yield found


def _apart(lines: list[str], at: int) -> bool:
    """Whether nothing stands in the lines before and after one."""
    return not any(line.strip() for line in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))
