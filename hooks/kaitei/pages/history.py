"""Histories: of one policy and of all, newest first, with corrections and with changes of facts between revisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from kaitei.facts.changes import FactChange, changed
from kaitei.pages.compare_address import address_if_compared, comparison_address, switch
from kaitei.pages.context import Context
from kaitei.pages.fact_lines import lines
from kaitei.pages.notes import notes, replaced, wording
from kaitei.pages.pair import Succession
from kaitei.pages.views import CorrectionItem, DateLine, HistoryItem, HistoryView, Link
from kaitei.policy.policy import Correction, Revision
from kaitei.policy.states import until
from kaitei.site.site import Standing

ADDRESS = "/history/"
"""Where the history of all policies is, in the default locale."""


def history(context: Context, standing: Standing) -> HistoryView:
    """Make the history of one policy."""
    listed = tuple(item for _, item in sorted(_items(context, standing), key=lambda pair: pair[0], reverse=True))
    return HistoryView(context.words("page_history"), _link(context, standing), listed)


def site_history(context: Context, told: Iterable[tuple[str, str]]) -> HistoryView:
    """Make the history of all policies in one list by date, from the `entries` of each, in the order of their ids."""
    newest_first = sorted(told, key=lambda entry: entry[0], reverse=True)
    found = tuple(Markup(html) for _, html in newest_first)
    return HistoryView(context.words("page_history"), None, entries=found)


def entries(context: Context, standing: Standing) -> list[tuple[str, str]]:
    """The entries of a policy in the history of the site: the day of each, YYYY-MM-DD, and its HTML."""
    link, page, render = _link(context, standing), context.address(ADDRESS), context.renderer.render
    found = ((day, replace(item, policy=link)) for day, item in _items(context, standing))
    return [(str(day), str(render("kaitei/history_entry.html", page, item=item))) for day, item in found]


def _link(context: Context, standing: Standing) -> Link:
    title = context.title(standing)
    return Link(title.text, context.living(standing.policy), lang=title.lang)


def _items(context: Context, standing: Standing) -> Iterator[tuple[dt.date, HistoryItem]]:
    for revision in standing.revisions:
        yield revision.day, _revision(context, standing, revision)
        for change in fact_changes(context, standing, revision):
            yield change.day, _facts(context, standing, revision, change)


def fact_changes(context: Context, standing: Standing, revision: Revision) -> tuple[FactChange, ...]:
    """The changes of facts that a revision shows while it is in force, up to the site's day."""
    edition = standing.edition(revision, context.settings.default)
    if edition is None or revision.withdrawn:
        return ()
    last = min(until(standing.revisions, revision) or context.site.today, context.site.today)
    return changed(context.site.facts, edition.reading.shown, revision.day, last)


def _facts(context: Context, standing: Standing, revision: Revision, change: FactChange) -> HistoryItem:
    """A change of facts while a revision was in force: in one line, or with a list where it is of several."""
    edition, words = standing.edition(revision, context.settings.default), context.words
    assert edition
    told = lines(context, edition.reading.shown, change)
    if len(told) == 1:
        return HistoryItem(change.day, None, words.html("history_facts", names=told[0]))
    return HistoryItem(change.day, None, words("history_facts_listed"), changes=told)


def _revision(context: Context, standing: Standing, revision: Revision) -> HistoryItem:
    summary, reason = context.say(revision.summary), context.say(revision.reason)
    edition = standing.edition(revision, context.locale)
    return HistoryItem(
        date=revision.date,
        state=context.mark(standing, revision),
        summary=summary.text,
        summary_lang=summary.lang,
        reason=reason.text,
        reason_lang=reason.lang,
        dates=_dates(context, revision),
        remark=_remark(context, standing, revision),
        notes=(*replaced(context, standing, revision), *notes(context, revision)),
        corrections=tuple(_correction(context, one) for one in revision.corrections),
        actions=_actions(context, standing, revision),
        headed=_headed(revision),
        sha256=edition.sha256 if edition else "",
    )


def _headed(revision: Revision) -> str:
    """The key of what the day of a revision is called."""
    return (
        "history_planned"
        if revision.withdrawn
        else f"history_{'repealed' if revision.event == 'repealed' else 'effective'}"
    )


def _dates(context: Context, revision: Revision) -> tuple[DateLine, ...]:
    """The days of a revision beside that of its effect, by which it is listed."""
    wanted = (
        (f"label_adopted_{revision.event}", revision.adopted),
        ("label_announced", revision.announced),
        ("label_withdrawn", revision.withdrawn),
    )
    return tuple(DateLine(context.words(key), day) for key, day in wanted if day)


def _remark(context: Context, standing: Standing, revision: Revision) -> str:
    words = context.words
    left = (revision.day - context.site.today).days
    if left > 0 and not revision.withdrawn:
        return words("history_tomorrow") if left == 1 else words("history_days_left", days=left)
    if revision.archive and not revision.pdf:
        return words("history_not_held")
    if revision.held and not standing.text(revision, context.locale):
        return words("index_only_default", language=context.default_language)
    return ""


def _correction(context: Context, correction: Correction) -> CorrectionItem:
    summary, (before, after, lang) = context.say(correction.summary), wording(context, correction)
    return CorrectionItem(correction.date, summary.text, before, after, summary.lang, lang)


def _actions(context: Context, standing: Standing, revision: Revision) -> tuple[Link, ...]:
    words, policy = context.words, standing.policy
    found = []
    if standing.text(revision, context.locale):
        key = "action_full_next" if standing.state(revision).upcoming else "action_full"
        found.append(Link(words(key), context.dated(policy, revision)))
        older, _ = standing.around(revision, context.locale)
        if older and (address := address_if_compared(context, standing, older, revision)):
            found.append(Link(words("action_compare"), address))
        found += switch(context, standing, revision)
        found.append(Link(words("action_text"), context.address(f"{policy.address}{revision.date}.txt")))
    elif standing.text(revision, context.settings.default):
        label = words("action_authoritative", language=context.default_language)
        found.append(Link(label, context.default_address(f"{policy.address}{revision.date}/")))
    if revision.pdf:
        found.append(Link(words("action_pdf"), revision.pdf))
    return tuple(
        _told(context, standing, revision, one) for one in (*found, *_successions(context, standing, revision))
    )


def _told(context: Context, standing: Standing, revision: Revision, link: Link) -> Link:
    """A link that says of which text it is to those who hear it by itself."""
    title, day = context.title(standing).text, context.day(revision.date)
    return link._replace(said=context.words("history_action", action=link.label, title=title, day=day))


def _successions(context: Context, standing: Standing, revision: Revision) -> Iterator[Link]:
    """Yield the comparisons with the policies that a policy's first text replaces."""
    for former in standing.predecessors:
        pair = Succession.of(context, standing, former)
        if pair and pair.new == revision:
            title = context.title(former).text
            label = context.words("action_succession", title=title)
            yield Link(label, comparison_address(context, standing, pair.old, pair.new))
