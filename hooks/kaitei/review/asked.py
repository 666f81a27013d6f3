"""What laws ask to be written, held against the newest texts: all that is open, or what a change adds or takes away."""

from __future__ import annotations

from kaitei.duties import answers, telling
from kaitei.duties.answers import Duties
from kaitei.duties.decisions import FILE
from kaitei.duties.lists import THEIRS
from kaitei.errors import KaiteiError, Problem
from kaitei.review.commit import Base
from kaitei.site.site import Site


def asked(site: Site, base: Base | None, lang: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is wrong with lists and decisions; and what deserves a look.

    Args:
        site: the site as it is.
        base: the site as it was; None to be told all that is open.
        lang: the language of whoever is told.
    """
    try:
        now = answers.held(site)
    except KaiteiError as error:  # of texts the build tells
        return tuple(one for one in error.problems if one.file == FILE or one.file.startswith(f"{THEIRS}/")), ()
    if base is None:
        return (), (*telling.hints(now, lang), *telling.stale(now))
    then = _then(base)
    changes = answers.changes(then, now) if then else ()
    words = site.settings.words(lang)
    return (), (*(telling.changed(one, words) for one in changes), *telling.stale(now))


def _then(base: Base) -> Duties | None:
    """The same of the site as it was; None where it cannot be held against anything."""
    try:
        return answers.held(base.site) if base.site else None
    except KaiteiError:
        return None
