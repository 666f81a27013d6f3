"""Sites made up by Hypothesis: policies that live and end, texts lost and translated, facts that change on days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from hypothesis import strategies as st

from kaitei.assembly import gather
from kaitei.assembly.builder import Builder
from kaitei.assembly.bundle import Bundle
from kaitei.assembly.make import make
from kaitei.pages.context import Context
from kaitei.policy import states
from kaitei.policy.registry import Registry
from kaitei.programs import feed, next_change, policies_json, sitemap
from kaitei.programs.catalogue import Catalogue, entry, heading
from kaitei.rendering import sheet
from kaitei.rendering.sheet import Sheet
from kaitei.site.site import Site
from tests.support import small

START = dt.date(2020, 1, 1)
RANGE = 50
DAYS = st.integers(-5, RANGE + 5).map(lambda number: START + dt.timedelta(number))
TEXTS = (
    "{{ company.name }}の約束です。\n\n1. 守ります。\n2. {{ desks.privacy.phone }}へ。\n",
    "1. 守りません。\n\n{{ desks.privacy }}\n",
    "1. 甲は乙に渡します。\n2. 守ります。\n\n{{ desks }}\n",
    "{{ certifications.mark }}\n\n1. 守ります。\n",
    "1. 何も示しません。\n",
)


@st.composite
def companies(draw: st.DrawFn) -> str:
    """Facts of which some change within the days of the site, some are shown by no text, and one expires."""
    days = sorted(draw(st.sets(st.integers(0, RANGE), min_size=1, max_size=3)))
    phones = [f"      - {{from: {_day(number)}, value: 03-0000-{number:04}}}\n" for number in days]
    name, unseen, until = (_day(draw(st.integers(0, RANGE))) for _ in range(3))
    return (
        f"company: [{{name: 甲社}}, {{from: {name}, name: 乙社}}]\n"
        f"parking: [{{value: なし}}, {{from: {unseen}, value: あり}}]\n"
        "desks:\n  privacy:\n    name: 窓口\n    phone:\n      - value: 03-0000-9999\n"
        + "".join(phones)
        + "certifications:\n"
        f"  mark: {{name: 印, number: '1', issuer: 機構, valid_until: {until}}}\n"
    )


@st.composite
def policies(draw: st.DrawFn, id_: str) -> dict[str, str]:
    """The files of a policy of one to five revisions."""
    days = sorted(draw(st.sets(st.integers(0, RANGE), min_size=1, max_size=5)), reverse=True)
    repealed = len(days) > 1 and draw(st.booleans())
    lost = len(days) > 1 + repealed and draw(st.booleans())
    held = [number for number in days[repealed:] if not (lost and number == days[-1])]
    listed = [_listed(draw, day, lost and day == days[-1], repealed and day == days[0]) for day in days]
    files = {}
    for number in held:
        body, english = draw(st.sampled_from(TEXTS)), draw(st.booleans())
        if number == held[0]:
            files[f"{id_}.md"] = small.living("\n".join(listed), body, title=f"{id_} {number}")
        else:
            files[f"{id_}/{_day(number)}.md"] = small.frozen(body, title=f"{id_} {number}")
            if english:
                files[f"{id_}/{_day(number)}.en.md"] = small.frozen("1. We promise.\n", title=f"{id_} of {number}")
    return files


def _listed(draw: st.DrawFn, number: int, lost: bool, repealed: bool) -> str:
    item = [f"date: {_day(number)}", f"summary: {{ja: 要約{number}, en: Summary {number}}}"]
    known = [key for key in ("announced", "adopted") if draw(st.booleans())]
    item += [f"{key}: {_day(number - draw(st.integers(0, 30)))}" for key in known]
    item += ["text: not-held"] if lost else ["event: repealed"] if repealed else []
    fixed = draw(st.lists(st.integers(number, number + 20), max_size=2)) if not (lost or repealed) else []
    corrections = (f"{{date: {_day(day)}, summary: 誤記, before: 誤, after: 正}}" for day in fixed)
    return f"- {{{', '.join(item)}, corrections: [{', '.join(corrections)}]}}"


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """A site of one or two policies, on some day around theirs."""
    files = draw(policies("privacy")) | (draw(policies("shop/terms")) if draw(st.booleans()) else {})
    return small.site(files, draw(DAYS).isoformat(), draw(companies()))


def on(site: Site, day: dt.date) -> Site:
    """A site on another day."""
    return replace(site, today=day)


def without_secrets(site: Site) -> Site:
    """A site from whose files everything is gone that is yet to be announced."""
    policies_ = {}
    for id_, policy in site.registry.policies.items():
        public = states.public(policy, site.today)
        days = {revision.day for revision in public}
        texts = {key: text for key, text in policy.texts.items() if key[1] in days}
        if public:
            policies_[id_] = replace(policy, revisions=public, texts=texts)
    return replace(site, registry=Registry(policies_, (), ()))


def announcements(site: Site) -> list[dt.date]:
    """The days on which secrets will be told."""
    revisions = (revision for policy in site.registry.policies.values() for revision in policy.revisions)
    return sorted(r.announced for r in revisions if r.announced and r.announced > site.today)


def contexts(site: Site) -> dict[str, Context]:
    """The locales of a site, the default one first."""
    return {code: Context.make(site, code) for code in site.settings.codes}


def _day(number: int) -> dt.date:
    return START + dt.timedelta(number)


def next_day(site: Site) -> str:
    """The next day on which a site says something else, YYYY-MM-DD or ""."""
    return next_change.of_site(site, map(next_change.of_policy, site.standings))


def catalogue(locales: Mapping[str, Context]) -> Catalogue:
    """Everything public of a site, given its locales, the default one first."""
    site = _site(locales)
    listed = tuple(entry(locales, standing) for standing in site.standings)
    return replace(heading(site, next_day(site)), policies=listed)


def written_catalogue(locales: Mapping[str, Context]) -> str:
    """`/policies.json` of a site."""
    site, default = _site(locales), next(iter(locales.values()))
    told = (policies_json.policy_json(locales, standing) for standing in site.standings)
    return policies_json.policies_json(default, told, next_day(site))


def written_sitemap(locales: Mapping[str, Context]) -> str:
    """`/sitemap.xml` of a site."""
    default = next(iter(locales.values()))
    changed = {one.policy.id: sitemap.changed(default, one) for one in default.site.standings}
    return sitemap.sitemap(locales, changed)


def bundles(locales: Mapping[str, Context]) -> dict[str, Bundle]:
    """The bundle of each policy of a site that has no record, by id; none of them may have a problem."""
    made = {id_: make(locales, policy, ()) for id_, policy in _site(locales).registry.policies.items()}
    assert not [problem for one in made.values() for problem in one.summary.problems]
    return made


def files(locales: Mapping[str, Context]) -> Iterator[tuple[str, str]]:
    """Yield every file of a site that has no ordinary pages, and its pages without the theme, as JSON."""
    made = bundles(locales)
    for one in made.values():
        yield from ((path, data.decode()) for path, data in one.files)
    summaries = {id_: one.summary for id_, one in made.items()}
    yield from gather.files(locales, summaries, {}, ())
    yield from ((one.path, sheet.write(one).decode()) for one in pages(locales, made))


def pages(locales: Mapping[str, Context], made: Mapping[str, Bundle]) -> Iterator[Sheet]:
    """Yield all pages of a site that has no ordinary ones, without the theme."""
    for one in made.values():
        yield from (sheet.read(told.living.encode()) for told in one.summary.locales.values())
        yield from (sheet.read(data) for _, data in one.sheets)
    for context in locales.values():
        yield from gather.pages(context, {id_: one.summary for id_, one in made.items()})
        yield from gather.sheets(context)
    yield gather.missing(locales)


def outputs(builder: Builder) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site as a build has them, but for ordinary pages; pages without the theme, as JSON."""
    yield from builder.files({}, ())
    for code in builder.contexts:
        yield from ((one.path, sheet.write(one)) for one in (*builder.pages(code).values(), *builder.sheets(code)))
    if not builder.site.settings.below:
        yield builder.missing().path, sheet.write(builder.missing())


def feeds(context: Context) -> Iterator[tuple[str, str]]:
    """Yield the feeds of a locale, each with its address."""
    listed = context.site.standings
    told = [feed.entries(context, standing) for standing in listed]
    yield feed.of_all(context, chain.from_iterable(told))
    for standing, own in zip(listed, told, strict=True):
        yield from feed.for_policy(context, standing, own)


def _site(locales: Mapping[str, Context]) -> Site:
    return next(iter(locales.values())).site
