"""A policy with a past, one text coming and one not held, and its pages on a day."""

from __future__ import annotations

from typing import Any

from kaitei.pages.text import dated, living
from kaitei.pages.views import PolicyView
from kaitei.site.site import Site
from tests.support.small import context, day, frozen, site, standing, translated
from tests.support.small import living as living_file

FACTS = """
company:
  name:
    - {ja: 旧社, en: Old Inc.}
    - {from: 2025-06-01, ja: 新社, en: New Inc.}
representative:
  - {title: 社長, name: 一郎}
  - {from: 2025-06-25, title: 社長, name: 花子}
desks:
  privacy:
    name: 相談窓口
    phone:
      - {value: 0120-000-000}
      - {from: 2025-07-01, value: 0120-111-111}
"""
REVISIONS = (
    "- {date: 2026-12-01, announced: 2026-11-01, adopted: 2026-10-15, summary: 新設}\n"
    "- {date: 2025-04-01, adopted: 2025-03-10, summary: 改定}\n"
    "- {date: 2024-04-01, summary: 改定}\n"
    "- {date: '2022', summary: 制定, text: not-held}"
)
BODY = "{{ company.name }}は、次のとおり定めます。\n\n1. 甲\n2. 乙\n\n{{ desks.privacy }}\n"
FILES = {
    "privacy.md": living_file(REVISIONS, "新しい" + BODY),
    "privacy/2025-04-01.md": frozen(BODY),
    "privacy/2024-04-01.md": frozen("旧い本文です。\n\n{{ signature }}\n"),
    "privacy.en.md": translated("2024-04-01", "{{ company.name }}\n"),
}
ONE = "- {date: 2024-04-01, summary: 制定}"


def made(today: str, files: dict[str, str] = FILES, **changes: Any) -> Site:
    return site(files, today, FACTS, **changes)


def shown(today: str, locale: str = "ja", files: dict[str, str] = FILES, **changes: Any) -> PolicyView:
    of = made(today, files, **changes)
    view = living(context(of, locale), standing(of))
    assert isinstance(view, PolicyView)
    return view


def permanent(date: str, today: str, locale: str = "ja", files: dict[str, str] = FILES) -> PolicyView:
    of = made(today, files)
    held = standing(of)
    return dated(context(of, locale), held, held.policy.revision(day(date)))
