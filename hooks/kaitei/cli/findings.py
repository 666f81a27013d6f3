"""What `kaitei check` and `kaitei report` both tell of a site, held against a commit or not."""

from __future__ import annotations

from collections.abc import Callable

from kaitei.assembly.builder import check
from kaitei.checks import unrevised
from kaitei.checks.coming import broken
from kaitei.checks.hints import advice
from kaitei.errors import KaiteiError, Problem
from kaitei.record import record
from kaitei.review import against_commit
from kaitei.review.asked import asked
from kaitei.review.commit import Base
from kaitei.site.site import Site
from kaitei.starting import forms


def found(
    site: Site, before: Base | None, rehearse: Callable[[], tuple[Problem, ...]], lang: str = "en"
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """All problems and all warnings of a site; with the site at a commit, those of the change as well.

    Args:
        site: the site.
        before: the site at a commit.
        rehearse: builds the site without publishing it, and returns what MkDocs and its plugins warn of.
        lang: the language of whoever is told.
    """
    problems: list[Problem] = []
    warnings: list[Problem] = []
    try:
        builder = check(site)
        warnings += (*builder.warnings, *builder.hints, *builder.drafting, *broken(site, builder.summaries))
        problems += rehearse()
        wrong, advised = unrevised.told(site)
        problems += wrong
        warnings += advised
    except KaiteiError as error:
        problems += error.problems
    if before:
        problems += against_commit.problems(site, before)
        warnings += against_commit.warnings(site, before)
    faults, told = asked(site, before, lang)
    problems += faults
    behind = (Problem("forms_behind", site.settings.name(path), line) for path, line, _ in forms.behind(site))
    warnings += (*record.notes(site), *advice(site), *told, *behind)
    return KaiteiError(problems).problems, KaiteiError(warnings).problems
