"""The announcement of a revision, ready to be sent: that the text changes, into what, from which day, and what goes on.

For standard terms it says what has to be made public before the day of effect (Civil Code art. 548-4 (2)): that they
change, what they say then, and from when. A site changes the wording by a template of its own of the same name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kaitei.errors import Problem
from kaitei.pages import notes
from kaitei.pages.ask import asked
from kaitei.pages.compare import changed_rows, labels
from kaitei.pages.compare_address import address_if_compared, compared_with
from kaitei.pages.context import Context
from kaitei.pages.fact_lines import LABELS
from kaitei.pages.frame import company_name
from kaitei.pages.pair import Pair
from kaitei.pages.views import CompareCell, CompareLabels, CompareRow, Link
from kaitei.policy.policy import Revision
from kaitei.record.revise import announced_in_time
from kaitei.site.site import Standing
from kaitei.text.markdown.document import Clause
from kaitei.text.markdown.plain_text import gap, line_text

FORMS = {"mail": ".mail.txt", "html": ".html", "md": ".md", "app": ".app.txt"}
"""What a notice is written for, and how the name of its file ends: mail, a page, the same in Markdown, an app."""

USUAL = 14
"""Days before the day of effect at which a change of terms is announced at the latest, as is usual."""

_LATE = {"error": "terms_announced_late", "warning": "terms_announced_late_basis"}
_CONTACT = ("name", "department", "phone", "hours", "email", "form", "address", "url")
_WORDS = 24  # characters of a clause without a number that are quoted in its place


class Change(NamedTuple):
    """A clause that says something else, or stands elsewhere."""

    name: str  # 第5条（反社会的勢力の排除）
    remarks: tuple[str, ...]
    row: CompareRow


@dataclass(frozen=True)
class Notice:
    """What is announced."""

    title: str  # of the policy
    event: str  # enacted, revised, repealed or withdrawn
    company: str
    day: str  # of effect
    summary: str
    told: tuple[tuple[str, str], ...]  # of the revision: days, summary, reason, what goes on
    terms: bool  # whether it must say what the Civil Code asks for
    consent: bool  # whether users are asked to agree again
    changes: tuple[Change, ...]
    labels: CompareLabels
    sides: tuple[str, str]  # in the order of the columns
    links: tuple[Link, ...]  # in full
    contact: tuple[tuple[str, str], ...]  # label and value


def notice(context: Context, standing: Standing, revision: Revision) -> Notice:
    """Gather what a notice says."""
    older = compared_with(standing, revision, context.locale)
    pair = Pair(context, standing, older, revision) if older else None
    event = "withdrawn" if revision.withdrawn else revision.event
    return Notice(
        title=context.title(standing).text,
        event=event,
        company=company_name(context).text or context.words("announcement_we"),
        day=context.day(revision.date),
        summary=context.say(revision.summary).text,
        told=notes.told(context, revision),
        terms=owes_notice(standing, revision),
        consent=event == "revised" and revision.users == "consent",
        changes=tuple(_changes(pair)) if pair and event == "revised" else (),
        labels=labels(context),
        sides=("new", "old") if context.settings.new_first else ("old", "new"),
        links=tuple(_links(context, standing, revision)),
        contact=tuple(_contact(context, standing, revision)),
    )


def written(context: Context, standing: Standing, revision: Revision, form: str) -> str:
    """Write a notice in one of `FORMS`."""
    template = f"kaitei/notice_{form}.{'txt' if form in ('mail', 'app') else form}"
    return str(context.renderer.render(template, "/", notice=notice(context, standing, revision))).strip() + "\n"


def owes_notice(standing: Standing, revision: Revision) -> bool:
    """Whether a change of standard terms rests on the law rather than on consent."""
    changes = revision.event == "revised" and not revision.withdrawn
    return changes and "terms" in standing.policy.kinds and revision.basis not in ("consent", "not-standard-terms")


def told(standing: Standing, revision: Revision) -> Iterator[Problem]:
    """Yield what whoever sends a notice today must know: that it is too late, late, or too early.

    Nothing of a text that came into the record after its day: whether it was announced is not known here.
    """
    today, place = standing.site.today, (standing.policy.file, revision.line)
    params = {"date": revision.date, "today": str(today), "announced": str(revision.announced or today)}
    params |= {"basis": revision.basis, "days": str((revision.day - today).days), "usual": str(USUAL)}
    if revision.withdrawn or revision.event == "enacted" or revision.recorded:
        return
    owed = owes_notice(standing, revision)
    late = announced_in_time(standing.policy, revision, today)
    if late:
        yield Problem(_LATE[late], *place, params)
    elif revision.day <= today:
        yield Problem("notice_too_late_terms" if owed else "notice_too_late", *place, params)
    elif owed and revision.day - today < dt.timedelta(USUAL):
        yield Problem("notice_short", *place, params)
    if revision.announced and revision.announced > today:
        yield Problem("notice_not_public", *place, params)


def _changes(pair: Pair) -> Iterator[Change]:
    """Yield what the amendment changes; what only facts have changed is none of it."""
    olds, news = (dict(_paths(edition.clauses)) for edition in pair.editions)
    for row in changed_rows(pair):
        if pair.context.remarks("change_facts") not in row.remarks:
            cell, paths = (row.new, news) if row.new else (row.old, olds)
            assert cell
            path = paths.get(cell.address.removeprefix("#"), "") or cell.number
            title = cell.title.strip()
            name = path + gap(path, title) + title if path else _quoted(cell)
            yield Change(name if row.new else pair.context.words("changes_number", number=name), row.remarks, row)


def _paths(clauses: Iterable[Clause], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the anchor of each clause with the numbers, or headings without one, that lead to it: 第2条（７）."""
    for clause in clauses:
        own = clause.number or (line_text(clause.lines[0]) if clause.heading and clause.lines else "")
        path = above + (" " if above[-1:].isascii() and above[-1:].isalpha() else gap(above[-1:], own)) + own
        yield clause.anchor, path
        yield from _paths(clause.children, path)


def _quoted(cell: CompareCell) -> str:
    """How a clause without a number begins."""
    runs = (run for block in cell.blocks[:1] for run in block.lines[0].cells[0])
    words = "".join([segment.text for run in runs for segment in run.segments])
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def _links(context: Context, standing: Standing, revision: Revision) -> Iterator[Link]:
    """Yield where the text, the comparison and the history are, the first two in the first language if need be."""
    words, there, full = context.words, context, "action_full_next" if revision.event == "revised" else "action_full"
    text, comparison = words(full), words("page_compare")
    if not standing.edition(revision, context.locale):
        there, of = Context.make(context.site, context.settings.default), context.default_language
        text = words("action_authoritative", language=of)
        comparison += f"{words('bracket')}{of}{words('bracket_end')}"
    older = compared_with(standing, revision, there.locale)
    if standing.edition(revision, there.locale):
        yield Link(text, context.absolute(there.dated(standing.policy, revision)))
    if older and (address := address_if_compared(there, standing, older, revision)):
        yield Link(comparison, context.absolute(address))
    yield Link(words("page_history"), context.absolute(context.history(standing.policy)))


def _contact(context: Context, standing: Standing, revision: Revision) -> Iterator[tuple[str, str]]:
    """Yield whom to ask today, a value at a time with what it is called."""
    edition = standing.edition(revision, context.locale) or standing.shown_edition(context.locale)
    today = context.site.today
    name = asked(edition, context.site.facts.as_of(today)) if edition else ""
    for value in edition.on(today).values.items(name) if edition and name else ():
        key = value.path[-1]
        if key in _CONTACT:
            yield context.words(LABELS[key]) if key != "name" else "", value.text
