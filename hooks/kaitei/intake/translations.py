"""Translations that come from elsewhere, each of a revision that is there or comes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.intake.plan import Plan, headed, written
from kaitei.intake.read import Version
from kaitei.policy import states
from kaitei.policy.policy import Policy
from kaitei.record.record import frozen_path
from kaitei.site.site import Site


def joined(
    site: Site, id_: str, made: Plan, originals: Sequence[Version], translations: Sequence[Version], title: str
) -> Plan:
    """A plan that writes translations as well.

    Args:
        site: the site.
        id_: of the policy.
        made: the plan for what comes in the site's first language.
        originals: that.
        translations: what comes in other languages.
        title: for those that have none of their own.

    Raises:
        KaiteiError: where there is no such policy, a day is missing or is that of no text, a title is missing, or
            something is there already.
    """
    policy = site.registry.policies.get(id_)
    if not policy and not originals:
        raise fail("policy_unknown", id=id_, known=", ".join(site.registry.policies))
    listed = states.standing(policy.revisions) if policy else ()
    held = {one.day for one in listed if one.held} | {one.day for one in originals if one.day and not one.pdf}
    titled = [replace(one, title=one.title or title or _title(policy, one.locale)) for one in translations]
    newest = max(held, default=dt.date.min)
    placed = [(one, _place(site, id_, one, newest) if one.day else None) for one in titled]
    if problems := list(_problems(site, policy, held, placed, made)):
        raise KaiteiError(problems)
    files: dict[Path, bytes | None] = {}
    for one, path in placed:
        assert path
        living = {"translates": one.day} if one.day == newest else {}
        files[path] = (headed({"title": one.title} | living) + one.body).encode()
    told = [problem for one in titled for problem in one.told]
    proposed = [_proposed(one) for one in titled if not one.given]
    return replace(
        made,
        files={**made.files, **files},
        proposed=(*made.proposed, *proposed),
        told=(*made.told, *told, *written(site, files)),
    )


def _title(policy: Policy | None, locale: str) -> str:
    """The title of the translation that is there."""
    texts = policy.texts.values() if policy else ()
    return next((one.title for one in texts if one.locale == locale and one.living), "")


def _place(site: Site, id_: str, version: Version, newest: dt.date) -> Path:
    """The file of a translation: that of the newest text is living."""
    if version.day == newest:
        return site.settings.docs / f"{id_}.{version.locale}.md"
    return frozen_path(site.settings, id_, str(version.day), version.locale)


def _problems(
    site: Site, policy: Policy | None, held: Set[dt.date], placed: Sequence[tuple[Version, Path | None]], made: Plan
) -> Iterator[Problem]:
    """Yield what is wrong with translations."""
    seen: dict[Path, str] = {}
    for one, path in placed:
        if path is None:
            yield Problem("import_undated", one.name, 0, {"file": one.name})
            continue
        if one.pdf:
            yield Problem("import_translation_pdf", one.name)
        elif one.day not in held:
            days = ", ".join(map(str, sorted(held, reverse=True)))
            yield Problem("import_translation_day", one.name, 0, {"date": str(one.day), "days": days})
        elif not one.title:
            yield Problem("import_translation_title", one.name)
        elif path in seen:
            yield Problem("import_twice", one.name, 0, {"other": seen[path], "date": str(one.day)})
        elif path.exists() and not _kept(site, policy, one.locale, path, made):
            yield Problem("import_there", site.settings.name(path))
        seen[path] = one.name


def _kept(site: Site, policy: Policy | None, locale: str, path: Path, made: Plan) -> bool:
    """Whether what is in a file is that of an earlier revision, of which there is a copy, or will be."""
    data = path.read_bytes()
    texts = policy.texts.values() if policy else ()
    others = (site.settings.root / one.file for one in texts if one.locale == locale)
    return data in made.files.values() or any(other != path and other.read_bytes() == data for other in others)


def _proposed(version: Version) -> Problem:
    return Problem("import_proposed_translation", version.name, 0, {"date": str(version.day), "locale": version.locale})
