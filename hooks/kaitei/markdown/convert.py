"""From a policy's Markdown to the page that is shown and the clauses that are compared."""

from __future__ import annotations

from kaitei.markdown import signs
from kaitei.markdown.anchors import assign, citation
from kaitei.markdown.bounds import tame
from kaitei.markdown.build import markdown
from kaitei.markdown.clauses import read_page
from kaitei.markdown.lines import Kind, Line
from kaitei.markdown.model import Document
from kaitei.markdown.outline import outline
from kaitei.markdown.place import place
from kaitei.markdown.references import duplicate_anchors, unknown_anchors
from kaitei.markdown.scan import scan


def convert(text: str, title: str) -> Document:
    """Convert a text whose page is headed by `title`.

    A heading of the first level that repeats the title is left out; if others remain, all headings go down by one, so
    that the page has a single one. Any text can be converted, and nothing is kept between calls.
    """
    text = signs.clean(text)
    lines = _without_title(scan(text.split("\n")), title)
    found = outline(lines, shift=int(any(line.level == 1 for line in lines)))
    named = [found.nodes[index] for index in sorted(found.nodes)]
    errors = assign(named, text)
    source, nodes = place(lines, found)
    words = {node.anchor: citation(node) or node.text for node in named}
    converter, tree = markdown(text, nodes, lambda anchor: words.get(anchor, ""))
    html = converter.convert(tame(source))
    page = read_page(html, tree, title)
    known = words.keys() | page.anchors
    errors += duplicate_anchors(text, page.anchors, words.keys()) + unknown_anchors(text, page.targets, known)
    return Document(
        html=signs.strip(html.replace(signs.CUT, "").strip(), {node.index: node.number for node in nodes}),
        clauses=page.clauses,
        toc=tuple(page.toc),
        anchors=frozenset(known),
        errors=tuple(sorted(errors, key=lambda remark: remark.line)),
        warnings=tuple(found.warnings),
    )


def _without_title(lines: list[Line], title: str) -> list[Line]:
    first = lines[0] if lines else None
    repeats = first and first.kind is Kind.HEADING and first.level == 1 and _squeezed(first.text) == _squeezed(title)
    return lines[1:] if repeats else lines


def _squeezed(text: str) -> str:
    return "".join(text.split())
