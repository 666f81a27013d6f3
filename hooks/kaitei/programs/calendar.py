"""Calendars (iCalendar, RFC 5545): the days on which policies will take effect, be revised or repealed, per locale.

A day leaves the calendar when it is over; what is called off stays until then as cancelled, so that it goes from the
calendars that have it. An event's UID is made as the ids of feeds are, and never changes. Nothing is of the time of the
build: `DTSTAMP` is the day on which the event was announced, adopted or called off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from icalendar import STATUS, TRANSP, Calendar, Event, Timezone

from kaitei.dates import ONE_DAY
from kaitei.pages.context import Context
from kaitei.policy.policy import Revision
from kaitei.programs.feed import NEVER, identity, legal, midnight, page_of
from kaitei.site.site import Standing

_END = "END:VCALENDAR\r\n"


def of_all(context: Context, told: Iterable[str]) -> tuple[str, str]:
    """The address and the content of the calendar of all policies in a locale, from the `entries` of each."""
    address = context.calendar()
    made = Calendar.new(
        name=legal(context.words("calendar_title", title=context.settings.locale(context.locale).site_name)),
        prodid="-//Kaitei//Calendar//EN",
        refresh_interval=ONE_DAY,
        uid=context.absolute(address),
        subcomponents=[_zone(context.settings.timezone, context.site.today.year)],
    )
    made["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # RFC 7986, 5.7
    return address, "".join((_written(made).removesuffix(_END), *told, _END))


def entries(context: Context, standing: Standing) -> str:
    """The events of a policy, the nearest first; "" where nothing is coming."""
    coming = [one for one in reversed(standing.revisions) if one.day >= context.site.today]
    return "".join(_written(_event(context, standing, one)) for one in coming)


def _event(context: Context, standing: Standing, revision: Revision) -> Event:
    words, page = context.words, context.absolute(page_of(context, standing, revision))
    summary = words(f"calendar_{revision.event}", title=context.title(standing).text)
    since = revision.withdrawn or revision.announced or revision.adopted or NEVER
    return Event.new(
        uid=identity(context, standing, revision.date),
        stamp=midnight(context, since),
        sequence=1 if revision.withdrawn else 0,
        start=revision.day,
        end=revision.day + ONE_DAY,
        summary=words("calendar_withdrawn", event=summary) if revision.withdrawn else summary,
        description="\n".join((*_said(context, revision), page)),
        url=page,
        status=STATUS.CANCELLED if revision.withdrawn else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,
    )


def _said(context: Context, revision: Revision) -> Iterator[str]:
    """Yield the lines that describe a revision: what changes, why, and what goes on for what was agreed before."""
    yield context.say(revision.summary).text
    for label, value in (("reason", revision.reason), ("transition", revision.transition)):
        if said := context.say(value).text:
            yield f"{context.words(label)}{context.words('colon')}{said}"


@lru_cache(maxsize=4)
def _zone(name: str, year: int) -> Timezone:
    """The zone in which days begin, as it is in a year.

    A calendar must have a component (RFC 5545, 3.6), and on most days nothing is coming.
    """
    return Timezone.from_tzid(name, first_date=dt.date(year, 1, 1), last_date=dt.date(year, 12, 31))


def _written(component: Calendar | Event) -> str:
    return str(component.to_ical(), "utf-8")
