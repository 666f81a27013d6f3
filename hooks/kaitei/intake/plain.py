"""Plain text and Markdown: pasted text, a line each; Markdown as it is."""

from __future__ import annotations

import re

from kaitei.intake import pasted
from kaitei.intake.blocks import Brought, Paragraph, Run, Words
from kaitei.source.yamltext import halves
from kaitei.text.markdown.dress import undressed
from kaitei.text.markdown.grammar import is_note

_ONE_LINE = 400  # characters: a text on one line longer than that has lost its lines
_LONGEST = 80  # characters of a title
_AT_END = 3  # characters in which it is seen
_ENDS = re.compile(r"(?:[。．.」）)]|[0-9０-９]日)$")


def lines(text: str, name: str = "") -> Brought:
    """A text, a paragraph for each of its lines.

    Args:
        text: the text.
        name: of the file in messages.
    """
    blocks, words, apart = [], [], True
    for number, line in enumerate(_unfolded(text), 1):
        if line.strip():
            blocks.append(Paragraph((Run(line.strip()),), apart=apart))
            words.append(Words(line, number))
        apart = not line.strip()
    return Brought(tuple(blocks), tuple(words), told=tuple(pasted.told(text.split("\n"), name)))


def markdown(text: str) -> tuple[str, str]:
    """The title, "" where there is none, and the body of a Markdown file, its front matter left out."""
    parts = halves(text)
    head, body = parts or ("", text)
    if found := re.search(r"^title:[ \t]*(.+)$", head, re.MULTILINE):
        return found[1].strip(" \t\"'"), body.lstrip("\n")
    first, _, rest = body.lstrip("\n").partition("\n")
    heading = re.fullmatch(r"#[ \t]+(.+?)[ \t]*#*", first)
    title = heading[1] if heading else first.strip()
    return (title, rest.lstrip("\n")) if heading or is_title(title) else ("", body.lstrip("\n"))


def is_title(line: str) -> bool:
    """Whether the first line of a text is its title: short, no sentence and no clause."""
    return 0 < len(line) <= _LONGEST and line[-1] not in "。．." and line[0] not in "#<|>`-*[!" and not undressed(line)


def _unfolded(text: str) -> list[str]:
    """The lines of a text; one pasted without its lines, in which only blanks are left, gets them back at these.

    A blank begins a line where a number or the sign of a note follows it, or where a sentence, a bracket, a day or the
    title after a number ends.
    """
    found = text.split("\n")
    if len([line for line in found if line.strip()]) != 1 or len(text.strip()) < _ONE_LINE:
        return found
    made: list[list[str]] = []
    for part in text.strip().split(" "):
        last = made[-1][-1] if made else ""
        alone = bool(made) and len(made[-1]) == 1 and bool(undressed(last))  # a number with its title
        if not made or alone or _ENDS.search(last[-_AT_END:]) or undressed(part) or is_note(part):
            made.append([part])
        else:
            made[-1].append(part)
    return [" ".join(parts) for parts in made]
