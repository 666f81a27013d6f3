"""Markup of other extensions, which policies do not have: readers would see it as it is typed.

Examples: `!!! note`, `=== "甲"`, `:material-phone:`, `--8<-- "a.md"`, `[TOC]`, `==甲==`. What to write instead is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.errors import Problem
from kaitei.text.markdown.delimited import TYPES, prose

OF_MARKUP = "foreign_"
"""How the keys begin of what is told of markup that policies do not have, here and in `markdown/delimited`."""

_LONGEST = 60  # characters of what is quoted

_ADMONITION = re.compile(
    r'^[ \t]*(?P<sign>!!!|\?{3}\+?)[ \t]+(?P<name>[A-Za-z][\w-]*)[^"\n]*(?:"(?P<title>[^"\n]*)")?[ \t]*$', re.MULTILINE
)
_OTHERS = {
    "tab": ('=== "', r'^[ \t]*===[!+]*[ \t]+"[^"\n]*"'),
    "icon": (":", r"(?<![A-Za-z0-9:/.]):[a-z][a-z0-9_+-]+:(?![A-Za-z0-9:])"),
    "snippet": ("8<", r"-+8<-+[^\n]*"),
    "toc": ("[TOC]", r"^[ \t]*\[TOC\][ \t]*$"),
    "mark": ("==", r"(?<![=<>!])==(?![\s=])[^=\n]+(?<!\s)==(?!=)"),
    "keys": ("++", r"(?<![+A-Za-z0-9])\+\+[A-Za-z0-9][\w+-]*\+\+(?!\+)"),
    "task": ("[", r"^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+\[[ xX]\][ \t]"),
    "sub": ("~", r"(?<=[A-Za-z)])~[A-Za-z0-9+-]{1,5}~(?!~)"),
    "sup": ("^", r"(?<=[A-Za-z0-9)])\^[A-Za-z0-9+-]{1,5}\^(?!\^)"),
    "alert": ("[!", r"^[ \t]*>[ \t]*\[![A-Za-z]+\][^\n]*"),
    "container": (":::", r"^[ \t]*:{3,}[ \t]*[A-Za-z{][^\n]*"),
}
"""By the end of a message's key: a sign that such markup has, and its pattern."""

_PATTERNS = {name: (sign, re.compile(pattern, re.MULTILINE)) for name, (sign, pattern) in _OTHERS.items()}


def foreign(body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield a warning for each piece of markup that policies do not have.

    Args:
        body: the Markdown.
        file: its name in messages.
        first_line: the line of the file on which the body begins.
    """
    if not any(_found(body)):
        return
    plain = prose(body)  # code may show what it likes
    for key, found, told in _found(plain):
        what = found[0].strip()[:_LONGEST]
        yield Problem(key, file, first_line + plain.count("\n", 0, found.start()), {"what": what, **told})


def _found(text: str) -> Iterator[tuple[str, re.Match[str], dict[str, str]]]:
    """Yield the key of a message, what was found, and what else the message says."""
    for found in _ADMONITION.finditer(text) if "!!!" in text or "???" in text else ():
        yield "foreign_admonition", found, {"write": _block(found)}
    for name, (sign, pattern) in _PATTERNS.items():
        for found in pattern.finditer(text) if sign in text else ():
            yield f"foreign_{name}", found, {}


def _block(found: re.Match[str]) -> str:
    """The first line of the block to write: `!!! note "甲"` → `/// note | 甲`, `??? tip` → `/// details | tip`."""
    name, title = found["name"].lower(), found["title"]
    kind = "details" if found["sign"] != "!!!" else name if name in TYPES else "admonition"
    return f"/// {kind}" + (f" | {title or name}" if title or kind != name else "")
