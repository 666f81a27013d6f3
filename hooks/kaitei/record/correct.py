"""Putting a slip right: the words in the file of a text, and the item in `corrections` that tells of it, in one step.

White space does not count where the words are looked for, as a text may be broken into lines anywhere; what stands
between words that stay is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_letters
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy import states
from kaitei.policy.policy import Correction, Policy
from kaitei.record.corrections import explained, plain, weighty
from kaitei.record.frontmatter import with_correction
from kaitei.record.revise import Plan, readable
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing

_GAP = r"[^\S\n]*(?:\n[^\S\n]*)?"
"""White space within a paragraph, or none."""

_BREAK = re.compile("\r\n|\r|\n")
_ALIKE = 60  # of 100: what is less like the words that are looked for is not named
_LOOKED_FOR = 60  # characters of them


def chosen(site: Site, policy: Policy, day: dt.date | None, locale: str) -> Edition:
    """The text to correct: that of a day, or the newest that has taken effect.

    Raises:
        KaiteiError: where there is none in the language.
    """
    whole = Standing.whole(policy, site)
    held = [one for one in policy.revisions if whole.edition(one, locale)]
    begun = (one for one in states.standing(held) if one.day <= site.today)
    found = next((one for one in held if one.day == day), None) if day else next(begun, next(iter(held), None))
    edition = whole.edition(found, locale) if found else None
    if edition is None:
        told = {"date": day or policy.revisions[0].date, "locale": locale, "known": ", ".join(one.date for one in held)}
        raise fail("compare_not_held" if held else "show_not_held", policy.file, **told)
    return edition


def plan(site: Site, edition: Edition, slip: Correction) -> Plan:
    """Work out the files of a text that is put right; the record is not among them.

    Args:
        site: the site.
        edition: the text.
        slip: what is to be put right, on the day of the site.

    Raises:
        KaiteiError: where it need not be, cannot be, or is not there as often as it says.
    """
    policy, revision, told = edition.policy, edition.revision, _told(edition, slip)
    for where, words in (("--before", slip.before), ("--after", slip.after)):
        readable(words, where)
    if revision not in states.public(policy, site.today):
        raise fail("correct_not_public", edition.text.file, **told)
    if revision.day > site.today:
        raise fail("correct_not_begun", policy.file, revision.line, **told)
    count = _there(edition, slip)
    body = mended(edition.text.body, slip.before, slip.after)
    made = replace(edition, text=replace(edition.text, body=body)).canonical
    if slip.before == slip.after or (made == edition.canonical and body != edition.text.body):
        raise fail("correct_same", edition.text.file, **told)
    if count != slip.count and body != edition.text.body:
        raise fail("correct_count", edition.text.file, **told | {"found": count})
    if not explained(edition.canonical, made, (slip,), edition.text.locale, site.settings.default):
        raise _parted(edition, slip)
    return Plan({**_files(site, edition, slip)}, tuple(_done(site, edition, slip)))


def _told(edition: Edition, slip: Correction) -> dict[str, str]:
    return {"date": edition.revision.date, "before": slip.before, "after": slip.after, "count": str(slip.count)}


def _there(edition: Edition, slip: Correction) -> int:
    """How often the words stand in a text as it reads.

    Raises:
        KaiteiError: where they do not, with what is most like them.
    """
    text = edition.canonical
    if count := plain(text).count(plain(slip.before)):
        return count
    line = " ".join(text.split())
    near = fuzz.partial_ratio_alignment(slip.before[:_LOOKED_FOR], line, score_cutoff=_ALIKE)
    said = {"near": _whole(line, near.dest_start, near.dest_end)} if near else {}
    key = "correct_not_found_near" if said else "correct_not_found"
    raise fail(key, edition.text.file, **_told(edition, slip) | said)


def _whole(line: str, start: int, end: int) -> str:
    """A part of a line, with what is missing of words of letters at both ends."""
    before, after = line[:start], line[end:]
    lead = before[len(before.rstrip(ascii_letters)) :]
    rest = after[: len(after) - len(after.lstrip(ascii_letters))]
    return f"{lead}{line[start:end]}{rest}".strip()


def mended(body: str, before: str, after: str) -> str:
    """A text with words put right wherever they stand in it; of them only what differs is touched.

    Args:
        body: the text.
        before: the words, which may be parted by white space in any place.
        after: what they are to be.
    """
    head = Prefix.similarity(before, after)
    end = len(before) - Postfix.similarity(before[head:], after[head:])
    parts = ["", "", ""]  # of the pattern: what stays, what goes, what stays
    for at, sign in enumerate(before):
        here = (at >= head) + (at >= end)
        if sign != " " and at and before[at - 1] != " ":
            parts[1 if at == head == end else 0 if at == head else here] += _GAP
        parts[here] += _GAP if sign == " " else re.escape(sign)
    new = after[head : len(after) - len(before) + end]
    return re.sub("({})(?:{})({})".format(*parts), lambda found: f"{found[1]}{new}{found[2]}", body)


def _parted(edition: Edition, slip: Correction) -> KaiteiError:
    """Tell that words do not stand in a file as they are read: a fact brings them, or something parts them."""
    words = plain(slip.before)
    shown = ((name, map(plain, values)) for name, values in edition.shown(edition.revision.day))
    names = [name for name, values in shown if any(one and (one in words or words in one) for one in values)]
    told = _told(edition, slip) | {"facts": edition.settings.name(edition.settings.facts)}
    key = "correct_fact" if names else "correct_parted"
    return fail(key, edition.text.file, **told | {"name": "".join(names[:1])})


def _files(site: Site, edition: Edition, slip: Correction) -> dict[Path, bytes]:
    """The file of the text, and the living one with the item; they may be one."""
    root, policy, text = site.settings.root, edition.policy, edition.text
    given: dict[str, Any] = {"date": slip.date, "summary": slip.summary, "before": slip.before, "after": slip.after}
    given |= {"count": slip.count} if slip.count > 1 else {}
    given |= {"locale": slip.locale} if slip.locale else {}
    made = {root / text.file: _written((root / text.file).read_bytes(), text.body_line, slip)}
    living = root / policy.file
    listed = with_correction(made.get(living) or living.read_bytes(), policy.file, edition.revision.date, given)
    return made | {living: listed}


def _written(data: bytes, body_line: int, slip: Correction) -> bytes:
    """A file with the words put right from a line on, and its line ends as they are."""
    whole = data.decode()
    ends = [0, *(end.end() for end in _BREAK.finditer(whole))]
    at = ends[body_line - 1]
    return f"{whole[:at]}{mended(whole[at:], slip.before, slip.after)}".encode()


def _done(site: Site, edition: Edition, slip: Correction) -> Iterator[Problem]:
    """Yield what is done, what to think about, and what is next."""
    policy, told = edition.policy, _told(edition, slip)
    yield Problem("correct_done", edition.text.file, 0, told)
    if weighty(slip):
        yield Problem("since_correction_weighty", policy.file, 0, told)
    for text in policy.texts.values():
        later = text.locale == edition.text.locale and text.date > edition.revision.day
        if later and plain(slip.before) in plain(text.body):
            yield Problem("correct_also", text.file, 0, told | {"date": policy.revision(text.date).date})
    yield Problem("revise_next_check")
