"""From a policy's Markdown to the page that is shown and the clauses that are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.text.markdown import blocks, build, delimited, signs
from kaitei.text.markdown.anchors import assign, citation
from kaitei.text.markdown.clauses import read_page
from kaitei.text.markdown.document import Diagnostic, Document, Gist
from kaitei.text.markdown.flatten import flatten
from kaitei.text.markdown.lines import Line
from kaitei.text.markdown.outline import outline
from kaitei.text.markdown.read import read
from kaitei.text.markdown.references import duplicate_anchors, unknown_anchors
from kaitei.text.markdown.scan import scan

_JOINED = re.compile(r" {0,3}(#{1,6})[^#\s]{1,20}")


def convert(text: str, title: str) -> Document:
    """Convert a text whose page is headed by `title`.

    A heading of the first level that repeats the title is left out; if others remain, all headings go down by one, so
    that the page has a single one. Any text can be converted, and nothing is kept between calls.
    """
    text = signs.clean(text)
    lines = _without_title(scan(text.split("\n")), title)
    outlined = outline(lines, shift=int(any(line.level == 1 for line in lines)))
    named = [outlined.nodes[index] for index in sorted(outlined.nodes)]
    errors = assign(named, text)
    source, nodes = flatten(lines, outlined)
    anchors = {anchor: node for node in named for anchor in (node.anchor, *node.also)}

    def cite(anchor: str) -> str:
        node = anchors.get(anchor)
        return (citation(node) or node.text) if node else ""

    page = blocks.page(source, nodes, anchors, cite) or build.page(source, nodes, cite)
    found = read_page(page, title)
    known = anchors.keys() | found.anchors
    gists = [
        Gist(node.anchor, read([html]).lines, node.line)
        for node, html in zip(page.tree.gists, page.gists, strict=False)  # a gist within one is an error, see `flaws`
    ]
    flaws = delimited.blocks(text.split("\n"))[1] if "///" in text else []
    errors += [flaw for flaw in flaws if flaw.key not in delimited.WARNINGS]
    errors += [Diagnostic(node.line, "block_options") for node in page.tree.refused]
    errors += duplicate_anchors(text, found.anchors, anchors.keys()) + unknown_anchors(text, found.targets, known)
    return Document(
        html=page.html,
        clauses=found.clauses,
        toc=tuple(found.toc),
        anchors=frozenset(known),
        lines={anchor: node.line for anchor, node in anchors.items()},
        gists=tuple(gists),
        errors=tuple(sorted(errors, key=lambda remark: remark.line)),
        hints=(*outlined.hints, *_headings_without_space(text, lines)),
        warnings=(*outlined.warnings, *(flaw for flaw in flaws if flaw.key in delimited.WARNINGS)),
    )


def _without_title(lines: list[Line], title: str) -> list[Line]:
    first = lines[0] if lines else None
    repeats = first and first.kind == "heading" and first.level == 1 and _squeezed(first.text) == _squeezed(title)
    return lines[1:] if repeats else lines


def _headings_without_space(text: str, lines: list[Line]) -> Iterator[Diagnostic]:
    """Yield a hint for each heading whose number signs no space follows, since few other programs read it as one."""
    typed = text.split("\n")
    for line in lines:
        if line.kind == "heading" and (found := _JOINED.match(typed[line.number - 1])):
            yield Diagnostic(line.number, "heading_space", {"found": found.group(), "signs": found.group(1)})


def _squeezed(text: str) -> str:
    return "".join(text.split())
