"""What the lines of a text are in a comparison: cells of a table, values with their labels, links, days.

None of it is compared. Names of source files, such as `/terms.md`, become addresses here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kaitei.facts import facts
from kaitei.pages.compare_cells import LineLook, Look, Looks, Stretch
from kaitei.pages.context import Context
from kaitei.pages.fact_lines import LABELS
from kaitei.pages.filler import PageFiller
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from kaitei.source import address
from kaitei.text import canonical, links
from kaitei.text.canonical import Put, Value
from kaitei.text.markdown.document import Clause, Line, Span
from kaitei.text.markdown.extract import tidy
from kaitei.text.markdown.plain_text import CELLS, line_text, numbered
from kaitei.text.markdown.read import merged_rows

NAMES = {
    "company": "company",
    "joint_use": "joint_manager",
    "partners": "partner_name",
    **{key: f"fact_{key}" for key in ("representative", "desks", "officers", "certifications", "accredited_bodies")},
}
"""The words for the `name` of known facts, where blocks have it as a title."""

_LINK = re.compile(rf'<a(?: [^>]*?)??{links.HREF}([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile("<[^<>]*>")
_TARGET = re.compile(r"(?:!\[([^\[\]<>]*)\])? ?<([^<>]*)>")
_BULLET = "- "


def look(context: Context, standing: Standing, edition: Edition) -> Looks:
    """Make the looks of a text; they stay with it as long as it does."""
    made = context.looks.get(edition)
    if made is None:
        made = context.looks[edition] = _Reader(context, standing, edition).read()
    return made


@dataclass(frozen=True)
class _Reader:
    context: Context
    standing: Standing
    edition: Edition

    def read(self) -> Looks:
        clauses = self.edition.content.document.clauses
        return Looks(tuple(found for clause in clauses for found in self._clause(clause, 0)))

    def _clause(self, clause: Clause, depth: int) -> Iterator[Look]:
        lines = list(canonical.placed(clause.lines, self.edition.values))
        first = lines[0][0] if lines else ("",)
        lead = len(numbered(clause.number, (first,))) - len(line_text(first))
        looks: list[LineLook] = []
        for line, puts in lines:
            within = bool(looks and looks[-1].spans)
            looks.append(self._line(line, puts)._replace(spans=self._spans(line, within)))
        yield Look(depth, clause.heading, lead, tuple(looks) or (LineLook((0,)),))
        for child in clause.children:
            yield from self._clause(child, depth + 1)

    def _line(self, line: Line, puts: tuple[Put, ...]) -> LineLook:
        lengths = tuple(map(len, line))
        text = line_text(line)
        indent = len(text) - len(text.lstrip(" "))
        links = self._links(text) if "<" in text else ()
        found = tuple(_apart([*self._bullet(text, indent), *_feeds(line), *self._values(puts), *links]))
        if puts and puts[0].alone:
            value = puts[0].value
            return LineLook(lengths, found, self._label(value), value.path[0], indent)
        return LineLook(lengths, found, indent=indent)

    def _spans(self, line: Line, within: bool) -> tuple[Span, ...]:
        """How far the cells of a row reach, where cells of its table are merged; `within`: whether it goes on there.

        Of a row of one cell only what stands before it tells that it is none of text.
        """
        known = self._rows.get(_stripped(line), []) if within or len(line) > 1 else []
        return known.pop() if known else ()

    @cached_property
    def _rows(self) -> dict[Line, list[tuple[Span, ...]]]:
        """The spans of the rows of tables with merged cells, by what the rows say, the first ones last."""
        found: dict[Line, list[tuple[Span, ...]]] = {}
        for line, spans in reversed(list(merged_rows(self.edition.content.document.html))):
            (filled,) = canonical.filled_lines((line,), self.edition.values)
            found.setdefault(_stripped(filled), []).append(spans)
        return found

    def _bullet(self, text: str, indent: int) -> Iterator[Stretch]:
        if text.startswith(_BULLET, indent):
            yield Stretch(indent, indent + len(_BULLET), self.context.words("bullet"), mark="~")

    def _values(self, puts: tuple[Put, ...]) -> Iterator[Stretch]:
        """Yield the values of a line; those of a block in a cell have their labels before them."""
        last = ""
        for put in puts:
            label = "" if put.alone else self._label(put.value)
            said = f"{label}{self.context.words('colon')}" if label and label != last else ""
            shown, target = self._shown(put.value)
            if said or target or shown is not None:
                yield Stretch(put.start, put.end, shown, target, before=said)
            last = label

    def _label(self, value: Value) -> str:
        """What a value of a block is called; of a fact of the site's own, by its key."""
        fact, key = value.path[0], value.path[-1]
        words = self.context.words
        if not value.labelled:
            return ""
        if fact == "dates":
            event = f"_{self.edition.revision.event}" if key == "adopted" else ""
            return words(f"label_{key}{event}")
        if fact not in facts.KNOWN:
            return key
        if key == "closed":  # what blocks say of the hours
            key = "hours"
        named = NAMES[fact] if key == "name" else LABELS[key]
        label = words(named)
        return label[:1].upper() + label[1:]  # as English words for facts begin small

    def _shown(self, value: Value) -> tuple[str | None, str]:
        """What is shown instead of a value, None for itself, and where it leads."""
        fact, key = value.path[0], value.path[-1]
        if fact in ("dates", "revision") or (value.labelled and (fact, key) == ("certifications", "valid_until")):
            return self.context.day(value.text), ""
        if not value.labelled:
            return None, ""
        if (fact, key) == ("desks", "email"):
            return self._email(value)
        return None, value.text if address.is_web(value.text) and address.allowed(value.text) else ""

    def _email(self, value: Value) -> tuple[str | None, str]:
        display = facts.find(self.edition.values.snapshot, ".".join((*value.path[:-1], "email_display"))) or "link"
        if display == "fullwidth":
            return value.text.replace("@", "＠"), ""
        return None, f"mailto:{value.text}" if display == "link" else ""

    def _links(self, text: str) -> Iterator[Stretch]:
        """Yield links and pictures: `個人情報の取扱い </privacy.md>` is its words, and they lead there."""
        for match in _TARGET.finditer(text):
            if match[2] not in self._targets:
                continue
            if match[1] is not None:
                yield from self._picture(match)
            else:
                words = self._words_before(text, match)
                if words:
                    led = self._leads(match[2])
                    yield Stretch(match.start() - words, match.start(), address=led, target=led and match[2])
                yield self._target(match.start(), match)

    def _picture(self, match: re.Match[str]) -> Iterator[Stretch]:
        words, end = self.context.words, match.end(1)
        begins = words("bracket") + words("picture") + (words("colon") if match[1] else "")
        yield Stretch(match.start(), match.start(1), begins, mark="~")
        yield Stretch(end, end + 1, words("bracket_end"), mark="~")
        yield self._target(end + 1, match)

    def _target(self, start: int, match: re.Match[str]) -> Stretch:
        """A target, which is not shown but where it is what differs."""
        words, told = self.context.words, self._living.led(match[2]) or ""
        return Stretch(start, match.end(), "", told=f"{words('bracket')}{told}{words('bracket_end')}" if told else "")

    def _leads(self, target: str) -> str:
        return (self._dated.led(target) or "") if address.allowed(target) else ""

    def _words_before(self, text: str, match: re.Match[str]) -> int:
        """How many characters before a target are the words of its link."""
        end, known = match.start(), self._targets[match[2]]
        return next((n for n in sorted(known, reverse=True) if text[max(end - n, 0) : end] in known[n]), 0)

    @cached_property
    def _targets(self) -> Mapping[str, Mapping[int, set[str]]]:
        """The targets of links and pictures in the text, with the words of links to each by their length."""
        found: dict[str, dict[int, set[str]]] = {self._filled(one): {} for one in self.edition.reading.addresses}
        for target, inner in _LINK.findall(self.edition.content.document.html):
            words = self._filled(tidy(html.unescape(_TAG.sub("", inner))))
            found.setdefault(self._filled(html.unescape(target)), {}).setdefault(len(words), set()).add(words)
        return found

    def _filled(self, text: str) -> str:
        lines = canonical.filled_lines(((text,),), self.edition.values)
        return " ".join([line_text(line) for line in lines])

    @cached_property
    def _dated(self) -> PageFiller:
        """What knows where links lead on the text's own page."""
        revision = self.edition.revision
        page = self.context.dated(self.standing.policy, revision)
        return PageFiller(self.context, self.edition.content, revision.day, page, self.standing, revision)

    @cached_property
    def _living(self) -> PageFiller:
        return replace(self._dated, page=self.context.living(self.standing.policy))


def _stripped(line: Line) -> Line:
    return tuple([cell.strip() for cell in line])


def _feeds(line: Line) -> Iterator[Stretch]:
    """Yield the line feeds within cells, which the canonical text has as blanks."""
    text = CELLS.join(line)
    found = text.find("\n")
    while found >= 0:
        yield Stretch(found, found + 1, "\n")
        found = text.find("\n", found + 1)


def _apart(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches in order, but those that reach into the one before."""
    end = 0
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if stretch.start >= end:
            yield stretch
            end = stretch.end
