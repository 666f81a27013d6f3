"""The characters that carry structure through Python-Markdown.

They are noncharacters of Unicode, which no text has a use for; `clean` takes them out of what an author typed. The
range beside them (U+FDD0 to U+FDD2) belongs to facts and passes untouched.
"""

from __future__ import annotations

import re

FACT_OPEN, FACT_CLOSE = "\ufdd0", "\ufdd1"
GIST = "\ufdda"  # before and after what stands in a gist
GUARD = "\ufddb"  # before a paragraph that must stay one, whatever it begins with
CUT = "\ufddc"  # before and after a piece of HTML that is read as a whole

GOTO, _GOTO_CLOSE = "\ufddd", "\ufdde"  # around the number of a node
_GOTO = re.compile(f"{GOTO}([0-9]{{1,9}}){_GOTO_CLOSE}")
_GISTS = re.compile(f"{GIST}[^{GIST}]*{GIST}")
_FOREIGN = re.compile("[\ufdda-\ufdde\ud800-\udfff\x00\x02\x03]")
_FACT_ALONE = re.compile(f"{FACT_OPEN}[^{FACT_OPEN}{FACT_CLOSE}]*{FACT_CLOSE}")


def clean(text: str) -> str:
    """The text with characters that none may contain as U+FFFD, line ends as line feeds, without BOM."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _FOREIGN.sub("\ufffd", text)


def goto(index: int) -> str:
    """The line after which blocks belong to the node of that index."""
    return f"{GOTO}{index}{_GOTO_CLOSE}"


def goto_target(text: str) -> int | None:
    """The index in a line made by `goto`, None for any other text."""
    found = _GOTO.fullmatch(text)
    return int(found.group(1)) if found else None


def strip(html: str, typed: dict[int, str]) -> str:
    """Take the signs out of finished HTML.

    Args:
        html: the page.
        typed: the markers of nodes by index. Where raw HTML has swallowed the line that names a node, its marker
            comes back.
    """
    return _GOTO.sub(lambda found: typed.get(int(found.group(1)), ""), html).replace(GUARD, "")


def without_gists(html: str) -> str:
    """Finished HTML without what stands in gists."""
    return _GISTS.sub("", html) if GIST in html else html


def is_fact(text: str) -> bool:
    """Tell whether a text is one fact and nothing else."""
    return bool(_FACT_ALONE.fullmatch(text.strip()))
