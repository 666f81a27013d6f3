"""What the structure of a text is made of: the lists that are counted, and the tree of headings and clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from kaitei.text.markdown.document import Diagnostic, Rank
from kaitei.text.markdown.grammar import MarkerReading, Value, follows


@dataclass(slots=True, eq=False)
class Series:
    """A list of clauses being counted."""

    key: str
    section: bool = False  # of clauses with a rank
    inset: int = 0  # columns before its items
    last: Value = ()
    due: Value = ()  # what the last number should have been
    ones: bool = False  # whether all of its items are typed "1."
    end: int = 0  # index of the last line on which a clause of the list, or one beneath it, begins
    holds: bool = False  # whether paragraphs set apart belong to its items
    noted: bool = False  # whether gists set apart do

    def takes(self, value: Value) -> bool:
        """Whether a number is the next one: after the last, or after what a slip should have been."""
        return follows(self.last, value) or follows(self.due, value)

    def begin_after(self, value: Value) -> None:
        """Expect the number after one; () expects any."""
        self.last = self.due = value

    def count(self, reading: MarkerReading, line: int) -> list[Diagnostic]:
        """Take a number; return a warning, with the one that was due, where it is not the next."""
        last, value = self.last, reading.value
        right = not last or self.takes(value)
        self.last = reading.end or value
        self.due = value if right or len(self.due) != 1 else (self.due[0] + 1,)
        if right:
            return []
        key = "number_repeated" if value == last else "number_skipped" if value > last else "number_out_of_sequence"
        return [Diagnostic(line, key, {"expected": reading.successor(last), "found": reading.marker})]


@dataclass(slots=True, eq=False)
class Branch:
    """A heading, a clause, an item of an ordinary list, a quotation or a block."""

    kind: str  # "root", "heading", "clause", "item", "quote", "block", "gist"
    parent: Branch | None = None
    series: Series | None = None  # of a clause
    reading: MarkerReading | None = None  # of a clause, and of a numbered heading
    level: int = 0  # of a heading, as in the HTML
    path: list[str] = field(default_factory=list)  # the steps that lead to it
    anchor: str = ""  # of a gist that of the clause in which it stands
    also: list[str] = field(default_factory=list)  # anchors of further numbers for which it stands
    text: str = ""  # of a heading or of a clause's first lines, marker and anchor taken off
    body: str = ""  # what follows the title on the line of a heading that was typed as a plain line
    line: int = 0  # of a heading, a clause and a block
    bullet: str = ""  # of an item
    index: int = 0  # names the node in the Markdown of flat blocks
    unnumbered: bool = False  # of an article: whether its first paragraph (項) has no number, though others have one

    @property
    def number(self) -> str:
        """The marker as typed."""
        return self.reading.marker if self.reading else ""

    @property
    def rank(self) -> Rank:
        """The rank that its number's word gives it."""
        return self.reading.style.rank if self.reading else ""


@dataclass(slots=True)
class Outline:
    """The headings and clauses of a text by the index of the line that begins them."""

    nodes: dict[int, Branch] = field(default_factory=dict)
    captions: set[int] = field(default_factory=set)  # lines that belong to the clause on the next one
    items: set[int] = field(default_factory=set)  # lines with a bullet that are ordinary items after all
    warnings: list[Diagnostic] = field(default_factory=list)
    hints: list[Diagnostic] = field(default_factory=list)
