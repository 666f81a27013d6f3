"""The lists of clauses within a section.

A number goes on with an open list, else begins one: beneath the innermost open item where it is indented or its style
is new, else where its style stood before. Beneath an article 項 stand above 号, whichever comes first. A list that
begins again at 1 stands within the open item only if a later number goes on with the list. Sequence beats indentation.
"""

from __future__ import annotations

from dataclasses import replace

from kaitei.text.markdown import ahead
from kaitei.text.markdown.branch import Branch, Outline, Series
from kaitei.text.markdown.grammar import DOT, OUTERMOST, STYLES, MarkerReading, Value, follows
from kaitei.text.markdown.lines import Line
from kaitei.text.markdown.sections import Sections

_STEP = 2  # columns by which what is nested is indented at least
_NEXT, _BEGINS, _SLIP, _NEVER = range(4)  # how likely a reading is
_ROLES = {style.name: style.role for style in STYLES}
_RIVALS = frozenset("ivxlIVXLｉｖｘｌＩＶＸＬ")  # letters that are roman numbers as well

Choice = tuple[MarkerReading, Branch | None]
"""A reading, and the open clause whose list it may go on with."""


class Lists:
    """The open clauses of lists in the innermost section, outermost first."""

    def __init__(self, lines: list[Line], found: Outline, sections: Sections) -> None:
        """Begin a text, with no list open."""
        self.lines, self.found, self.sections = lines, found, sections
        self.open: list[Branch] = []
        self.styles: list[str] = []  # keys of lists in the order in which they nest in this section
        self.before: dict[str, Value] = {}  # last numbers of lists in earlier sections
        self.spaced = _spaced(lines)

    def leave(self) -> None:
        """Close every list: each section starts afresh."""
        self.before |= {node.series.key: node.series.last for node in self.open if node.series}
        self.open.clear()
        self.styles.clear()

    def take(self, index: int, line: Line) -> bool:
        """Open a clause for a line that begins with a marker; return False where it is text."""
        options = [self._option(index, line, one) for one in line.readings]
        likely, _, reading, node = min(options, key=lambda option: option[:2])
        if likely == _NEVER or (line.bullet[:1].isdigit() and likely != _NEXT):
            return False
        self._clause(index, line, reading, node)
        return True

    def _option(self, index: int, line: Line, reading: MarkerReading) -> tuple[int, int, MarkerReading, Branch | None]:
        """How likely a reading is, how far off the number after it, and the open clause with which it goes on."""
        choice = self._counted_up(index, line, reading) or (reading, self._alike(reading, line.inset))
        return (*self._likely(index, *choice), *choice)

    def _likely(self, index: int, reading: MarkerReading, node: Branch | None) -> tuple[int, int]:
        """How likely a reading is, and how far off the number after it is that makes a list of it."""
        second = self._second_paragraph(reading)
        run = 1 if second and self.spaced else max(1, reading.style.run - second)
        distance = ahead.distance(self.lines, index, reading, run)
        if node and node.series and node.series.takes(reading.value):
            return (_BEGINS if reading.digits in _RIVALS else _NEXT), distance
        if distance == ahead.FAR or (reading.style.beneath and not self._is_beneath(reading)):
            return _NEVER, distance
        if ahead.is_first(reading) or second or self._goes_on_from_above(reading):
            return _BEGINS, distance
        known = node or reading.key in self.styles or ahead.distance(self.lines, index, reading, 2) < ahead.FAR
        return (_SLIP if known else _NEVER), distance

    def _goes_on_from_above(self, reading: MarkerReading) -> bool:
        """Whether a number goes on where the list of an earlier section has ended."""
        last = self.before.get(reading.key)
        return last is not None and reading.key not in self.styles and follows(last, reading.value)

    def _second_paragraph(self, reading: MarkerReading) -> bool:
        """Whether a number is that of an article's second paragraph, whose first has none."""
        if reading.style.role != "paragraph" or reading.value != (2,) or not self._in_article():
            return False
        return not any(_ROLES.get(node.series.key) == "paragraph" for node in self.open if node.series)

    def _in_article(self) -> bool:
        return self.sections.node is not None and self.sections.node.rank in ("article", *OUTERMOST)

    def _is_beneath(self, reading: MarkerReading) -> bool:
        """Whether a number such as 1.1 stands beneath an open 1."""
        above = reading.value[:-1]
        return self.sections.is_above(above) or any(node.reading and node.reading.value == above for node in self.open)

    def _alike(self, reading: MarkerReading, inset: int) -> Branch | None:
        """The open clause of a style: the one that a number follows, the one indented alike, the innermost."""
        alike = [node for node in reversed(self.open) if node.series and node.series.key == reading.key]
        return max(alike, key=lambda node: _fitting(node, reading.value, inset), default=None)

    def _counted_up(self, index: int, line: Line, reading: MarkerReading) -> Choice | None:
        """The number that Markdown gives to a further "1.", with the clause before it, where all are typed so."""
        node = self._alike(reading, line.inset) if _is_one(reading) else None
        if not node or not node.series or not node.series.ones or node.series.inset != line.inset:
            return None
        after = next(ahead.coming(self.lines, index, reading.key, line.inset), None)
        if after and not _is_one(after):
            return None
        number = node.series.last[0] + 1
        return replace(reading, value=(number,), marker=f"{number}."), node

    def _clause(self, index: int, line: Line, reading: MarkerReading, node: Branch | None) -> None:
        """Open a clause: the next of a list, or the first of a new one."""
        series = node.series if node and not ahead.is_first(reading) else None
        if node and series:
            del self.open[self.open.index(node) :]
        else:
            series = self._begun(index, line, reading, node)
        self.found.warnings += series.count(reading, line.number)
        text, paragraph = reading.text, reading.style.role == "paragraph"
        if paragraph and not line.apart:
            text = ahead.captioned(self.lines, index, text, self.found)
        above = self.open[-1] if self.open else self.sections.node
        if above and above is self.sections.node and paragraph and self._in_article():
            above.unnumbered |= series is not (node and node.series) and reading.value == (2,)
        self.found.nodes[index] = Branch("clause", above, series, reading, text=text, line=line.number)
        self.open.append(self.found.nodes[index])

    def _begun(self, index: int, line: Line, reading: MarkerReading, node: Branch | None) -> Series:
        """A new list, after what it does not stand beneath is closed."""
        second, from_above = self._second_paragraph(reading), self._goes_on_from_above(reading)
        indented = self.open and line.inset >= self._inset() + _STEP
        if not indented and node and node.series:
            if not ahead.resumes(self.lines, index, reading, node.series.last):
                del self.open[self.open.index(node) :]
        elif not indented:
            self._close(reading, line.inset)
        if reading.key not in self.styles:
            self.styles.append(reading.key)
        series = Series(reading.key, inset=line.inset, ones=_is_one(reading))
        if not (ahead.is_first(reading) or second or from_above):
            series.begin_after((*reading.value[:-1], 0))
        return series

    def _close(self, reading: MarkerReading, inset: int) -> None:
        """Close what a style does not stand beneath: of a new one, what is indented further and, for 項, 号."""
        new = reading.key not in self.styles
        place = len(self.styles) if new else self.styles.index(reading.key)
        if new and self._in_article() and reading.style.role == "paragraph":
            place = next((at for at, key in enumerate(self.styles) if _ROLES.get(key) == "item"), place)
        while self.open and (self._place() >= place or (new and self._inset() >= inset + _STEP)):
            self.open.pop()
        if new:
            self.styles.insert(place, reading.key)

    def _inset(self) -> int:
        series = self.open[-1].series
        return series.inset if series else 0

    def _place(self) -> int:
        series = self.open[-1].series
        return self.styles.index(series.key) if series else 0


def _spaced(lines: list[Line]) -> bool:
    """Whether second paragraphs are typed with one blank, "2 会員は": one such line may be "2 名以内", more are not."""
    twos = (one for line in lines for one in line.readings if one.style.name == "bare" and one.style.run > 1)
    return sum(one.value == (2,) for one in twos) > 1


def _fitting(node: Branch, value: Value, inset: int) -> tuple[bool, bool]:
    """Whether a number follows that of an open clause, and whether it is indented alike."""
    assert node.series
    return node.series.takes(value), node.series.inset == inset


def _is_one(reading: MarkerReading) -> bool:
    """Whether a marker is Markdown's own "1.", which may be typed for every number."""
    return reading.style is DOT and reading.marker == "1." and (reading.space != "" or not reading.text)
