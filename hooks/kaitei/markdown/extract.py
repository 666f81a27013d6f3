"""What a piece of HTML says, and how it is read off sentences and tables, of which policies are made mostly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaitei.markdown.model import Line
from kaitei.markdown.signs import GUARD

_SPACES = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")  # whatever is more than a single space
_TEXT = "[^<&]*(?:<br>[^<&]*)*"
_SENTENCES = re.compile(rf'<(p|span)(?: class="title")?>({_TEXT})</\1>\n?')
_CELL = re.compile(rf'<t[hd](?: align="[a-z]+")?>({_TEXT})</t[hd]>')
_ROW = rf"<tr>\n(?:{_CELL.pattern}\n)*</tr>\n"
_TABLE = re.compile(rf"<table>\n<thead>\n{_ROW}</thead>\n<tbody>\n(?:{_ROW})*</tbody>\n</table>\n?")
_TAG = re.compile("<[^>]*>")


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
    if html.startswith("<table>") and _TABLE.fullmatch(html):
        rows = (tuple(map(_cell, _CELL.findall(row))) for row in html.split("</tr>"))
        return Extract(tuple(row for row in rows if any(row)), _TAG.sub("", html))
    return None


def tidy(text: str) -> str:
    """Make white space what a browser makes of it; full-width spaces are the author's."""
    return _SPACES.sub(" ", text.replace(GUARD, "")).strip(" ")


def _lines(text: str) -> list[str]:
    return [line for line in map(tidy, text.split("<br>")) if line]


def _cell(text: str) -> str:
    return "\n".join(_lines(text))
