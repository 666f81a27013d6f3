"""Whether each placeholder of a text names something, on every day on which a page may show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kaitei.data import TEMPLATES
from kaitei.errors import Problem
from kaitei.facts import facts
from kaitei.policy.policy import Policy, Text
from kaitei.site.site import Site
from kaitei.text.content import Reading

PAGE_NAMES = ("policies",)
POLICY_NAMES = ("dates", "signature", "revision.date")
SIGNED = ("company.name", "representative")


def problems(site: Site, policy: Policy, text: Text, reading: Reading) -> Iterator[Problem]:
    """Check each placeholder as of every day on which a page may show the text."""
    for name, line in reading.names.items():
        if name in PAGE_NAMES:
            yield Problem("placeholder_page_only", text.file, line, {"name": name})
        else:
            wanted = SIGNED if name == "signature" else () if name in POLICY_NAMES else (name,)
            told = (unknown(site, one, day, text.file, line) for one in wanted for day in days(site, policy, text))
            found = [problem for problem in told if problem][:1]
            yield from found or _alone(site, name, text, reading)


def _alone(site: Site, name: str, text: Text, reading: Reading) -> Iterator[Problem]:
    """Report a block that stands within a sentence."""
    if name in reading.inline and name != "revision.date":
        value = None if name in POLICY_NAMES else facts.lookup(site.facts.as_of(text.date), name)
        if not facts.is_text(value, site.facts.locales) and not isinstance(value, facts.Gone):
            yield Problem("placeholder_alone", text.file, reading.names[name], {"name": name})


def days(site: Site, policy: Policy, text: Text) -> Iterator[dt.date]:
    """Yield the days on which the facts of a text are to be checked: its first, then each on which facts change.

    The last is before the next text of its language takes effect. Where none follows, pages go on showing the text,
    even after a repeal, so there is no end.
    """
    later = [day for locale, day in policy.texts if locale == text.locale and day > text.date]
    yield text.date
    yield from (day for day in site.facts.changes if text.date < day and (not later or day < min(later)))


def unknown(site: Site, name: str, day: dt.date, file: str, line: int) -> Problem | None:
    """What is wrong with a name on a day."""
    snapshot = site.facts.as_of(day)
    try:
        value = facts.lookup(snapshot, name)
    except KeyError:
        near = facts.nearest(snapshot, name)
        return Problem(
            "placeholder_unknown_near" if near else "placeholder_unknown", file, line, {"name": name, "near": near}
        )
    if isinstance(value, facts.NotYet):
        params = {
            "name": name,
            "day": day.isoformat(),
            "first": value.first.isoformat(),
            "file": file,
            "line": str(line),
        }
        return Problem("fact_not_yet", site.facts.file, value.line, params)
    template = f"blocks/{name.split('.')[0]}.html"
    own = site.settings.overrides / template
    if not facts.is_text(value, site.facts.locales) and not any(one.is_file() for one in (own, TEMPLATES / template)):
        return Problem("block_template", file, line, {"name": name, "template": site.settings.name(own)})
    return None
