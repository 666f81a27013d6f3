"""A text set for readers, last of all: what its page shows otherwise than the Markdown gave it.

None of this reaches clauses, comparisons or the record, which are read before: a marker stands in the line that it
begins, amounts are not broken, tables name their columns and rows, and a title typed again is not shown again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markupsafe import Markup

from kaitei.source import characters
from kaitei.text.markdown.document import Heading
from kaitei.text.markdown.write import Writer

_TAG = re.compile("<[^<>]*>")
_FIRST = re.compile(r"\s*<(h[1-6]|p)\b[^<>]*>(.*?)</\1>", re.DOTALL)
_LINE = re.compile(
    r'(<span class="marker"><a\b(?:(?!</a>).)*</a>(?:<span\b[^<>]*></span>)*</span>)(<div class="clause-body">'
    r'(?:\s*(?:<aside\b(?:(?!</aside>).)*</aside>|<p class="beside\b(?:(?!</p>).)*</p>))*\s*<p\b[^<>]*>)',
    re.DOTALL,
)
"""A clause's marker and its first paragraph, with the notes beside it that stand before."""

_UNITS = "円|年間?|日間?|[かヶカケ箇]月間?|月|週間?|時間?|分|秒|営業日|歳|回|名|人|件|個|枚|点|割|倍|条|項|号"
_DIGITS = "[0-9０-９](?:[0-9０-９,，.．]{0,14}[0-9０-９])?"
_AMOUNT = re.compile(
    "(?=[<第0-9０-９¥￥])(?:"
    '(<span class="marker"><a [^<>]*>[^<>]*|<[^<>]*>)'
    "|(?:第[0-9０-９〇一二三四五六七八九十百千]{1,6}[編章節款目条項号](?:の[0-9０-９二三四五六七八九十]{1,3})?){1,4}"
    f"|(?:{_DIGITS}(?:[万億千百]{{0,2}}(?:{_UNITS})|[％%])){{1,3}}|[¥￥]{_DIGITS})"
)
"""A tag, that of a number with it, or what is never broken: 第12条の2第1項, 1,000円, 2026年7月1日, ￥３，３００."""

_WHOLE = Element("span", {"class": "whole"})
_WHOLE.text = "\n"
_BEGIN, _END = Writer().outer(_WHOLE).split("\n")

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<thead>.*?</thead>\s*", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^<>]*)>(.*?)</\1>", re.DOTALL)
_CARDS = 3  # columns, from which on the rows of a table become cards on a phone
_LONGEST = 40  # characters that name a row


class Shown(NamedTuple):
    """A text as its page shows it."""

    body: Markup
    toc: tuple[Heading, ...]


def typeset(filled: Markup, toc: tuple[Heading, ...], title: str) -> Shown:
    """Set a text below its title.

    Args:
        filled: its HTML, all else done with it.
        toc: its headings.
        title: a first line that says the same is hidden, and in no table of contents.
    """
    body = str(filled)
    first = _FIRST.match(body)
    if first and characters.squeezed(html.unescape(_plain(first[2]))) == characters.squeezed(title):
        body, toc = body.replace(">", " hidden>", 1), toc[first[1] != "p" :]
    body = _TABLE.sub(_table, _LINE.sub(r"\2\1", body))
    return Shown(Markup(_AMOUNT.sub(_whole, body)), toc)


def _whole(found: re.Match[str]) -> str:
    return found[1] or f"{_BEGIN}{found[0]}{_END}"


def _table(found: re.Match[str]) -> str:
    """A table that says which cells name columns and rows; one with another in it, or with joined cells, as it is."""
    table = found[0]
    if "<table" in table[1:] or "span=" in table:
        return table
    head = _HEAD.search(table)
    begin, end = head.span() if head else (0, 0)
    names = [_plain(cell[3]) for cell in _CELL.finditer(table, begin, end)]
    rows = [_CELL.search(row) for row in _ROW.findall(table, end)]
    keys, labels = _are_keys([_plain(first[3]) for first in rows if first]), names if len(names) >= _CARDS else ()
    body = _ROW.sub(lambda row: _row(row[0], labels, keys), table[end:])
    return table[:begin] + (_CELL.sub(_column, table[begin:end]) if any(names) else "") + body


def _are_keys(names: Sequence[str]) -> bool:
    """Whether first cells name their rows: each says something, in a few words, and none says the same again."""
    return len({*names, ""}) == len(names) + 1 and not any(len(name) > _LONGEST or "。" in name for name in names)


def _column(cell: re.Match[str]) -> str:
    """A cell of a table's head; an empty one names no column."""
    return _cell("th", f'{cell[2]} scope="col"', cell[3]) if _plain(cell[3]) else _cell("td", cell[2], cell[3])


def _row(row: str, labels: Sequence[str], keys: bool) -> str:
    places = count()

    def named(cell: re.Match[str]) -> str:
        place, tag, attributes = next(places), cell[1], cell[2]
        if keys and not place:
            tag, attributes = "th", f'{attributes} scope="row"'
        if label := next(iter(labels[place : place + 1]), ""):
            label = label.replace('"', "&quot;")
            attributes = f'{attributes} data-label="{label}"'
        return _cell(tag, attributes, cell[3])

    return _CELL.sub(named, row)


def _cell(tag: str, attributes: str, said: str) -> str:
    return f"<{tag}{attributes}>{said}</{tag}>"


def _plain(markup: str) -> str:
    """The words of a piece of HTML, references to characters still in it."""
    return _TAG.sub("", markup).strip()
