"""What was meant as markup but was typed with full-width signs, or one brace too few, so that readers would see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.errors import Problem

_SLIPS = (
    ("slip_braces", re.compile(r"[{｛]{1,2}[ \t\u3000]*[a-z]\w*(?:\.\w+)*[ \t\u3000]*[}｝]{1,2}")),
    ("slip_link", re.compile(r"[\[［][^\[\]［］\n]{0,200}[\]］][(（](?:[#/]|https?:)[^()（）\s]{1,500}[)）]")),
)
_RIGHT = re.compile(r"\{\{.*\}\}|\[.*\]\(.*\)|\{[^.]*\}", re.DOTALL)


def slips(body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield a warning for each.

    Args:
        body: the Markdown.
        file: its name in messages.
        first_line: the line of the file on which the body begins.
    """
    for key, pattern in _SLIPS:
        for found in pattern.finditer(body):
            if not _RIGHT.fullmatch(found[0]):
                yield Problem(key, file, first_line + body.count("\n", 0, found.start()), {"what": found[0]})
