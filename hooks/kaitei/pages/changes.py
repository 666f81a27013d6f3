"""Pages that show a text with what its revision changed marked in it: `/<id>/<date>/changes/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from markupsafe import Markup, escape

from kaitei.pages.change_marks import Gone, Stream, listed, merged
from kaitei.pages.change_page import Lost, Marks, Writer
from kaitei.pages.compare import shown_rows, tally, unworded
from kaitei.pages.compare_address import changes_address, compared_with, comparison_address
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.notes import reason, summary, transition
from kaitei.pages.pair import Pair
from kaitei.pages.views import ChangesView, CompareRow, Link
from kaitei.policy.policy import Revision
from kaitei.site.site import Standing
from kaitei.text.fill import fill
from kaitei.text.typeset import typeset

_WORDS = "\x01"
"""Where the words of a mark stand; no text may contain it."""


def changes(pair: Pair) -> ChangesView:
    """Make the page of a revision's changes."""
    context, standing, revision = pair.context, pair.standing, pair.new
    words, (_, edition) = context.words, pair.editions
    page = changes_address(context, standing, revision)
    filler = PageFiller(context, edition.content, revision.day, page, standing, revision)
    writer = Writer(_Marker(pair, page).marks())
    _, newer = standing.around(revision, context.locale)
    compared = comparison_address(context, standing, pair.old, revision)
    document, title = edition.content.document, writer.title(str(escape(edition.text.title)))
    shown = typeset(writer.text(fill(document.html, filler, told=True)), document.toc, edition.text.title)
    return ChangesView(
        title=title,
        kinds=context.kinds(standing.policy),
        state=context.mark(standing, revision),
        lead=words("changes_lead", old=context.day(pair.old.date), new=context.day(revision.date)),
        notes=(*summary(context, revision), *reason(context, revision), *transition(context, revision)),
        tally=tally(pair),
        unworded=unworded(pair),
        switch=Link(words("action_changes_off"), context.dated(standing.policy, revision)),
        actions=(
            Link(words("action_compare"), compared),
            Link(words("action_before"), context.dated(standing.policy, pair.old)),
            Link(words("action_history"), context.history(standing.policy)),
        ),
        toc=shown.toc,
        body=shown.body,
        previous=_other(context, standing, pair.old),
        next=_other(context, standing, newer) if newer and not revision.withdrawn else None,
    )


def _other(context: Context, standing: Standing, revision: Revision) -> Link | None:
    label = context.words("changes_of", day=context.day(revision.date))
    there = compared_with(standing, revision, context.locale)
    return Link(label, changes_address(context, standing, revision)) if there else None


@dataclass(frozen=True)
class _Marker:
    """Finds what is to be marked in the newer of two texts."""

    pair: Pair
    page: str

    def marks(self) -> Marks:
        clauses = [node.own for node in self.pair.editions[1].nodes[1:]]
        anchors = {own.anchor: place for place, own in reversed(list(enumerate(clauses))) if own.anchor}
        return Marks(
            anchors=anchors,
            nameless=frozenset(place for place, own in enumerate(clauses) if not own.anchor and not own.number),
            depths=[own.depth for own in clauses],
            new=frozenset(self._new(len(clauses))),
            streams=dict(self._streams()),
            notes={place: self._note(indexes) for place, indexes in self._rows.items() if place},
            lost=self._lost(len(clauses)),
            came=lambda html: self._came.replace(_WORDS, html),
            gone=self._gone,
        )

    @cached_property
    def _came(self) -> str:
        """The mark of words that came; it is written once, as there are many."""
        return str(self._written("mark", came=_WORDS, gone=None))

    @cached_property
    def _lines(self) -> dict[str, str]:
        """The marks of words, and of lines, that are gone."""
        kinds: tuple[Literal["words", "line"], ...] = ("words", "line")
        return {kind: str(self._written("mark", came="", gone=Gone(kind, (_WORDS,)))) for kind in kinds}

    def _gone(self, gone: Gone) -> str:
        if gone.kind == "row":
            return str(self._written("mark", came="", gone=gone))
        return self._lines[gone.kind].replace(_WORDS, escape(gone.text))

    @cached_property
    def _shown_rows(self) -> tuple[CompareRow, ...]:
        return tuple(shown_rows(self.pair))

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        """The rows of each clause that has some."""
        found: dict[int, list[int]] = {}
        for index, (_, place) in enumerate(self.pair.comparison().places):
            if place >= 0:
                found.setdefault(place, []).append(index)
        return found

    def _new(self, size: int) -> Iterator[int]:
        """Yield the clauses that are new; one of which no row tells is told of with the last before it."""
        new = False
        for place in range(size):
            if place in self._rows:
                new = all(self._shown_rows[index].kind == "added" for index in self._rows[place])
            if new:
                yield place

    def _streams(self) -> Iterator[tuple[int, Stream]]:
        """Yield the clauses of which words have changed."""
        rows = self.pair.comparison().rows
        for place, indexes in self._rows.items():
            if any(rows[index].reworded or rows[index].change == "added" for index in indexes):
                stream, dates = Stream(), listed(self.pair.context.words)
                for row in (self._shown_rows[index] for index in indexes):
                    assert row.new
                    stream.join(merged(row.old, row.new, dates))
                yield place, stream

    def _note(self, indexes: Iterable[int]) -> Markup:
        """What is said beside a clause: the day, what happened to it, the number that it had; "" for nothing."""
        rows = [(self.pair.comparison().rows[index], self._shown_rows[index]) for index in indexes]
        told = dict.fromkeys(remark for _, shown in rows for remark in shown.remarks)
        numbers = dict.fromkeys(row.old.number for row, _ in rows if row.old and row.new and row.renumbered)
        return self._written("note", remarks=tuple(told), numbers=tuple(filter(None, numbers))) if told else Markup()

    def _lost(self, size: int) -> dict[int, list[Lost]]:
        """Find what is gone, by the last clause before the place where it stood."""
        found: dict[int, list[Lost]] = {}
        places = self.pair.comparison().places
        after = size
        for index in range(len(places) - 1, -1, -1):
            after = places[index][1] if places[index][1] >= 0 else after
            if gone := self._shown_rows[index].old if places[index][1] < 0 else None:
                html = [self._written("lost", cell=gone, note=self._note([index]), listed=one) for one in (True, False)]
                found.setdefault(after - 1, []).insert(0, Lost(gone.depth, *html))
        return found

    def _written(self, what: str, **values: Any) -> Markup:
        return self.pair.context.renderer.render(
            f"kaitei/change_{what}.html", self.page, day=self.pair.new.date, **values
        )
