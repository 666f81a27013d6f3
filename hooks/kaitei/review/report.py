"""What a pull request does to the policies: one comment in Markdown, and a page of each comparison for the approval.

Old is the living text as it was, new the living text as it is, in each language; a correction within a frozen text is
shown as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kaitei import dates
from kaitei.documents import compared, notice
from kaitei.errors import KaiteiError, Problem
from kaitei.facts.changes import differences
from kaitei.pages import notes
from kaitei.pages.compare import compare
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name
from kaitei.pages.pair import Pair
from kaitei.pages.text import fact_labels
from kaitei.pages.views import CompareView
from kaitei.policy.policy import Policy, Revision
from kaitei.review import gists
from kaitei.review.commit import Base
from kaitei.review.effects import effects
from kaitei.review.gists import GistChange, newest
from kaitei.site.edition import Edition
from kaitei.site.site import Site, Standing
from kaitei.wording.words import Words, message

LIMIT = 60_000
"""Characters of a comment; hosting platforms take 65,536, and a workflow adds some to make its words inert."""

OF_RECORD = ("since_", "lock_reread", "record_", "base_", "sighting_")
"""How the keys of what concerns the record begin; the rest is of drafting and duties."""

TOLD_BY_EFFECTS = ("lock_unlisted_note", "lock_former_note")
"""What needs no look: the publishing workflow sees to it."""

SectionKind = Literal["revised", "corrected", "enacted", "removed", "listed", "gists", "unreadable"]


@dataclass(frozen=True, slots=True)
class Section:
    """What happened to one policy in one language."""

    kind: SectionKind
    id: str
    locale: str
    title: str
    date: str = ""  # of the revision
    dates: tuple[tuple[str, str], ...] = ()  # (施行, 2026年12月1日)
    summary: str = ""
    told: tuple[tuple[str, str], ...] = ()  # for the approval: days, summary, reason, what goes on, who decided, …
    view: CompareView | None = None  # where two texts differ
    gists: tuple[GistChange, ...] = ()  # what became of plain-language notes


@dataclass(frozen=True, slots=True)
class FactsLine:
    """A day from which facts read otherwise, and which they are."""

    day: dt.date
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Pair(Pair):
    """A text at the commit and the text now, as the pair that a comparison is made of."""

    texts: tuple[Edition, Edition]  # each with the facts of its own site

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """Both texts."""
        return self.texts


@dataclass(frozen=True)
class Report:
    """Everything that there is to tell."""

    site: Site
    lang: str
    sections: tuple[Section, ...]
    facts: tuple[FactsLine, ...]
    effects: tuple[str, ...] = ()  # a sentence each

    def comment(self, problems: Sequence[Problem], warnings: Sequence[Problem], limit: int = LIMIT) -> str:
        """The comment; tables that would make it too long are left out whole, with a note.

        Args:
            problems: what is wrong, to be told first.
            warnings: what deserves a look.
            limit: how many characters it may have.
        """
        of_record = [one for one in warnings if one.key.startswith(OF_RECORD)]
        told = {
            "problems": self._lines(problems),
            "warnings": self._lines(of_record),
            "drafting": self._lines(one for one in warnings if one not in of_record and one.key not in TOLD_BY_EFFECTS),
        }
        tables: list[str] = ["" for _ in self.sections]
        text = self._comment(told, tables)
        for index, section in enumerate(self.sections):
            if section.view:
                tables[index] = self._render(section.locale, "kaitei/compare.md", view=section.view)
                longer = self._comment(told, tables)
                tables[index] = tables[index] if len(longer) <= limit else ""
                text = longer if tables[index] else text
        return text if len(text) <= limit else self._comment(_shortened(told, limit), tables)

    def pages(self) -> dict[str, str]:
        """A self-contained page for each comparison, by file name: `terms.html`, `shop_terms.en.html`."""
        return {f"{name}.html": approval(self.site, section) for name, section in self._named.items()}

    def documents(self) -> dict[str, bytes]:
        """The same comparisons for Word: `terms.docx`."""
        compared_ones = {name: section for name, section in self._named.items() if section.view}
        return {f"{name}.docx": self._document(section) for name, section in compared_ones.items()}

    def notices(self) -> dict[str, bytes]:
        """The announcement of each revision, in each form: `terms.notice.mail.txt`."""
        found: dict[str, bytes] = {}
        for name, section in self._named.items():
            if section.kind == "revised":
                with suppress(KaiteiError, KeyError):  # the problems tell
                    found |= self._notice(name, section)
        return found

    def _notice(self, name: str, section: Section) -> dict[str, bytes]:
        context, policy = Context.make(self.site, section.locale), self.site.registry.policies[section.id]
        standing, revision = Standing.whole(policy, self.site), policy.revision(dates.parse(section.date))
        return {
            f"{name}.notice{suffix}": notice.written(context, standing, revision, form).encode()
            for form, suffix in notice.FORMS.items()
        }

    @cached_property
    def _named(self) -> dict[str, Section]:
        """What there is to approve, by the names of its files."""
        found: dict[str, Section] = {}
        for section in self.sections:
            if section.view or section.gists:
                suffix = "" if section.locale == self.site.settings.default else f".{section.locale}"
                stem = section.id.replace("/", "_")
                first = f"{stem}{suffix}"
                found[first if first not in found else f"{stem}.{section.date}{suffix}"] = section
        return found

    def _document(self, section: Section) -> bytes:
        assert section.view
        context = Context.make(self.site, section.locale)
        return compared.document(context, section.view, section.dates, dates.parse(section.date))

    def _comment(self, told: dict[str, list[str]], tables: list[str]) -> str:
        pairs = list(zip(self.sections, tables, strict=True))
        state = "mend" if told["problems"] else "look" if told["warnings"] or told["drafting"] else "fine"
        context = {"sections": pairs, "facts": self.facts, "w": self._words(), "state": state, **told}
        context["effects"] = self.effects
        return self._render(self.site.settings.default, "kaitei/report.md", **context) + "\n"

    def _render(self, locale: str, template: str, **context: object) -> str:
        return str(Context.make(self.site, locale).renderer.render(template, "/", **context)).strip()

    def _words(self) -> Words:
        return self.site.settings.words(self.lang)

    def _lines(self, problems: Iterable[Problem]) -> list[str]:
        return [message(problem, self.lang) for problem in problems]


def approval(site: Site, section: Section) -> str:
    """The page of a section for the approval, with who the company is and when the page was made."""
    context = Context.make(site, section.locale)
    known = {"section": section, "view": section.view, "company": company_name(context), "today": site.today}
    return str(context.renderer.render("kaitei/approval.html", "/", **known)).strip() + "\n"


def revised(pair: Pair) -> Section:
    """The section of two revisions, whichever they are."""
    context, policy = pair.context, pair.standing.policy
    return replace(_section("revised", context.site, policy, context.locale, pair.new), view=compare(pair))


def make(site: Site, base: Base, lang: str) -> Report:
    """Find what a change does.

    Args:
        site: the site as it is.
        base: the site as it was.
        lang: the language of the comment's own words; comparisons are in the language of their texts.
    """
    told = effects(site, base, site.settings.words(lang))
    return Report(site, lang, tuple(_sections(site, base)), tuple(_facts(site, base)), told)


def _sections(site: Site, base: Base) -> Iterator[Section]:
    known = dict(base.site.registry.policies) if base.site else {}
    for policy in site.registry.policies.values():
        before = next((known.pop(id_) for id_ in (policy.id, *policy.aliases) if id_ in known), None)
        if before is None or base.site is None:
            if base.site is not None or not base.problems or base.problems[0].key == "base_empty":
                yield _section("enacted", site, policy, site.settings.default, policy.revisions[0])
            continue
        found = [one for code in site.settings.codes for one in _policy(site, base.site, before, policy, code)]
        listed = [_plain(one) for one in before.revisions] != [_plain(one) for one in policy.revisions]
        if not found and listed:
            found = [_section("listed", site, policy, site.settings.default, policy.revisions[0])]
        yield from found
    for gone in known.values():
        yield Section("removed", gone.id, site.settings.default, gone.title)


def _policy(site: Site, then: Site, before: Policy, after: Policy, locale: str) -> Iterator[Section]:
    """Compare a policy's texts in one language: the newest with the newest, and those of the same revision."""
    old, new = newest(before, locale), newest(after, locale)
    if new and (old is None or old.date != new.date):
        revision = after.revision(new.date)
        if old is None:
            yield _section("enacted", site, after, locale, revision)
        else:
            yield from _compared("revised", site, then, before, after, locale, (before.revision(old.date), revision))
    for revision in after.revisions:
        same = next((one for one in before.revisions if one.day == revision.day), None)
        if same and (locale, same.day) in before.texts and (locale, revision.day) in after.texts:
            yield from _compared("corrected", site, then, before, after, locale, (same, revision))


def _compared(
    kind: SectionKind,
    site: Site,
    then: Site,
    before: Policy,
    after: Policy,
    locale: str,
    pair: tuple[Revision, Revision],
) -> Iterator[Section]:
    old, new = pair
    was = Standing.whole(before, then).editions[locale, old.day]
    now = Standing.whole(after, site).editions[locale, new.day]
    try:
        text = now.canonical
    except (KaiteiError, KeyError):
        last = newest(after, locale)
        if last and last.date == new.day:  # of others the problems tell
            yield _section("unreadable", site, after, locale, new)
        return
    try:
        before_text = was.canonical
    except (KaiteiError, KeyError):
        return
    noted = gists.changes(was, now)
    if before_text == text and kind == "corrected":
        if noted:
            yield replace(_section("gists", site, after, locale, new), gists=noted)
        return
    context = Context.make(site, locale)
    shown = new if old.day == new.day else old
    view = compare(_Pair(context, _both(site, before, after, locale, old, new), shown, new, (was, now)))
    if kind == "corrected":
        named = {"new": context.words("compare_corrected_new"), "old": context.words("compare_corrected_old")}
        view = replace(view, labels=replace(view.labels, **named))
    yield replace(_section(kind, site, after, locale, new), view=view, gists=noted)


def _both(site: Site, before: Policy, after: Policy, locale: str, old: Revision, new: Revision) -> Standing:
    """A policy with just the two revisions compared and their texts, for `pages.compare.compare`."""
    texts = {(locale, old.day): before.texts[locale, old.day], (locale, new.day): after.texts[locale, new.day]}
    revisions = (new,) if old.day == new.day else (new, old)
    return Standing.whole(replace(after, revisions=revisions, texts=texts), site)


def _section(kind: SectionKind, site: Site, policy: Policy, locale: str, revision: Revision) -> Section:
    context = Context.make(site, locale)
    text = policy.texts.get((locale, revision.day))
    return Section(
        kind=kind,
        id=policy.id,
        locale=locale,
        title=text.title if text else policy.title,
        date=revision.date,
        dates=notes.days(context, revision),
        summary=context.say(revision.summary).text,
        told=(
            *notes.told(context, revision),
            *((context.words(key), said) for key, said in _notes(context, revision) if said),
        ),
    )


def _notes(context: Context, revision: Revision) -> Iterator[tuple[str, str]]:
    yield "approval_replaces", context.day(revision.replaces) if revision.replaces else ""
    yield "label_withdrawn", context.day(revision.withdrawn) if revision.withdrawn else ""
    yield "approval_decided_by", revision.decided.by
    yield "approval_decided_ref", revision.decided.ref
    yield "approval_basis", context.words(f"basis_{revision.basis}") if revision.basis else ""


def _plain(revision: Revision) -> Revision:
    return replace(revision, line=0)


def _facts(site: Site, base: Base) -> Iterator[FactsLine]:
    """Yield each day, today or later, from which other facts differ between the commit and now than before it."""
    if base.site is None:
        return
    context = Context.make(site, site.settings.default)
    names = tuple(dict.fromkeys([*base.site.facts.as_of(site.today).values, *site.facts.as_of(site.today).values]))
    told: tuple[str, ...] = ()
    later = {day for one in (site.facts, base.site.facts) for day in one.changes if day > site.today}
    for day in (site.today, *sorted(later)):
        changed = fact_labels(context, differences(names, base.site.facts.as_of(day), site.facts.as_of(day)), day)
        if changed and changed != told:
            yield FactsLine(day, changed)
        told = changed


def _shortened(told: dict[str, list[str]], limit: int) -> dict[str, list[str]]:
    """Keep the first messages where there are so many that they alone fill a comment."""
    return {key: [line[: limit // 100] for line in lines[:20]] for key, lines in told.items()}
