"""What was meant as markup but was typed with full-width signs, or one brace too few, so that readers would see it.

Examples: "［規約］（/terms.md）", "｛｛company.name｝｝", "{company.name}".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.errors import Problem

_BRACES = re.compile(r"[{｛]{1,2}[ \t\u3000]*[a-z]\w*(?:\.\w+)*[ \t\u3000]*[}｝]{1,2}")
_LINK = re.compile(r"[\[［][^\[\]［］\n]{0,200}[\]］][(（](?:[#/]|https?:)[^()（）\s]{1,500}[)）]")
_RIGHT = re.compile(r"\{\{.*\}\}|\[.*\]\(.*\)|\{[^.]*\}", re.DOTALL)
_HALF = re.compile(r"\]\([^()（）\s]*）")


def slips(body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield a warning for each slip in a text: `slip_braces` or `slip_link`.

    Args:
        body: the Markdown.
        file: its name in messages.
        first_line: the line of the file on which the body begins.
    """
    for key, pattern, there in (("slip_braces", _BRACES, _unpaired(body)), ("slip_link", _LINK, _wide(body))):
        for found in pattern.finditer(body) if there else ():
            if not _RIGHT.fullmatch(found[0]):
                yield Problem(key, file, first_line + body.count("\n", 0, found.start()), {"what": found[0]})


def _unpaired(body: str) -> bool:
    """Whether a text has braces other than "{{" and "}}"; most have none, and are not searched for slips."""
    rest = body.replace("{{", "").replace("}}", "")
    return "{" in rest or "}" in rest or "｛" in rest or "｝" in rest


def _wide(body: str) -> bool:
    """Whether a bracket of a link may be full-width; a text without one is not searched for slips."""
    return "]（" in body or "］" in body or ("](" in body and bool(_HALF.search(body)))
