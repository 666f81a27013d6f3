"""Pages that show a policy's text: `/<id>/` and, for each revision held, `/<id>/<date>/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from kaitei import dates
from kaitei.facts import facts
from kaitei.facts.changes import changed, differences
from kaitei.pages.ask import beside, desk
from kaitei.pages.citation import citation
from kaitei.pages.compare_address import address_if_compared, switch
from kaitei.pages.context import Context
from kaitei.pages.editions import editions
from kaitei.pages.filler import PageFiller
from kaitei.pages.notes import corrected, notes, reason, replacement, transition
from kaitei.pages.views import DateLine, Link, MessageView, Notice, PolicyView, StateMark
from kaitei.policy.policy import Revision, Text
from kaitei.policy.states import State, until
from kaitei.site.edition import Edition
from kaitei.site.site import Standing
from kaitei.text import terms
from kaitei.text.fill import fill
from kaitei.text.typeset import typeset
from kaitei.wording.per_locale import Said, pick

UNNAMED = (*facts.SINGLE, "officers", "joint_use", "partners")
"""Facts that notices name by kind alone, 代表者; for others the entry's name follows, 窓口（個人情報相談窓口）."""


def living(context: Context, standing: Standing) -> PolicyView | MessageView:
    """Make the page of the text in force, or say in its place that no text is held or translated."""
    edition = standing.shown_edition(context.locale)
    if edition is None:
        return _not_held(context, standing) if context.is_default else _untranslated(context, standing)
    revision = edition.revision
    notices = _living_notices(context, standing, revision)
    if revision != standing.shown:
        notices = (_lag(context, standing, revision), *notices)
    elif not context.is_default:
        notices = (*notices, _authoritative(context, standing))
    lasting = Link(context.words("action_permalink"), context.dated(standing.policy, revision))
    former = (_other(context, "action_predecessor", one) for one in standing.predecessors)
    actions = (*_actions(context, standing, revision), lasting, *former)
    mark = context.brief(standing, _stated(standing, revision))
    day = max(context.site.today, revision.day)  # a text not in force yet has no facts of an earlier day
    view = _view(context, standing, edition, day, context.living(standing.policy), mark, notices, actions)
    return replace(view, dates=(*view.dates, *_updated(context, standing, edition)))


def dated(context: Context, standing: Standing, revision: Revision) -> PolicyView:
    """Make the lasting page of a revision, with the facts of its first day."""
    edition = standing.edition(revision, context.locale)
    assert edition
    notices = _dated_notices(context, standing, edition)
    notices = notices if context.is_default else (*notices, _authoritative(context, standing))
    actions = (*_home(context, standing, notices), *_actions(context, standing, revision))
    page = context.dated(standing.policy, revision)
    mark = context.brief(standing, revision)
    return _view(context, standing, edition, revision.day, page, mark, notices, actions)


def _home(context: Context, standing: Standing, notices: tuple[Notice, ...]) -> tuple[Link, ...]:
    """Lead to the text in force where no notice does."""
    home = Link(context.words("action_current"), context.living(standing.policy))
    told = any(link.address == home.address for notice in notices for link in notice.links)
    return (home,) if standing.current and not told else ()


def _view(
    context: Context,
    standing: Standing,
    edition: Edition,
    day: dt.date,
    page: str,
    mark: StateMark,
    notices: tuple[Notice, ...],
    actions: tuple[Link, ...],
) -> PolicyView:
    revision, document = edition.revision, edition.content.document
    filler = PageFiller(context, edition.content, day, page, standing, revision)
    shown = typeset(_body(context, document.html, filler), document.toc, edition.text.title)
    previous, following = beside(context, standing)
    return PolicyView(
        title=edition.text.title,
        kinds=context.kinds(standing.policy),
        state=mark,
        dates=_dates(context, standing, revision),
        notices=notices,
        actions=actions,
        toc=shown.toc,
        body=shown.body,
        text=context.address(f"{standing.policy.address}{revision.date}.txt"),
        sha256=edition.sha256,
        corrections=corrected(context, edition),
        notes=notes(context, revision),
        desk=desk(context, edition, page),
        previous=previous,
        next=following,
        history=Link(context.words("action_history"), context.history(standing.policy)),
        way=_way(context, standing, revision, page),
        editions=editions(context, standing, revision),
        citation=citation(context, standing, edition),
        edit_url=_edit_url(context, edition.text) if page == context.living(standing.policy) else "",
    )


def _body(context: Context, html: str, filler: PageFiller) -> Markup:
    """A text filled in, its defined terms linked unless the site wants none of that."""
    wanted = context.settings.defined_terms
    return terms.linked(fill(html, filler, told=True), context.locale) if wanted else fill(html, filler)


def _way(context: Context, standing: Standing, revision: Revision, page: str) -> Link | None:
    """Where a text that is not the one in force leads; None where it is that, or none is in force."""
    current, living = standing.current, context.living(standing.policy)
    if current is None or revision == current:
        return None
    if page == living and revision != standing.shown:
        label = context.words("way_lag", language=context.default_language)
        return _authoritative_link(context, standing)._replace(label=label)
    if page == living:
        return next(iter(_successor(context, standing)), None)
    ended = current.event == "repealed"
    return Link(context.words("way_repealed" if ended else "way_current"), living)


def _stated(standing: Standing, revision: Revision) -> Revision:
    """The revision whose state a living page shows: the repeal, if the policy is repealed."""
    current = standing.current
    repealed = current and current.event == "repealed" and standing.shown == revision
    return current if repealed and current else revision


def _dates(context: Context, standing: Standing, revision: Revision) -> tuple[DateLine, ...]:
    words = context.words
    lines = [DateLine(words("label_planned" if revision.withdrawn else "label_effective"), revision.date)]
    if revision.adopted:
        lines.append(DateLine(words(f"label_adopted_{revision.event}"), revision.adopted))
    oldest = standing.enacted
    if oldest and oldest != revision:
        lines.append(DateLine(words("label_enacted"), oldest.adopted or oldest.date))
    return tuple(lines)


def _updated(context: Context, standing: Standing, edition: Edition) -> Iterator[DateLine]:
    """Say of a text in force when what it shows was last changed without a revision."""
    if edition.revision == standing.current:
        names, today = edition.reading.names, context.site.today
        found = changed(context.site.facts, names, edition.revision.day, today)
        if found:
            yield DateLine(context.words("label_updated"), found[-1].day)


def _living_notices(context: Context, standing: Standing, revision: Revision) -> tuple[Notice, ...]:
    words, current = context.words, standing.current
    found = []
    if standing.shown.withdrawn:
        found.append(_withdrawn(context, standing, standing.shown))
    elif current is None:
        day = context.day(standing.shown.date)
        found.append(Notice(words("notice_enactment", day=day), words("notice_enactment_text"), tone="next"))
    if current and current.event == "repealed":
        day = context.day(current.date)
        found.append(
            Notice(words("notice_repealed", day=day), words("notice_repealed_text"), _successor(context, standing))
        )
    elif current:
        current_text = revision == standing.shown
        found += [_coming(context, standing, coming, current_text) for coming in standing.upcoming]
    return tuple(found)


def _coming(context: Context, standing: Standing, revision: Revision, current_text: bool) -> Notice:
    words, day = context.words, context.day(revision.date)
    if revision.event == "repealed":
        after = _successor(context, standing)
        return Notice(words("notice_repeal", day=day), words("notice_repeal_text"), after, tone="next")
    links = []
    if standing.text(revision, context.locale):
        links.append(Link(words("action_full_next"), context.dated(standing.policy, revision)))
    elif standing.text(revision, context.settings.default):
        label = words("action_authoritative", language=context.default_language)
        links.append(Link(label, context.default_address(f"{standing.policy.address}{revision.date}/")))
    if standing.current and (address := address_if_compared(context, standing, standing.current, revision)):
        links.append(Link(words("action_compare"), address))
    text = words("notice_revision_text") if current_text else ""
    notes = transition(context, revision)
    return Notice(words("notice_revision", day=day), text, tuple(links), notes=notes, tone="next")


def _withdrawn(context: Context, standing: Standing, revision: Revision) -> Notice:
    words, links = context.words, []
    assert revision.withdrawn
    if standing.current:
        links.append(Link(words("action_current"), context.living(standing.policy)))
    instead = replacement(standing, revision)
    if instead and standing.text(instead, context.locale):
        label = words("action_instead", day=context.day(instead.date))
        links.append(Link(label, context.dated(standing.policy, instead)))
    days = {"effective": context.day(revision.date), "day": context.day(revision.withdrawn)}
    title, text = words(f"notice_withdrawn_{revision.event}"), words("notice_withdrawn_text", **days)
    return Notice(title, text, tuple(links), notes=reason(context, revision))


def _successor(context: Context, standing: Standing) -> tuple[Link, ...]:
    return tuple(_other(context, "action_successor", one) for one in standing.successors)


def _other(context: Context, label: str, other: Standing) -> Link:
    title = context.title(other)
    return Link(context.words.html(label, title=title.html), context.living(other.policy))


def _lag(context: Context, standing: Standing, revision: Revision) -> Notice:
    """Say that a translation lags behind the authoritative text."""
    words = context.words
    text = words(
        "notice_lag_text",
        translated=context.day(revision.date),
        current=context.day(standing.shown.date),
        language=context.default_language,
    )
    return Notice(words("notice_lag"), text, (_authoritative_link(context, standing),), tone="next")


def _authoritative(context: Context, standing: Standing) -> Notice:
    """Say that the text is a translation, and which one is authoritative."""
    words = context.words
    text = words("notice_authoritative_text", language=context.default_language)
    return Notice(words("notice_authoritative"), text, (_authoritative_link(context, standing),))


def _authoritative_link(context: Context, standing: Standing) -> Link:
    label = context.words("action_authoritative", language=context.default_language)
    return Link(label, context.default_address(standing.policy.address))


def _dated_notices(context: Context, standing: Standing, edition: Edition) -> tuple[Notice, ...]:
    words, revision, state = context.words, edition.revision, standing.state(edition.revision)
    home = Link(words("action_current"), context.living(standing.policy))
    found = []
    if state is State.SUPERSEDED:
        last = until(standing.revisions, revision)
        since = address_if_compared(context, standing, revision, standing.shown)
        more = (Link(words("action_since"), since),) if since else ()
        text = words("notice_past_text", day=context.day(last or ""))
        _, newer = standing.around(revision)
        found.append(Notice(words("notice_past"), text, (home, *more), notes=transition(context, newer)))
    elif state is State.WITHDRAWN:
        found.append(_withdrawn(context, standing, revision))
    elif state.upcoming:
        day = context.day(revision.date)
        before = standing.current
        text_ = words("notice_next_text") if before else words("notice_enactment_text")
        found.append(Notice(words("notice_next", day=day), text_, (home,) if before else (), tone="next"))
    names = differing_facts(context, edition)
    if names and not state.upcoming and not revision.withdrawn:
        key = "notice_facts_past" if found else "notice_facts_now"
        told = words(key, names=words("list_separator").join(names))
        now = Link(words("action_today"), context.living(standing.policy))
        found.append(Notice(words("notice_facts"), told, () if found else (now,)))
    return tuple(found)


def differing_facts(context: Context, edition: Edition) -> tuple[str, ...]:
    """What a text shows that is different today, in words."""
    known, today = context.site.facts, context.site.today
    names = differences(edition.reading.names, known.as_of(edition.revision.day), known.as_of(today))
    return fact_labels(context, names, today)


def fact_labels(context: Context, names: tuple[str, ...], day: dt.date) -> tuple[str, ...]:
    """What readers call facts: 代表者, 窓口（個人情報相談窓口）."""
    return tuple(dict.fromkeys(_label(context, name, day) for name in names))


def _label(context: Context, name: str, day: dt.date) -> str:
    key, _, entry = name.partition(".")
    kind = context.words.get(f"fact_{key}") or key
    if not entry or key in UNNAMED:
        return kind
    for moment in (day, day - dates.ONE_DAY, dt.date.min):
        try:
            value = facts.lookup(context.site.facts.as_of(moment), f"{name}.name")
        except KeyError:
            continue
        if facts.is_text(value, context.settings.codes):
            own = pick(value, context.locale, context.settings.default).text
            return context.words("fact_named", kind=kind, name=own)
    return kind


def _actions(context: Context, standing: Standing, revision: Revision) -> tuple[Link, ...]:
    history = Link(context.words("action_history"), context.history(standing.policy))
    return (*switch(context, standing, revision), history, *_previous(context, standing, revision))


def _previous(context: Context, standing: Standing, revision: Revision) -> list[Link]:
    older, _ = standing.around(revision, context.locale)
    address = address_if_compared(context, standing, older, revision) if older else ""
    return [Link(context.words("action_previous"), address)] if address else []


def _edit_url(context: Context, text: Text) -> str:
    """Where a change to a living text may be proposed: as `edit_url` says, else MkDocs; "" for nowhere."""
    settings = context.settings
    if not text.living:
        return ""
    if not settings.edit_url:
        path = f"{settings.below}/{settings.below_docs(text.file)}".lstrip("/")
        return settings.edit_docs.replace("{path_noext}", path.removesuffix(".md")).replace("{path}", path)
    pattern = settings.edit_url
    if "{path}" in pattern:
        return pattern.replace("{path}", text.file)
    return pattern + text.file if pattern.endswith("/") else pattern


def _untranslated(context: Context, standing: Standing) -> MessageView:
    title, shown = context.title(standing), standing.shown
    history = Link(context.words("action_history"), context.history(standing.policy))
    return MessageView(
        title.text,
        context.words("stub_text", language=context.default_language),
        (_authoritative_link(context, standing), history),
        title.lang,
        state=context.brief(standing, _stated(standing, shown)),
        dates=_dates(context, standing, shown),
    )


def _not_held(context: Context, standing: Standing) -> MessageView:
    words, shown = context.words, standing.shown
    links = [Link(words("action_pdf"), shown.pdf)] if shown.pdf else []
    links += [
        Link(words("notice_next", day=context.day(revision.date)), context.dated(standing.policy, revision))
        for revision in standing.upcoming
        if standing.text(revision, context.locale)
    ]
    links.append(Link(words("action_history"), context.history(standing.policy)))
    text = words("notice_not_held_text", day=context.day(shown.date))
    return MessageView(context.title(standing).text, text, tuple(links))


def moved(context: Context, title: Said, target: str) -> MessageView:
    """Make the page at a former address."""
    told = context.words.html("moved_text", title=title.html)
    return MessageView(context.words("moved_title"), told, (Link(title.text, target, lang=title.lang),))


def missing(context: Context, others: Iterable[Context] = ()) -> MessageView:
    """Make the page for addresses at which there is nothing; hosts show one in all locales, so it speaks for others."""
    words = context.words
    titles = ((context.title(one), context.living(one.policy)) for one in context.site.standings)
    links = (
        Link(words("nav_index"), context.address("/")),
        Link(words("nav_history"), context.address("/history/")),
        *(Link(title.text, address, lang=title.lang) for title, address in titles),
    )
    too = tuple(replace(missing(other), lang=other.locale) for other in others)
    return MessageView(words("missing_title"), words("missing_text"), links, others=too)
