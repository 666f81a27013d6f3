"""What `kaitei check` and `kaitei report` both tell of a site, held against a commit or not."""

from __future__ import annotations

from kaitei.assembly.builder import check
from kaitei.checks.coming import broken
from kaitei.checks.hints import advice
from kaitei.errors import KaiteiError, Problem
from kaitei.record import lock, record
from kaitei.review import against_commit
from kaitei.review.commit import Base
from kaitei.site.site import Site


def found(site: Site, before: Base | None) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """All problems and all warnings of a site; with the site at a commit, those of the change as well."""
    problems: list[Problem] = []
    warnings: list[Problem] = []
    try:
        builder = check(site)
        warnings += (*builder.warnings, *broken(site, builder.summaries))
        problems += _unlisted(site)
    except KaiteiError as error:
        problems += error.problems
    if before:
        problems += against_commit.problems(site, before)
        if any(problem.key == "since_lock_gone" for problem in problems):
            problems = [problem for problem in problems if problem.key != "lock_unlisted"]
        warnings += against_commit.warnings(site, before)
    warnings += advice(site)
    return KaiteiError(problems).problems, KaiteiError(warnings).problems


def _unlisted(site: Site) -> list[Problem]:
    """Tell what the record lacks, with the lines to add."""
    missing = record.unlisted(site, record.read(site))
    lines = "\n".join(entry.line for entry in missing)
    name = site.settings.name(lock.path(site.settings))
    return [Problem("lock_unlisted", name, 0, {"count": str(len(missing)), "lines": lines})] if missing else []
