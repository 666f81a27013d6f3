"""The structure of a text: which lines are headings and clauses, and how they nest.

A text is a chain of sections (`sections`), in each of which lists are open (`lists`).
"""

from __future__ import annotations

from kaitei.text.markdown.branch import Outline
from kaitei.text.markdown.document import Diagnostic
from kaitei.text.markdown.lines import Line
from kaitei.text.markdown.lists import Lists
from kaitei.text.markdown.sections import Sections


def outline(lines: list[Line], shift: int) -> Outline:
    """Find the headings and clauses; headings go down by `shift` levels."""
    found = Outline()
    sections = Sections(lines, found, shift)
    lists = Lists(lines, found, sections)
    for index, line in enumerate(lines):
        if line.kind in ("heading", "closing"):
            lists.leave()
        if line.kind == "heading":
            sections.heading(index, line)
        elif line.kind == "closing":
            sections.end()
        elif line.kind == "marked":
            _marked(index, line, sections, lists)
        elif _is_table(line) and not (index and _is_table(lines[index - 1])):
            found.warnings.append(Diagnostic(line.number, "table_of_tabs"))
        if index in found.nodes:
            for node in (*lists.open, *(section.node for section in sections.open)):
                if node.series:
                    node.series.end = index
    return found


def _marked(index: int, line: Line, sections: Sections, lists: Lists) -> None:
    """Take a plain line that begins with a marker."""
    if line.ranked:
        lists.leave()
        sections.rank(index, line, line.ranked)
    elif lists.take(index, line):
        return
    elif line.bullet:
        sections.found.items.add(index)
    elif level := sections.missed(index, line):
        lists.leave()
        sections.heading(index, line._replace(level=level))
    elif any(one.style.run == 1 and not one.style.compound for one in line.readings):
        params = {"found": line.readings[0].marker}
        sections.found.hints.append(Diagnostic(line.number, "number_not_taken", params))


def _is_table(line: Line) -> bool:
    """Whether a line is one of a table that was pasted with tabs."""
    return line.kind == "text" and line.text.count("\t") > 1
