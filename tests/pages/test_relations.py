from __future__ import annotations

import pytest

from kaitei.pages.relations import legal, versions
from tests.support import small

FILES = {
    "privacy.md": small.living(
        "- {date: 2027-01-01, summary: 改定}\n- {date: 2025-04-01, summary: 改定}\n- {date: 2022-04-01, summary: 制定}"
    ),
    "privacy/2025-04-01.md": small.frozen(),
    "privacy/2022-04-01.md": small.frozen(),
    "privacy/2022-04-01.en.md": small.frozen(),
    "old-terms.md": small.living(
        "- {date: 2024-01-01, summary: 廃止, event: repealed}\n- {date: 2022-04-01, summary: 制定}",
        head="kind: terms\n",
    ),
    "terms.md": small.living("- {date: 2022-04-01, summary: 制定}", head="kind: [terms, other]\n"),
    "shop/terms.md": small.living("- {date: 2022-04-01, summary: 制定}", head="kind: terms\n"),
}


def related(date: str, address: str, locale: str = "ja") -> dict[str, str]:
    site = small.site(FILES, "2026-11-22")
    standing = small.standing(site)
    revision = standing.policy.revision(small.day(date))
    return {one.rel: one.address for one in versions(small.context(site, locale), standing, revision, address)}


def test_a_lasting_page_names_what_surrounds_it_in_time() -> None:
    assert related("2025-04-01", "/privacy/2025-04-01/") == {
        "version-history": "/privacy/history/",
        "latest-version": "/privacy/",
        "original": "/privacy/",
        "predecessor-version": "/privacy/2022-04-01/",
        "successor-version": "/privacy/2027-01-01/",
        "timemap": "/privacy/timemap.link",
    }


def test_the_page_in_force_is_the_latest_itself() -> None:
    found = related("2025-04-01", "/privacy/")
    assert "latest-version" not in found
    assert "original" not in found
    assert found["predecessor-version"] == "/privacy/2022-04-01/"


def test_what_has_not_taken_effect_is_no_memento() -> None:
    found = related("2027-01-01", "/privacy/2027-01-01/")
    assert "original" not in found
    assert "successor-version" not in found


def test_a_language_names_its_own_texts() -> None:
    found = related("2022-04-01", "/en/privacy/2022-04-01/", "en")
    assert found["version-history"] == "/en/privacy/history/"
    assert not {"predecessor-version", "successor-version"} & found.keys()


@pytest.mark.parametrize(
    ("address", "terms"), [("/", "/terms/"), ("/privacy/history/", "/terms/"), ("/shop/terms/", "/shop/terms/")]
)
def test_every_page_names_the_privacy_policy_and_the_terms_in_force(address: str, terms: str) -> None:
    found = legal(small.context(small.site(FILES, "2026-11-22")), address)
    assert {(one.rel, one.address) for one in found} == {("privacy-policy", "/privacy/"), ("terms-of-service", terms)}


def test_nothing_is_named_that_is_not_in_force() -> None:
    assert legal(small.context(small.site(FILES, "2022-03-31")), "/") == ()
