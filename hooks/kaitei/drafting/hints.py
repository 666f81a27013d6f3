"""The rules of drafting in one table, and what they find in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kaitei.drafting import blanks, days, following, references, siblings, spelling, terms, typed
from kaitei.drafting.draft import Draft, Hint
from kaitei.errors import KaiteiError, Problem
from kaitei.policy import states
from kaitei.site.edition import Edition
from kaitei.site.site import Standing

Rule = Callable[[Draft], Iterator[Hint]]

RULES: tuple[Rule, ...] = (
    following.behind,
    references.missing,
    terms.twice,
    terms.early,
    terms.undefined,
    terms.unused,
    typed.known,
    typed.desks,
    days.impossible,
    days.of_effect,
    blanks.left_open,
    siblings.unlike,
    spelling.mixed,
)
"""What is looked for. Each takes a text and yields what deserves a look, in time that grows with the text alone."""


def hints(whole: Standing) -> Iterator[Problem]:
    """Yield what a drafter would look at in the living texts of a policy; of a text that cannot be read nothing.

    Args:
        whole: the policy with all its revisions.
    """
    policy, used = whole.policy, set[str]()
    for draft in drafts(whole):
        for hint in found(draft):
            used.add(hint.what)
            if hint.what not in policy.intended:
                yield Problem(hint.key, draft.edition.text.file, hint.line, {"what": hint.what, **hint.params})
    yield from (
        Problem("draft_intended_idle", policy.file, 0, {"what": what}) for what in policy.intended if what not in used
    )


def of_references(whole: Standing) -> Iterator[Problem]:
    """Yield those of them that are about references, which whoever begins a revision can mend with it."""
    yield from (one for one in hints(whole) if one.key.startswith("draft_reference_"))


def drafts(whole: Standing) -> Iterator[Draft]:
    """Yield the living texts of a policy that is not repealed, those that can be read."""
    ended = whole.revisions[0].event == "repealed" and not whole.revisions[0].withdrawn
    for edition in whole.editions.values() if not ended else ():
        if edition.text.living and _is_readable(edition):
            yield Draft(whole.site, edition, _before(whole, edition))


def found(draft: Draft) -> Iterator[Hint]:
    """Yield what each rule tells of a text, once for each line and words, references that were left behind first."""
    told: set[tuple[int, str]] = set()
    for rule in RULES:
        for hint in rule(draft):
            if (hint.line, hint.what) not in told:
                told.add((hint.line, hint.what))
                yield hint


def _before(whole: Standing, edition: Edition) -> Edition | None:
    """The text of the same language before one."""
    standing = (one for one in states.standing(whole.revisions) if one.day < edition.revision.day)
    editions = (whole.edition(one, edition.text.locale) for one in standing)
    return next((one for one in editions if one and _is_readable(one)), None)


def _is_readable(edition: Edition) -> bool:
    try:
        return bool(edition.nodes)
    except (KaiteiError, KeyError):
        return False
