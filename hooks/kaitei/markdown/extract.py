"""What a piece of HTML says, and how it is read off sentences and tables, of which policies are made mostly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kaitei.markdown.model import Line
from kaitei.markdown.signs import GUARD

_WHITE = " \t\n\r\f"
_SPACES = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")  # whatever is more than a single space
_TEXT = "[^<&]*(?:<br>[^<&]*)*"
_SENTENCES = re.compile(rf'<(p|span)(?: class="title")?>({_TEXT})</\1>\n?')
_CELL = re.compile(rf'<t[hd](?: align="[a-z]+")?>({_TEXT})</t[hd]>\n')
_ROW = re.compile(rf"(?:</?(?:table|thead|tbody)>\n?)*(?:<tr>\n(?:{_CELL.pattern})*)?")  # up to its end tag
_TAG = re.compile("<[^>]*>")
_REMEMBERED = 1000  # rows


@dataclass(frozen=True, slots=True)
class Extract:
    """What a piece of HTML says."""

    lines: tuple[Line, ...] = ()
    words: str = ""  # its text alone
    anchors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()  # of links within the page, without the number sign

    @property
    def plain(self) -> str:
        """The text without the targets of links."""
        return tidy(self.words)


def plain(html: str) -> Extract | None:
    """Read HTML in which there are text, line breaks and cells and nothing else; return None for other HTML."""
    if found := _SENTENCES.fullmatch(html):
        return Extract(tuple((line,) for line in _lines(found[2])), found[2].replace("<br>", ""))
    return _table(html) if html.startswith("<table>") else None


def _table(html: str) -> Extract | None:
    rows = list(map(_row, html.split("</tr>\n")))
    return None if None in rows else Extract(tuple(filter(None, rows)), _TAG.sub("", html))


@lru_cache(maxsize=_REMEMBERED)
def _row(html: str) -> Line | None:
    """Return the cells of a row, none if they are all empty; None if there is more than rows."""
    if not _ROW.fullmatch(html):
        return None
    cells = tuple(map(_cell, _CELL.findall(html)))
    return cells if any(cells) else ()


def tidy(text: str) -> str:
    """Make white space what a browser makes of it; full-width spaces are the author's."""
    text = text.replace(GUARD, "").strip(_WHITE)
    clumped = "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text
    return _SPACES.sub(" ", text) if clumped else text


def _lines(text: str) -> list[str]:
    return [line for line in map(tidy, text.split("<br>")) if line]


def _cell(text: str) -> str:
    return "\n".join(_lines(text))
