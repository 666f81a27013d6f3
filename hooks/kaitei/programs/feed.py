"""Atom feeds (RFC 4287): of the site and of each policy, in each locale.

An entry's id is made of the policy's first id and the event's name, `…/first/history/#2026-12-01`, and never changes
(RFC 4287, 4.2.6): whatever the policy is called later, it is the same in every feed and at every address. The first id
is the first of `aliases`, which are in order of time, else the only one there is. Under which of them an event was told
first the files do not say, so all events have that one. An entry's `updated` is the day of the event (4.2.15) at
midnight in the site's zone. What is upcoming but bears no day by which it may have been told, neither `announced` nor
`adopted`, has an entry from its first day.

The first edition took the present id in the feed of all policies, and in a policy's feed the one in its address. On a
site that had renamed a policy by then, what it had published under later names appears as new once more; the feed at
the first address goes on as it was.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed
from markupsafe import Markup

from kaitei.pages.compare import changed_rows, labels, tally
from kaitei.pages.compare_address import comparison_address
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name
from kaitei.pages.notes import transition, wording
from kaitei.pages.pair import Pair
from kaitei.pages.views import CompareRow, EntryView, Link
from kaitei.policy.policy import Revision
from kaitei.programs.events import Event, EventKind, events
from kaitei.site.site import Standing
from kaitei.wording.per_locale import Said

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) does not allow in a text; YAML's escapes do."""

_BEGIN, _END = "<entry>", "</feed>"  # an entry's begins only where markup does: in texts they are escaped

NEVER = dt.date(1970, 1, 1)
"""When a feed without an entry was updated; it must bear a time (RFC 4287, 4.1.1), and not that of the build."""

_KEYS: Mapping[EventKind, str] = {
    "announced": "coming_to-be-{}",
    "effective": "told_{}",
    "withdrawn": "feed_withdrawn_{}",
    "recorded": "feed_recorded",
    "corrected": "feed_corrected",
}
"""The words in which an event is told, with the place of what its revision does."""

TABLES = 10
"""The number of newest entries that contain a table of what changed; older ones only link to the comparison."""

CHARACTERS = 12_000
"""The number of characters of a table in an entry; of the rows beyond only their number is given."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed as XML."""

    day: str  # of the event, YYYY-MM-DD
    short: str  # without a table of what changed
    long: str  # with one; of the newest entries alone, "" of all others


def of_all(context: Context, told: Iterable[FeedEntry]) -> tuple[str, str]:
    """The address and the content of the feed of all policies in a locale, from the `entries` of each."""
    title = context.settings.locale(context.locale).site_name
    return context.feed(), _feed(context, told, context.feed(), context.address("/"), title)


def for_policy(context: Context, standing: Standing, told: Iterable[FeedEntry]) -> Iterator[tuple[str, str]]:
    """Yield the feed of a policy in a locale, from its `entries`, at the address of each id that it has had."""
    policy, title = standing.policy, context.title(standing).text
    first, *_ = places = [context.address(f"/{id_}/feed.xml") for id_ in policy.ids]
    content = _feed(context, told, context.feed(policy), context.living(policy), title, first)
    yield from ((address, content) for address in places)


def entries(context: Context, standing: Standing) -> list[FeedEntry]:
    """The entries of a policy as XML, the latest event first."""
    told = events(standing)
    short = _written(context, standing, told, with_table=False)
    long = _written(context, standing, told[:TABLES], with_table=True)
    long += [""] * (len(told) - len(long))
    return [FeedEntry(event.day.isoformat(), *xml) for event, *xml in zip(told, short, long, strict=True)]


def _feed(context: Context, entries: Iterable[FeedEntry], address: str, page: str, title: str, first: str = "") -> str:
    """Write a feed.

    Args:
        context: the locale.
        entries: what it tells.
        address: where it is best fetched from.
        page: what it is about.
        title: of that.
        first: where it was first published, if elsewhere; the feed's id, which moves as little as those of entries.
    """
    told = sorted(entries, key=lambda one: one.day, reverse=True)
    newest = dt.date.fromisoformat(told[0].day) if told else NEVER
    feed = Atom1Feed(
        title=legal(context.words("feed_title", title=title)),
        link=context.absolute(page),
        description=None,
        language=context.locale,
        author_name=legal(company_name(context).text or title),
        feed_url=context.absolute(address),
        feed_guid=context.absolute(first or address),
    )
    feed.latest_post_date = lambda: midnight(context, newest)
    written = "".join((*(one.long for one in told[:TABLES]), *(one.short for one in told[TABLES:])))
    return f"{str(feed.writeString('utf-8')).removesuffix(_END)}{written}{_END}\n"


def _written(context: Context, standing: Standing, told: Iterable[Event], with_table: bool) -> list[str]:
    """Entries as XML, each as it is in a feed."""
    feed = Atom1Feed(title="", link="", description=None)
    for event in told:
        feed.add_item(**_entry(context, standing, event, with_table))
    _, *entries = str(feed.writeString("utf-8")).removesuffix(_END).split(_BEGIN)
    return [_BEGIN + entry for entry in entries]


def _entry(context: Context, standing: Standing, event: Event, with_table: bool) -> dict[str, Any]:
    moment, said = midnight(context, event.day), context.title(standing).text
    return {
        "title": legal(context.words("feed_entry", title=said, event=_told(context, event))),
        "link": context.absolute(_page(context, standing, event)),
        "description": legal(_summary(context, event).html),
        "content": legal(_body(context, standing, event, with_table)),
        "unique_id": identity(context, standing, event.name),
        "categories": standing.policy.kinds,
        "pubdate": moment,
        "updateddate": moment,
    }


def legal(text: str) -> str:
    """A text without what a file for programs cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def midnight(context: Context, day: dt.date) -> dt.datetime:
    """The beginning of a day in the site's zone."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(context.settings.timezone))


def _told(context: Context, event: Event) -> str:
    days = {"day": context.day(event.revision.date), "corrected": context.day(event.day)}
    return context.words(_KEYS[event.kind].format(event.revision.event), **days)


def _summary(context: Context, event: Event) -> Said:
    return context.say(event.correction.summary if event.correction else event.revision.summary)


def _page(context: Context, standing: Standing, event: Event) -> str:
    """Where an event is told: the revision's text where there is one, its place in the history otherwise."""
    if event.kind == "corrected":
        return context.in_history(standing.policy, event.revision)
    return page_of(context, standing, event.revision)


def page_of(context: Context, standing: Standing, revision: Revision) -> str:
    """Where a revision is told of: its text where there is one, its place in the history otherwise."""
    if standing.text(revision, context.locale):
        return context.dated(standing.policy, revision)
    return context.in_history(standing.policy, revision)


def identity(context: Context, standing: Standing, name: str) -> str:
    """What an event is known by for ever, given its name within the policy."""
    return context.absolute(context.address(f"/{standing.policy.ids[0]}/history/#{name}"))


def _body(context: Context, standing: Standing, event: Event, with_table: bool) -> Markup:
    older, _ = standing.around(event.revision, context.locale)
    held = standing.text(event.revision, context.locale) is not None
    told = event.kind in ("announced", "effective")
    pair = Pair(context, standing, older, event.revision) if older and held and told else None
    reason = context.say(event.revision.reason)
    view = EntryView(
        summary=_summary(context, event).html,
        reason=reason.html if reason.text and not event.correction else Markup(),
        correction=wording(context, event.correction) if event.correction else None,
        table=_table(pair) if pair and with_table else Markup(),
        links=tuple(_links(context, standing, event, pair)),
        notes=transition(context, event.revision) if told else (),
    )
    return context.renderer.render("kaitei/entry.html", "/", view=view)


def _links(context: Context, standing: Standing, event: Event, pair: Pair | None) -> Iterator[Link]:
    words, policy = context.words, standing.policy
    if standing.text(event.revision, context.locale):
        yield Link(words("action_full"), context.absolute(context.dated(policy, event.revision)))
    if pair:
        address = comparison_address(context, standing, pair.old, pair.new)
        yield Link(words("action_compare"), context.absolute(address))
    yield Link(words("action_history"), context.absolute(context.history(policy)))


def _table(pair: Pair) -> Markup:
    """Render what changed."""
    context, rows = pair.context, changed_rows(pair)
    shown = list(_fitting(rows))
    return context.renderer.render(
        "kaitei/entry_table.html",
        "/",
        rows=shown,
        left=len(rows) - len(shown),
        words=labels(context),
        sides=("new", "old") if context.settings.new_first else ("old", "new"),
        days={"new": context.day(pair.new.date), "old": context.day(pair.old.date)},
        tally=tally(pair),
    )


def _fitting(rows: Iterable[CompareRow]) -> Iterator[CompareRow]:
    """Yield rows as long as their texts fit into an entry."""
    taken = 0
    for row in rows:
        taken += sum(cell.size for cell in (row.old, row.new) if cell)
        if taken > CHARACTERS:
            return
        yield row
