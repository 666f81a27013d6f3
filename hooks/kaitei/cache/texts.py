"""Converted texts written down as JSON, and read again."""

from __future__ import annotations

import json
from typing import Any

from kaitei.content import Content, Linked, Reading
from kaitei.errors import Problem
from kaitei.links import Target
from kaitei.markdown.model import Clause, Document, Heading


def write_reading(reading: Reading) -> str:
    """Write down a reading."""
    links = [[link.target.path, link.target.anchor, link.href, link.line] for link in reading.links]
    warnings = [[one.key, one.file, one.line, one.params] for one in reading.warnings]
    inline, anchors = sorted(reading.inline), sorted(reading.anchors)
    return _json([reading.names, inline, links, reading.addresses, anchors, warnings])


def read_reading(text: str) -> Reading:
    """Read a reading."""
    names, inline, links, addresses, anchors, warnings = json.loads(text)
    return Reading(
        names=names,
        inline=frozenset(inline),
        links=tuple(Linked(Target(path, anchor), href, line) for path, anchor, href, line in links),
        addresses=tuple(addresses),
        anchors=frozenset(anchors),
        warnings=tuple(Problem(*one) for one in warnings),
    )


def write_content(content: Content) -> str:
    """Write down a content; what its conversion warned of is in its reading."""
    document = content.document
    clauses = [_clause(clause) for clause in document.clauses]
    toc = [[one.anchor, one.number, one.title, one.level] for one in document.toc]
    return _json([content.file, content.folder, document.html, clauses, toc, write_reading(content.reading)])


def read_content(text: str) -> Content:
    """Read a content."""
    file, folder, html, clauses, toc, read = json.loads(text)
    reading = read_reading(read)
    headings = tuple(Heading(*one) for one in toc)
    document = Document(html, tuple(_read_clause(*one) for one in clauses), headings, reading.anchors)
    return Content(file, folder, document, reading)


def _clause(clause: Clause) -> list[Any]:
    children = [_clause(child) for child in clause.children]
    return [clause.anchor, clause.number, clause.heading, clause.lines, children]


def _read_clause(anchor: str, number: str, heading: bool, lines: list[list[str]], children: list[Any]) -> Clause:
    read = tuple(_read_clause(*child) for child in children)
    return Clause(anchor, number, heading, tuple(map(tuple, lines)), read)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
