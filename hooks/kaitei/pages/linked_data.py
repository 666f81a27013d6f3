"""What the page of a text is, as JSON-LD (schema.org): `WebPage`, its version and days, and who publishes it.

It stands in the page as a data block, which no browser runs and no content security policy stops. `<` and what else
could end the block early is written as an escape of JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from kaitei.facts import facts
from kaitei.pages.context import Context
from kaitei.policy import states
from kaitei.policy.policy import Revision
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from kaitei.wording.per_locale import pick

CONTACT = {"name": "contactType", "phone": "telephone", "fax": "faxNumber", "email": "email", "form": "url"}
"""Properties of a ContactPoint by the key of a desk."""

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def linked_data(context: Context, standing: Standing, edition: Edition, address: str) -> Markup:
    """Describe the page of a text.

    Args:
        context: the page's locale.
        standing: the policy.
        edition: what the page shows.
        address: the page's.
    """
    revision, living = edition.revision, address == context.living(standing.policy)
    first = _first(standing) if living else revision
    day = max(context.site.today, revision.day) if living else revision.day
    described = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "publisher": _publisher(context, edition, day),  # not the last: two closing braces are a placeholder's
        "@id": context.absolute(address),
        "url": context.absolute(address),
        "name": edition.text.title,
        "inLanguage": context.locale,
        "version": revision.date,
        "datePublished": _published(first),
        "dateModified": max(_published(first), *_modified(context, revision, living)),
    }
    written = json.dumps(_present(described), ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate(_ESCAPES))


def _first(standing: Standing) -> Revision:
    """The revision with which a policy's page began: the oldest neither brought in later nor called off."""
    told = (one for one in reversed(states.standing(standing.revisions)) if not one.recorded)
    return next(told, standing.shown)


def _published(revision: Revision) -> str:
    """When a revision was published, YYYY-MM-DD: the day recorded or announced, else its first day."""
    return (revision.recorded or revision.announced or revision.day).isoformat()


def _modified(context: Context, revision: Revision, living: bool) -> Iterator[str]:
    """Yield the days on which a page has come to read otherwise."""
    yield revision.day.isoformat() if living and revision.day <= context.site.today else _published(revision)
    yield from (one.date.isoformat() for one in revision.corrections if one.date <= context.site.today)


def _publisher(context: Context, edition: Edition, day: dt.date) -> dict[str, Any]:
    known = context.site.facts.as_of(day)
    company = known.values.get("company")
    named = company if isinstance(company, dict) else {}
    desks = (_desk(context, entry) for entry in _desks(known, edition.reading.names))
    return {
        "@type": "Organization",
        "name": _said(context, named.get("name")) or context.settings.locale(context.locale).site_name,
        "url": _said(context, named.get("url")),
        "contactPoint": list(desks),
    }


def _desks(known: facts.Snapshot, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the desks that a text shows, each once."""
    entries = known.values.get("desks")
    entries = entries if isinstance(entries, dict) else {}
    parts = [name.split(".") for name in names if name.split(".")[0] == "desks"]
    shown = {key for part in parts for key in (part[1:2] or entries)}
    yield from (entry for key, entry in entries.items() if key in shown and isinstance(entry, dict))


def _desk(context: Context, desk: dict[str, Any]) -> dict[str, Any]:
    """Describe a desk; an address that the page hides from those who gather addresses is hidden here too."""
    hidden = {"email"} if desk.get("email_display") == "fullwidth" else set()
    said = {name: _said(context, desk.get(key)) for key, name in CONTACT.items() if key not in hidden}
    return {"@type": "ContactPoint"} | said


def _said(context: Context, value: Any) -> str:
    if not value or not facts.is_text(value, context.settings.codes):
        return ""
    return pick(value, context.locale, context.settings.default).text


def _present(value: Any) -> Any:
    """Leave out what is empty."""
    if isinstance(value, dict):
        return {key: made for key, inner in value.items() if (made := _present(inner))}
    return [_present(inner) for inner in value] if isinstance(value, list) else value
