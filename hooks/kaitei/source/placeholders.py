"""Placeholders: `{{ company.name }}` in a sentence, `{{ desks.privacy }}` in a paragraph of its own.

Before Markdown sees a text, its placeholders become tokens of noncharacters, which no author can type (`characters`
refuses them) and Markdown leaves alone. After conversion they are filled with escaped text: a fact is never read as
Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaitei.errors import Problem

OPEN, CLOSE, BRACES = "\ufdd0", "\ufdd1", "\ufdd2"
TOKEN = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")

_PLACEHOLDER = re.compile(rf"\{{\{{(?:([^{{}}\n{BRACES}]*)\}}\}})?")
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose placeholders are tokens."""

    text: str
    names: dict[str, int]  # with the line of the file on which each is first used
    problems: tuple[Problem, ...]  # braces that hold anything but a dotted name; they stay as they are


def mark(body: str, file: str, first_line: int) -> Marked:
    r"""Replace the placeholders of a text by tokens, and `\{{` by a token for literal braces."""
    names: dict[str, int] = {}
    problems: list[Problem] = []

    def replace(match: re.Match[str]) -> str:
        line = first_line + match.string.count("\n", 0, match.start())
        name = (match[1] or "").strip()
        if not _NAME.fullmatch(name):
            problems.append(Problem("placeholder_syntax", file, line, {"text": match[0]}))
            return match[0]
        names.setdefault(name, line)
        return f"{OPEN}{name}{CLOSE}"

    text = _PLACEHOLDER.sub(replace, body.replace("\\{{", BRACES))
    return Marked(text, names, tuple(problems))


def literal(text: str) -> str:
    """A text with "{{" for the token of literal braces."""
    return text.replace(BRACES, "{{")
