from __future__ import annotations

import pytest

from kaitei.record.revise import announced_in_time
from tests.support import small
from tests.support.small import living


def verdict(given: str, kind: str = "terms", today: str = "2026-11-22") -> str:
    revisions = f"- {{summary: 改定, {given}}}\n- {{date: 2020-04-01, summary: 制定, text: not-held}}"
    policy = small.policy(
        small.registry(
            {"privacy.md": living(revisions, "" if "repealed" in given else "本文です。\n", head=f"kind: {kind}\n")}
        )
    )
    return announced_in_time(policy, policy.revisions[0], small.day(today))


LATE = "date: 2026-12-01, announced: 2026-12-01"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (LATE, "error"),
        (f"{LATE}, basis: reasonable", "error"),
        (f"{LATE}, basis: benefit", "warning"),
        (f"{LATE}, basis: consent", "warning"),
        (f"{LATE}, basis: not-standard-terms", "warning"),
        ("date: 2026-12-01, announced: 2026-11-30, basis: reasonable", ""),
        ("date: 2026-11-23", ""),
        ("date: 2026-11-22", "error"),
        ("date: 2026-11-22, basis: consent", "warning"),
        ("date: 2025-04-01, recorded: 2026-11-22", ""),
        ("date: 2026-12-01, announced: 2026-12-01, withdrawn: 2026-11-25, reason: 延期", ""),
        ("date: 2026-11-22, event: repealed", ""),
    ],
)
def test_a_change_of_terms_is_announced_before_its_day_as_far_as_its_basis_asks(given: str, expected: str) -> None:
    assert verdict(given) == expected


def test_other_policies_and_first_versions_owe_no_notice() -> None:
    assert verdict(LATE, "privacy") == ""
    policy = small.policy(small.registry({"privacy.md": living(f"- {{summary: 制定, {LATE}}}", head="kind: terms\n")}))
    assert announced_in_time(policy, policy.revisions[0], small.day("2026-11-22")) == ""
