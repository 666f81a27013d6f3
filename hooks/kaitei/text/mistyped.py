"""What was meant as markup but was typed so that readers would see it, and what was not meant as markup but is.

Examples: "［規約］（/terms.md）", "｛｛company.name｝｝", "{company.name}", "<!-- 社内用", "料金*1と税*2".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.errors import Problem
from kaitei.text.markdown.delimited import prose

COMMENT = "comment_unclosed"
"""The key of a comment that nothing ends: no warning, but an error, except in texts that stay as they are."""

_BRACES = re.compile(r"[{｛]{1,2}[ \t\u3000]*[a-z]\w*(?:\.\w+)*[ \t\u3000]*[}｝]{1,2}")
_LINK = re.compile(r"[\[［][^\[\]［］\n]{0,200}[\]］][(（](?:[#/]|https?:)[^()（）\s]{1,500}[)）]")
_RIGHT = re.compile(r"\{\{.*\}\}|\[.*\]\(.*\)|\{[^.]*\}", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?P<before>\w?)<(?P<tag>em|strong)>(?P<inner>(?:(?!</?(?P=tag)>).){1,500})</(?P=tag)>(?P<after>\w?)", re.DOTALL
)
_RUNNING = re.compile("[、。，．]|<br>")  # what a word that is to stand out does not have
_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 30  # characters of what is quoted
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


def unclosed(rendered: str, body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield what stops a build: a comment that readers would see, as nothing ends it within its paragraph.

    Args:
        rendered: the HTML that the Markdown became.
        body: the Markdown.
        file: its name in messages.
        first_line: the line of the file on which the body begins.
    """
    if "&lt;!--" not in rendered:
        return
    plain = prose(body)
    opened = re.search(r"<!--(?:(?!-->|\n[ \t]*\n).)*(?:\n[ \t]*\n|\Z)", plain, re.DOTALL)
    if opened:
        yield Problem(COMMENT, file, first_line + plain.count("\n", 0, opened.start()))


def starred(rendered: str, body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield a hint for each pair of asterisks that hardly was meant as emphasis: "料金*1と税*2", "料金*と、税*の".

    The arguments are those of `unclosed`.
    """
    for found in _EMPHASIS.finditer(rendered) if "*" in body else ():
        inner, stars = found["inner"], "*" if found["tag"] == "em" else "**"
        numbered = inner[0].isdecimal() and found["after"].isdecimal()
        running = found["tag"] == "em" and found["before"] and found["after"] and _RUNNING.search(inner)
        typed = stars + _TAG.split(inner)[0]
        if (numbered or running) and typed in body:
            told = {"what": f"{stars}{_TAG.sub('', inner)[:_LONGEST]}{stars}"}
            yield Problem("slip_stars", file, first_line + body.count("\n", 0, body.find(typed)), told)
