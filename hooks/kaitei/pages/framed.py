"""Pages of policies, each as what the templates are given: what it says, and what surrounds that."""

from __future__ import annotations

from kaitei.pages import changes as changing
from kaitei.pages import history as histories
from kaitei.pages import text
from kaitei.pages.compare import compare
from kaitei.pages.compare_address import compared_with
from kaitei.pages.context import Context
from kaitei.pages.frame import company_name, frame, trail
from kaitei.pages.linked_data import linked_data
from kaitei.pages.pair import Pair
from kaitei.pages.relations import versions
from kaitei.pages.views import (
    ChangesView,
    CompareView,
    DateLine,
    Frame,
    HistoryView,
    Link,
    MessageView,
    PolicyView,
    StateMark,
)
from kaitei.policy.policy import Revision
from kaitei.site.edition import Edition
from kaitei.site.site import Standing


def living(context: Context, standing: Standing) -> tuple[PolicyView | MessageView, Frame]:
    """Make the page of the text in force."""
    view = text.living(context, standing)
    described = ""
    if isinstance(view, PolicyView):
        company = company_name(context).text
        described = context.words("description_text", company=company, title=view.title, state=view.state.label)
    surround = frame(
        context,
        view.title,
        standing.policy.address,
        lambda code: standing.shown_edition(code) is not None,
        fallback=standing.policy.address,
        description=described,
    )
    hidden = isinstance(view, MessageView) or bool(standing.shown.withdrawn)
    surround = _of(surround, context, standing)._replace(noindex=hidden)
    return view, _stated(context, surround, view, standing, standing.shown_edition(context.locale))


def dated(context: Context, standing: Standing, revision: Revision) -> tuple[PolicyView, Frame]:
    """Make the lasting page of a revision."""
    view = text.dated(context, standing, revision)
    current = standing.shown == revision
    titled = "page_text_of_withdrawn" if revision.withdrawn else "page_text_of"
    surround = frame(
        context,
        context.words(titled, title=view.title, day=context.day(revision.date)),
        f"{standing.policy.address}{revision.date}/",
        lambda code: standing.edition(revision, code) is not None,
        fallback=standing.policy.address,
    )
    canonical = context.living(standing.policy) if current else surround.canonical
    noindex = not current or bool(revision.withdrawn)
    here = Link(context.choice(standing, revision), surround.address)
    surround = _of(surround, context, standing, here)._replace(noindex=noindex, canonical=canonical)
    return view, _stated(context, surround, view, standing, standing.edition(revision, context.locale))


def history(context: Context, standing: Standing) -> tuple[HistoryView, Frame]:
    """Make the page of a policy's revisions."""
    title = context.words("page_history_of", title=context.title(standing).text)
    view = histories.history(context, standing)
    surround = frame(context, title, f"{standing.policy.address}history/")
    return view, _of(surround, context, standing, Link(view.title, surround.address))


def comparison(pair: Pair) -> tuple[CompareView, Frame]:
    """Make the page of two revisions side by side."""
    context, standing = pair.context, pair.standing
    view = compare(pair)
    surround = frame(
        context,
        context.words("page_compare_of", title=context.title(standing).text, old=view.old.label, new=view.new.label),
        f"{standing.policy.address}compare/{pair.old.date}/{pair.new.date}/",
        lambda code: standing.compared(pair.old, pair.new, code) or code == context.locale,
        fallback=standing.policy.address,
    )
    marks = {"old": context.mark(pair.before, pair.old).label, "new": context.mark(standing, pair.new).label}
    sides = (
        context.words("margin_side", label=getattr(view.labels, side), state=marks[side]) for side in ("new", "old")
    )
    here = Link(context.words("page_compare"), surround.address)
    surround = _of(surround, context, standing, view.history, here)
    return view, surround._replace(noindex=True, state=(*surround.state, *sides))


def changes(pair: Pair) -> tuple[ChangesView, Frame]:
    """Make the page of a text with what its revision changed marked in it."""
    context, standing, revision = pair.context, pair.standing, pair.new
    view = changing.changes(pair)
    day = context.day(revision.date)
    surround = frame(
        context,
        context.words("page_changes_of", title=context.title(standing).text, day=day),
        f"{standing.policy.address}{revision.date}/changes/",
        lambda code: compared_with(standing, revision, code) is not None,
        fallback=standing.policy.address,
    )
    state = _state(context, view.state, DateLine(context.words("label_effective"), revision.date))
    here = Link(context.words("page_changes"), surround.address)
    return view, _of(surround, context, standing, here)._replace(noindex=True, state=state)


def moved(context: Context, standing: Standing, path: str, target: str) -> tuple[MessageView, Frame]:
    """Make the page at a former address; it is in one locale only, as others may not hold what it leads to."""
    view, own = text.moved(context, context.title(standing), target), context.locale
    surround = frame(context, view.title, path, lambda code: code == own)
    entry = context.living(standing.policy)
    return view, surround._replace(noindex=True, canonical=target, redirect=target, entry=entry)


def _of(surround: Frame, context: Context, standing: Standing, *further: Link) -> Frame:
    """Add what all pages of a policy share: its feed, its entry in the navigation, the way there and `further`."""
    living, title = context.living(standing.policy), context.title(standing)
    way = trail(context, Link(title.text, living, lang=title.lang), *further)
    return surround._replace(feed=context.feed(standing.policy), entry=living, trail=way)


def _state(context: Context, mark: StateMark, first: DateLine) -> tuple[str, ...]:
    """A state as of the site's day, and the first day of the text that has it."""
    today, day = context.day(context.site.today), context.day(first.date)
    said = context.words("margin_state", day=today, state=mark.label)
    return said, context.words("margin_effective", effective=first.label, day=day)


def _stated(
    context: Context, surround: Frame, view: PolicyView | MessageView, standing: Standing, shown: Edition | None
) -> Frame:
    """Add the state and the first day of a text, for the margin, and what programs are told of its page."""
    if not isinstance(view, PolicyView) or shown is None:
        return surround
    state = (*_state(context, view.state, view.dates[0]), *view.corrections)
    related = versions(context, standing, shown.revision, surround.address)
    data = linked_data(context, standing, shown, surround.address)
    return surround._replace(state=state, relations=(*surround.relations, *related), data=data)
