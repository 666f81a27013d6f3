"""The public API of laws (e-Gov 法令API version 2), asked which articles were revised since a list was made.

For a law: its revisions (`law_revisions`); where one came into force since, or will, each article as of both days
(`law_data`, `elm`, `asof`). An article counts as revised where its words differ; those of its caption do not matter.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from kaitei import dates
from kaitei.duties.lists import DutyList, Law
from kaitei.errors import Problem, fail

API = "https://laws.e-gov.go.jp/api/2"
"""Where it is; it needs no key."""

SECONDS = 30
LARGEST = 20_000_000
"""Bytes of an answer that are read."""

_NOT_FOUND = 404

Fetch = Callable[[str], Any]
"""The JSON at an address below the API's; None where there is nothing."""


def fetch(path: str) -> Any:
    """Ask the API.

    Raises:
        KaiteiError: where it does not answer, or not with JSON.
    """
    request = Request(f"{API}/{path}", headers={"Accept": "application/json"})  # noqa: S310 - always https
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the same
            return json.loads(answer.read(LARGEST))
    except HTTPError as error:
        if error.code == _NOT_FOUND:
            return None
        raise fail("laws_silent", detail=str(error)) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise fail("laws_silent", detail=str(error)) from error


def revised(lists: Iterable[DutyList], day: dt.date, ask: Fetch) -> Iterator[Problem]:
    """Yield, for each list, the articles that were revised since it was made, and those that will be.

    Args:
        lists: the lists.
        day: today.
        ask: fetches from the API.
    """
    for one in lists:
        for law in one.laws:
            known = {"list": one.id, "law": law.id, "checked": str(one.checked_on)}
            answer = ask(f"law_revisions/{law.id}?response_format=json")
            if answer is None:
                yield Problem("laws_unknown", params=known)
            yield from (_problem(known, *found, day) for found in _of_law(law, one.checked_on, answer, ask))


def _problem(known: Mapping[str, str], article: str, title: str, first: dt.date, day: dt.date) -> Problem:
    told = {**known, "article": article, "title": title, "day": str(first)}
    return Problem("law_will_be_revised" if first > day else "law_revised", params=told)


def _of_law(law: Law, since: dt.date, answer: Any, ask: Fetch) -> Iterator[tuple[str, str, dt.date]]:
    """Yield each article revised since a day, with the law's title and the day on which the revision takes effect."""
    later = sorted(_later(answer, since))
    before = {article: _article(law, article, since, ask) for article in law.articles} if later else {}
    for first, title in later:
        for article, was in before.items():
            now = _article(law, article, first, ask)
            if now != was:
                yield article.replace("_", "-"), title, first
                before[article] = now


def _later(answer: Any, since: dt.date) -> Iterator[tuple[dt.date, str]]:
    """Yield the days after another on which revisions take effect, each once, with the title of the law."""
    seen: set[str] = set()
    revisions = answer.get("revisions") if isinstance(answer, dict) else None
    for one in revisions if isinstance(revisions, list) else ():
        told = one.get("amendment_enforcement_date") or one.get("amendment_scheduled_enforcement_date")
        if dates.is_day(told) and told not in seen and dates.parse(told) > since:
            seen.add(told)
            yield dates.parse(told), str(one.get("law_title") or "")


def _article(law: Law, article: str, day: dt.date, ask: Fetch) -> str:
    """The words of an article on a day; "" where there is none."""
    wanted = {"elm": f"MainProvision-Article_{article}", "asof": day.isoformat(), "response_format": "json"}
    answer = ask(f"law_data/{quote(law.id)}?{urlencode(wanted)}")
    whole = answer.get("law_full_text") if isinstance(answer, dict) else None
    return re.sub(r"\s", "", "".join(_words(whole)))


def _words(node: Any) -> Iterator[str]:
    """Yield the words of an element, {tag, attr, children}, but for the caption of an article."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict) and node.get("tag") != "ArticleCaption":
        for child in node.get("children") or ():
            yield from _words(child)
