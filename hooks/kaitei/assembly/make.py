"""From a policy to its bundle: checked, then every file that shows it alone, and what lists need of it.

A bundle depends on the policy, on its entries in the record, and on `Site.ground`: settings, facts, day, which pages
there are, the faces of other policies. So it can be made in any process, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaitei.assembly.bundle import Bundle, InLocale, Summary
from kaitei.checks.outward import remarks
from kaitei.checks.texts import inspect
from kaitei.drafting import hints as drafting
from kaitei.errors import KaiteiError, Problem
from kaitei.pages import framed, history
from kaitei.pages.compare_address import compared_with, comparison_address
from kaitei.pages.context import Context
from kaitei.pages.pair import Pair, Succession
from kaitei.pages.render import sheet
from kaitei.policy.policy import Policy, Text
from kaitei.programs import calendar, feed, next_change, policy_files, search, sitemap
from kaitei.programs.policies_json import policy_json
from kaitei.record import record
from kaitei.record.record import Entry
from kaitei.rendering import sheet as sheets
from kaitei.rendering.sheet import Sheet
from kaitei.site.site import Standing
from kaitei.text.content import Reading
from kaitei.text.foreign import OF_MARKUP
from kaitei.text.mistyped import COMMENT

Contexts = Mapping[str, Context]
"""The site's locales, the default one first."""

File = tuple[str, str]
"""A path below the site's root, and what is in the file."""


def make(contexts: Contexts, policy: Policy, recorded: tuple[Entry, ...], before: Iterable[Policy] = ()) -> Bundle:
    """Make the bundle of a policy.

    Args:
        contexts: the site's locales; of other policies they need to know the faces alone.
        policy: the policy.
        recorded: its entries in the record.
        before: the policies that it replaces.
    """
    site = next(iter(contexts.values())).site
    whole = Standing.whole(policy, site)
    looked = {text.file: inspect(site, policy, text) for text in _in_order(whole)}
    readings = {file: one.reading for file, one in looked.items()}
    problems = [problem for one in looked.values() for problem in one.problems]
    problems += remarks(site, policy, readings)
    warned = [*_warnings(policy, readings, recorded)]
    problems += (one for one in warned if one.key == COMMENT)
    kept = record.verified(whole, recorded) if not problems else record.Findings()
    problems += kept.problems
    summary: dict[str, Any] = {
        "id": policy.id,
        "problems": tuple(problems),
        "warnings": (*(one for one in warned if one.key != COMMENT), *kept.warnings),
        "hints": tuple(_hints(policy, readings, recorded)),
        "drafting": tuple(drafting.hints(whole)),
        "outward": tuple(one.outward for one in looked.values()),
        "anchors": _anchors(policy, readings),
    }
    standing = whole.public() if not problems else None
    if standing is None:
        return Bundle(Summary(**summary))
    try:
        told = {code: in_locale(context, standing) for code, context in contexts.items()}
        files = tuple(file for code, one in told.items() for file in files_of(contexts[code], standing, one))
        former = [found for one in before if (found := Standing.of(one, site))]
        pages = (page for context in contexts.values() for page in sheets_of(context, standing, former))
        return Bundle(
            Summary(**summary, locales=told, **_told(contexts, standing, recorded)),
            tuple((path, text.encode()) for path, text in files),
            tuple((page.locale, sheets.write(page)) for page in pages),
        )
    except KaiteiError as error:  # of a template
        return Bundle(Summary(**summary | {"problems": error.problems}))


def _warnings(policy: Policy, readings: Mapping[str, Reading], recorded: Iterable[Entry]) -> Iterator[Problem]:
    """Yield what is warned of in texts; in those that stay as they are, not how they might be typed."""
    fixed = _fixed(policy, recorded)
    for file, reading in readings.items():
        yield from (
            one for one in reading.warnings if file not in fixed or not one.key.startswith((OF_MARKUP, COMMENT))
        )


def _hints(policy: Policy, readings: Mapping[str, Reading], recorded: Iterable[Entry]) -> Iterator[Problem]:
    """Yield what is hinted at in texts that may still be typed otherwise."""
    fixed = _fixed(policy, recorded)
    yield from (one for file, reading in readings.items() if file not in fixed for one in reading.hints)


def _fixed(policy: Policy, recorded: Iterable[Entry]) -> set[str]:
    """The files of texts that are recorded, and so stay as they are."""
    keys = {(entry.date, entry.locale) for entry in recorded}
    return {text.file for text in policy.texts.values() if (text.date.isoformat(), text.locale) in keys}


def _in_order(whole: Standing) -> list[Text]:
    """All texts of a policy, those of one language after the other."""
    order = whole.site.settings.codes.index
    return sorted(whole.policy.texts.values(), key=lambda text: order(text.locale))


def _told(contexts: Contexts, standing: Standing, recorded: Iterable[Entry]) -> dict[str, Any]:
    default = next(iter(contexts.values()))
    return {
        "json": policy_json(contexts, standing, recorded),
        "changed": sitemap.changed(default, standing),
        "next_change": next_change.of_policy(standing),
    }


def in_locale(context: Context, standing: Standing) -> InLocale:
    """What lists in a locale need of a policy, and the page of its text in force."""
    return InLocale(
        living=sheets.write(sheet(context, *framed.living(context, standing))).decode(),
        history=tuple(history.entries(context, standing)),
        feed=tuple(feed.entries(context, standing)),
        calendar=calendar.entries(context, standing),
        search=search.policy(context, standing),
    )


def files_of(context: Context, standing: Standing, told: InLocale) -> Iterator[File]:
    """Yield the files of a policy in a locale that are no pages."""
    for id_ in standing.policy.ids:
        yield from _canonical(context, standing, id_)
    for address, content in policy_files.files(context, standing, told.feed):
        yield address.lstrip("/"), content


def sheets_of(context: Context, standing: Standing, before: Iterable[Standing]) -> Iterator[Sheet]:
    """Yield the pages of a policy in a locale, but for that of the text in force."""
    for revision in standing.held(context.locale):
        yield sheet(context, *framed.dated(context, standing, revision))
    yield sheet(context, *framed.history(context, standing))
    for old, new in standing.pairs(context.locale):
        pair = Pair(context, standing, old, new)
        yield sheet(context, *framed.comparison(pair))
        if compared_with(standing, new, context.locale) == old:
            yield sheet(context, *framed.changes(pair))
    yield from _successions(context, standing, before)
    for alias in standing.policy.aliases:
        yield from _moved(context, standing, alias)


def _successions(context: Context, standing: Standing, before: Iterable[Standing]) -> Iterator[Sheet]:
    """Yield the comparisons of a policy's first text with the last ones of those that it replaces."""
    for former in before:
        if pair := Succession.of(context, standing, former):
            yield sheet(context, *framed.comparison(pair))
            target = comparison_address(context, standing, pair.old, pair.new)
            for alias in standing.policy.aliases:
                address = f"/{alias}/compare/{pair.old.date}/{pair.new.date}/"
                yield sheet(context, *framed.moved(context, standing, address, target))


def _canonical(context: Context, standing: Standing, id_: str) -> Iterator[File]:
    """Yield the canonical text of each revision, below the address of a policy's id."""
    for revision in standing.held(context.locale):
        edition = standing.edition(revision, context.locale)
        assert edition
        yield context.address(f"/{id_}/{revision.date}.txt").lstrip("/"), edition.canonical


def _moved(context: Context, standing: Standing, alias: str) -> Iterator[Sheet]:
    """Yield pages at a former id's addresses that lead to the present ones."""
    below = ["", "history/", *(f"{revision.date}/" for revision in standing.held(context.locale))]
    below += [
        f"{one.date}/changes/" for one in standing.held(context.locale) if compared_with(standing, one, context.locale)
    ]
    below += [f"compare/{old.date}/{new.date}/" for old, new in standing.pairs(context.locale)]
    for part in below:
        target = context.address(f"{standing.policy.address}{part}")
        yield sheet(context, *framed.moved(context, standing, f"/{alias}/{part}", target))


def _anchors(policy: Policy, readings: Mapping[str, Reading]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for text in policy.texts.values():
        if text.file in readings:
            found.setdefault(text.date.isoformat(), set()).update(readings[text.file].anchors)
    return {date: tuple(sorted(names)) for date, names in found.items()}
