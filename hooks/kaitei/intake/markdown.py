"""Blocks as the Markdown of our format, in which every character stands for itself unless it is meant as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import jinja2
from markupsafe import Markup

from kaitei.data import TEMPLATES
from kaitei.intake.blocks import Block, Brought, Paragraph, Run, Runs, Table, plain

_SIGNS = re.compile(
    r"[\\`*|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|~~+|\^\^+|\{(?=[{:#.])|<(?=[A-Za-z/!?])|&(?=#|\w{1,31};)"
)
_BRACKET = re.compile(r"\[(?=\^)|\[(?=[^\]]*\][ ]?[\[(:])|!(?=\[)")
_LINE = re.compile(r"[#>=:]|[-+](?=[\s-]|$)|/{3,}|!{3}")
_REFERENCES = {
    "<": "&lt;",
    "&": "&amp;",
    "|": "&#124;",
    ">": "&gt;",
    ":": "&#58;",
    "=": "&#61;",
    "!": "&#33;",
    "/": "&#47;",
}
"""Characters before which a backslash would be shown; the others take one."""

_BARE = re.compile("[0-9０-９]{1,3}")  # a number alone, which a wide blank makes a clause's
_CLOSING = " \u3000・、．，）：」】"  # after which no blank stands
_OF_PAGES = re.compile(" *\xa0[ \xa0]*")  # &nbsp;, which after a number would be none of a clause's
_BLANK = "[ \t\u3000\xa0]"
_WHITE = " \t\u3000\xa0\n"


def written(brought: Brought) -> str:
    """The body of a text, ending with a line feed."""
    parts = list(_joined(brought.blocks))
    parts += [f"\n[^{name}]: {' '.join(map(_inline, lines))}\n" for name, lines in brought.notes.items()]
    return "".join(parts).lstrip("\n")


def _joined(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield blocks, a blank line between those that stand apart."""
    before: Block | None = None
    for block in blocks:
        text = _table(block) if isinstance(block, Table) else _paragraph(block)
        if text:
            lines = isinstance(block, Paragraph) and isinstance(before, Paragraph) and not (block.level or before.level)
            close = isinstance(block, Paragraph) and lines and not block.apart
            yield f"{text}\n" if close or before is None else f"\n{text}\n"
            before = block


def _paragraph(block: Paragraph) -> str:
    text = _inline(block.runs)
    if block.level:
        return f"{'#' * block.level} {_labelled(block.label, ' '.join(text.split(chr(10))))}".rstrip()
    first, *rest = text.split("\n")
    lines = map(_begun, (_labelled(block.label, first), *rest))
    indent = "  " * block.nested
    return "\n".join(indent + line for line in lines if line)


def _labelled(label: str, text: str) -> str:
    """A label and what follows it, both in bold where all of the text is."""
    if not label:
        return text
    bold = re.fullmatch(r"\*\*((?:(?!\*\*).)+)\*\*", text)
    gap = "" if not text or label[-1] in _CLOSING or text[0] in "（(" else "\u3000" if _BARE.fullmatch(label) else " "
    sign = "**" if bold else ""
    return f"{sign}{literal(label)}{gap}{bold[1] if bold else text}{sign}"


def _begun(line: str) -> str:
    """A line whose first characters are no markup."""
    line = line.strip(_WHITE)
    found = _LINE.match(line)
    return _escaped(line[0]) + line[1:] if found else line


def _inline(runs: Runs) -> str:
    text = "".join(map(_run, _merged(runs)))
    apart = _OF_PAGES.sub(" ", text.replace("\t", "\u3000"))
    return re.sub(rf"{_BLANK}*\n{_BLANK}*", "\n", apart).strip(_WHITE)


def _merged(runs: Runs) -> Iterator[Run]:
    """Yield runs, neighbours that look alike as one."""
    held: Run | None = None
    for run in runs:
        if (
            held
            and (held.bold, held.struck, held.href) == (run.bold, run.struck, run.href)
            and not (held.ruby or held.note or run.ruby)
        ):
            held = Run(held.text + run.text, run.bold, run.struck, run.href, "", run.note)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _run(run: Run) -> str:
    """A run, with marks of bold and struck words close to them on each line."""
    text = literal(run.text)
    if run.ruby:
        text = template("ruby", base=Markup(text), reading=run.ruby)
    if run.href and run.text.strip() and run.href != run.text:
        text = f"[{text}]({run.href})"
    sign = ("~~" if run.struck else "") + ("**" if run.bold else "")
    if sign:
        parts = re.split(rf"({_BLANK}*\n{_BLANK}*|^{_BLANK}+|{_BLANK}+$)", text)
        text = "".join(part if not part.strip(_WHITE) else f"{sign}{part}{sign[::-1]}" for part in parts)
    return text + (f"[^{run.note}]" if run.note else "")


def literal(text: str) -> str:
    """Text in which no character is markup, at the beginning of a line apart."""
    return _BRACKET.sub(_escape, _SIGNS.sub(_escape, text))


def _escape(found: re.Match[str]) -> str:
    return "".join(map(_escaped, found[0]))


def _escaped(character: str) -> str:
    return _REFERENCES.get(character, f"\\{character}")


def _table(table: Table) -> str:
    """A table of Markdown; one with merged cells is HTML, which Markdown's cannot be."""
    rows = [[(cell, [_inline(line) for line in cell.lines]) for cell in row] for row in table.rows]
    if not rows:
        return ""
    if table.merged:
        return template(
            "merged", rows=[[(cell, [_flat(line) for line in cell.lines]) for cell in row] for row in table.rows]
        )
    width = max(map(len, rows))
    filled = [[lines for _, lines in row] + [[]] * (width - len(row)) for row in rows]
    return template(
        "table", rows=[[[Markup(one) for line in cell for one in line.split("\n")] for cell in row] for row in filled]
    )


def _flat(runs: Runs) -> list[str]:
    """The lines of a merged cell as plain text."""
    return plain(runs).split("\n")


def template(name: str, **given: object) -> str:
    """Render the markup of something that is brought in."""
    return _templates().get_template(f"kaitei/intake_{name}.html").render(given).strip("\n")


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
