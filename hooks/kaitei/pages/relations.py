"""Where else a page's policy stands: link relations for <head> (RFC 5829, RFC 6903, RFC 7089)."""

from __future__ import annotations

from collections.abc import Mapping

from kaitei.pages.context import Context
from kaitei.pages.views import Relation
from kaitei.policy.policy import Policy, Revision
from kaitei.site.site import Standing

TIMEMAP = "timemap.link"
"""The file of a TimeMap below a policy's address; by its ending hosts are told its media type."""

TIMEMAP_TYPE = "application/link-format"

LEGAL: Mapping[str, str] = {"privacy": "privacy-policy", "terms": "terms-of-service"}
"""The relations of RFC 6903 (2, 4) by kind of policy."""


def legal(context: Context, address: str) -> tuple[Relation, ...]:
    """Links to a privacy policy and terms of service: of the nearest folder around the page, else any."""
    chosen = {kind: _nearest(context.site.in_force.get(kind, {}), address) for kind in LEGAL}
    return tuple(Relation(LEGAL[kind], context.living(policy)) for kind, policy in chosen.items() if policy)


def _nearest(folders: Mapping[str, Policy], address: str) -> Policy | None:
    around = [folder for folder in folders if not folder or f"/{folder}/" in address]
    return folders[max(around, key=len)] if around else next(iter(folders.values()), None)


def versions(context: Context, standing: Standing, revision: Revision, address: str) -> tuple[Relation, ...]:
    """What surrounds the page of a text in time.

    RFC 5829: the history (3.1), the text in force (3.2), the texts before and after (3.5, 3.6). RFC 7089: the TimeMap
    and, on the lasting page of a text that has taken effect, what it is a memento of (2.2.1, 2.2.3).
    """
    policy, living = standing.policy, context.living(standing.policy)
    older, newer = standing.around(revision, context.locale)
    found = [Relation("version-history", context.history(policy))]
    if address != living:
        found.append(Relation("latest-version", living))
    if address != living and revision.day <= context.site.today and not revision.withdrawn:
        found.append(Relation("original", living))
    if older:
        found.append(Relation("predecessor-version", context.dated(policy, older)))
    if newer:
        found.append(Relation("successor-version", context.dated(policy, newer)))
    return (*found, Relation("timemap", context.address(f"{policy.address}{TIMEMAP}"), TIMEMAP_TYPE))
