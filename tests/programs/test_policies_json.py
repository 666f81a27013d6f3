from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema_rs import Draft202012Validator, ValidationError, meta

from kaitei.programs.policies_json import schema
from kaitei.site.site import Site
from tests.support import small
from tests.support.registries import catalogue, contexts, sites, written_catalogue

REVISIONS = """
- {date: 2027-01-01, announced: 2026-11-16, adopted: 2026-11-05, summary: {ja: 改める, en: Changed}, users: consent}
- date: 2025-04-01
  summary: 見直し
  reason: 法改正
  users: none
  corrections: [{date: 2025-05-01, summary: 誤記, before: 甲, after: 乙}]
- {date: 2018-04, summary: 制定, text: not-held}
"""
UNSET = {"count": 1, "locale": None, "field": None}
HEAD = "kind: [privacy, other]\naliases: [old]\n"
FILES = {
    "privacy.md": small.living(REVISIONS, "1. 甲です。\n2. 乙です。\n", head=HEAD),
    "privacy/2025-04-01.md": small.frozen("1. 甲です。\n"),
    "privacy/2025-04-01.en.md": small.frozen("1. A.\n", title="Privacy"),
}


def read(today: str, files: dict[str, str] | None = None) -> Any:
    return json.loads(written_catalogue(contexts(small.site(files or FILES, today))))


def strict(part: Any) -> Any:
    """The schema with no key allowed that it does not name."""
    if isinstance(part, dict):
        closed = {"additionalProperties": False} if "properties" in part and "type" in part else {}
        return {key: strict(value) for key, value in part.items()} | closed
    return [strict(one) for one in part] if isinstance(part, list) else part


VALIDATOR = Draft202012Validator(strict(json.loads(schema())), validate_formats=True)


def test_the_schema_is_one() -> None:
    assert meta.is_valid(json.loads(schema()))
    assert json.loads(schema())["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sites())
def test_whatever_is_told_is_what_the_schema_says(site: Site) -> None:
    VALIDATOR.validate(json.loads(written_catalogue(contexts(site))))


@pytest.mark.parametrize(
    ("key", "value"), [("state", "unknown"), ("sha256", {"ja": "abc"}), ("date", "2025-4-1"), ("extra", 1)]
)
def test_the_schema_refuses_what_is_wrong(key: str, value: object) -> None:
    found = read("2026-11-22")
    VALIDATOR.validate(found)
    found["policies"][0]["revisions"][0][key] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(found)


def test_a_policy_says_where_it_stands() -> None:
    found = read("2026-11-22")
    (policy,) = found.pop("policies")
    assert found == {
        "$schema": "https://policies.example.com/policies.schema.json",
        "version": 1,
        "date": "2026-11-22",
        "timezone": "Asia/Tokyo",
        "next_change": "2027-01-01",
    }
    revisions = policy.pop("revisions")
    assert policy == {
        "id": "privacy",
        "aliases": ["old"],
        "kind": ["privacy", "other"],
        "title": {"ja": "個人情報の取扱い", "en": "Privacy"},
        "state": "current",
        "current": "2025-04-01",
        "upcoming": ["2027-01-01"],
        "successor": None,
        "successors": [],
        "predecessors": [],
        "languages": {
            "ja": {"state": "current", "revision": "2025-04-01"},
            "en": {"state": "current", "revision": "2025-04-01"},
        },
        "addresses": {
            code: {
                "text": f"https://policies.example.com/{folder}privacy/",
                "history": f"https://policies.example.com/{folder}privacy/history/",
                "feed": f"https://policies.example.com/{folder}privacy/feed.xml",
                "timemap": f"https://policies.example.com/{folder}privacy/timemap.link",
            }
            for code, folder in (("ja", ""), ("en", "en/"))
        },
    }
    assert [(one["date"], one["state"], one["users"]) for one in revisions] == [
        ("2027-01-01", "to-be-revised", "consent"),
        ("2025-04-01", "current", "none"),
        ("2018-04", "superseded", "notify"),
    ]


def test_a_revision_says_what_surrounds_it_and_what_it_changed() -> None:
    coming, present, lost = read("2026-11-22")["policies"][0]["revisions"]
    assert (coming["supersedes"], coming["superseded_by"], coming["until"]) == ("2025-04-01", None, None)
    assert (present["supersedes"], present["superseded_by"], present["until"]) == (
        *("2018-04", "2027-01-01"),
        "2026-12-31",
    )
    assert (lost["effective"], lost["until"], lost["sha256"], lost["changes"]) == ("2018-04-01", "2025-03-31", {}, {})
    assert (coming["announced"], coming["adopted"], present["announced"]) == ("2026-11-16", "2026-11-05", None)
    assert coming["summary"] == {"ja": "改める", "en": "Changed"}
    assert (present["summary"], present["reason"]) == ({"ja": "見直し"}, {"ja": "法改正"})
    assert present["corrections"] == [
        {"date": "2025-05-01", "summary": {"ja": "誤記"}, "before": "甲", "after": "乙"} | UNSET,
    ]
    assert coming["changes"]["ja"]["added"] == 1
    assert (sorted(coming["sha256"]), sorted(present["sha256"])) == (["ja"], ["en", "ja"])
    base = "https://policies.example.com"
    assert coming["addresses"] == {
        "ja": {
            "text": f"{base}/privacy/2027-01-01/",
            "txt": f"{base}/privacy/2027-01-01.txt",
            "comparison": f"{base}/privacy/compare/2025-04-01/2027-01-01/",
            "history": f"{base}/privacy/history/",
        },
        "en": {"history": f"{base}/en/privacy/history/"},
    }


def test_before_it_is_announced_a_revision_is_in_nothing() -> None:
    text = written_catalogue(contexts(small.site(FILES, "2026-11-15")))
    assert not [word for word in ("2027", "改める", "Changed", "2026-12", "2026-11-16") if word in text]
    assert json.loads(text)["next_change"] is None


def test_a_repealed_policy_has_nothing_in_force_and_says_what_replaces_it() -> None:
    revisions = "- {date: 2026-01-01, summary: 廃止, event: repealed}\n- {date: 2025-01-01, summary: 制定}"
    files = {
        "points.md": small.living(revisions, head="kind: terms\nsuccessor: privacy\n"),
        "privacy.md": small.living("- {date: 2025-01-01, summary: 制定}"),
    }
    ended = next(policy for policy in read("2026-01-01", files)["policies"] if policy["id"] == "points")
    assert (ended["state"], ended["current"], ended["successor"]) == ("repealed", None, "privacy")
    before = next(policy for policy in read("2025-12-31", files)["policies"] if policy["id"] == "points")
    assert (before["state"], before["current"], before["upcoming"]) == ("current", "2025-01-01", ["2026-01-01"])


def test_successors_and_predecessors_are_told_by_whichever_policy_names_the_other() -> None:
    ended = "- {date: 2026-01-01, summary: 廃止, event: repealed}\n- {date: 2025-01-01, summary: 制定}"
    begun = "- {date: 2026-01-01, summary: 制定}"
    files = {
        "points.md": small.living(ended, head="kind: terms\nsuccessor: [shop/terms, shop/points]\n"),
        "stamps.md": small.living(ended, head="kind: terms\n"),
        "shop/terms.md": small.living(begun, head="kind: terms\npredecessor: stamps\n"),
        "shop/points.md": small.living(begun, head="kind: terms\npredecessor: points\n"),
        "open.md": small.living(begun, head="kind: terms\nsuccessor: points\n"),
    }
    found = {one["id"]: one for one in read("2026-01-01", files)["policies"]}
    assert (found["points"]["successor"], found["points"]["successors"]) == (
        "shop/terms",
        ["shop/terms", "shop/points"],
    )
    assert (found["stamps"]["successor"], found["stamps"]["successors"]) == ("shop/terms", ["shop/terms"])
    assert found["shop/terms"]["predecessors"] == ["stamps", "points"]
    assert found["shop/points"]["predecessors"] == ["points"]
    assert (found["open"]["successors"], found["points"]["predecessors"]) == ([], [])  # it goes on


def test_a_revision_called_off_or_brought_in_later_says_so_and_owes_nobody_anything() -> None:
    revisions = (
        "- {date: 2027-05-01, replaces: 2027-04-01, transition: {ja: 従前の例, en: As before}, summary: 改定}\n"
        "- {date: 2027-04-01, users: consent, withdrawn: 2027-03-20, reason: 延期, summary: 改定}\n"
        "- {date: 2024-04-01, recorded: 2026-11-28, source: 写し, summary: 当初}"
    )
    files = {"privacy.md": small.living(revisions), "privacy/2027-04-01.md": small.frozen()}
    files["privacy/2024-04-01.md"] = small.frozen()
    (policy,) = read("2027-03-25", files)["policies"]
    new, off, old = policy["revisions"]
    assert (policy["current"], policy["upcoming"]) == ("2024-04-01", ["2027-05-01"])
    assert (off["state"], off["withdrawn"], off["users"], off["until"]) == ("withdrawn", "2027-03-20", "none", None)
    assert (new["replaces"], new["supersedes"], new["users"]) == ("2027-04-01", "2024-04-01", "notify")
    assert new["transition"] == {"ja": "従前の例", "en": "As before"}
    assert (old["recorded"], old["source"], old["event"]) == ("2026-11-28", {"ja": "写し"}, "revised")
    assert (old["until"], old["superseded_by"]) == ("2027-04-30", "2027-05-01")


def test_a_translation_that_lags_or_lacks_is_told() -> None:
    found = read("2027-01-01")["policies"][0]["languages"]
    assert found["en"] == {"state": "lagging", "revision": "2025-04-01"}
    lacking = {key: text for key, text in FILES.items() if ".en." not in key}
    assert read("2027-01-01", lacking)["policies"][0]["languages"]["en"] == {"state": "missing", "revision": None}


def test_a_pdf_is_named_in_full() -> None:
    made = small.site(
        {"a.md": small.living("- {date: 2025-01-01, summary: 制定, text: /archive/a.pdf}", "")},
        "2026-01-01",
        assets=("archive/a.pdf",),
    )
    found = json.loads(written_catalogue(contexts(made)))
    assert found["policies"][0]["revisions"][0]["pdf"] == "https://policies.example.com/archive/a.pdf"


def test_a_policy_reads_the_same_by_itself_and_among_others() -> None:
    """What separates lines elsewhere, such as a line feed, is a character like any other here."""
    revisions = '- {date: 2026-04-01, summary: "一\\n二"}\n- {date: 2025-04-01, summary: 制定, text: not-held}'
    files = {"privacy.md": small.living(revisions), "terms.md": small.living("- {date: 2026-04-01, summary: 制定}")}
    for made in (small.site(files, "2026-11-22"), small.site({}, "2026-11-22")):
        locales = contexts(made)
        told = {"$schema": locales["ja"].absolute("/policies.schema.json")} | asdict(catalogue(locales))
        assert written_catalogue(locales) == json.dumps(told, ensure_ascii=False, indent=1) + "\n"
