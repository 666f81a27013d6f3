"""A site in which everything is that can be tampered with: what `tests/cases/since.yml` edits."""

from __future__ import annotations

from pathlib import Path

from tests.support.repository import FILES, Repository, repository
from tests.support.site import Content

TITLE = "---\ntitle: 店の規約\n---\n"

SITE: dict[str, Content] = FILES | {
    "company.yml": str(FILES["company.yml"]) + "fee: 千円\n",
    "docs/shop.md": """\
---
title: 店の規約
kind: terms
aliases: [old/shop]
revisions:
  - date: 2027-02-01
    adopted: 2026-10-20
    announced: 2026-11-01
    users: consent
    summary: 返品の期間の見直し
    reason: ご要望による
  - date: 2025-04-01
    adopted: 2025-03-10
    summary: 送料の見直し
  - {date: 2023-04-01, announced: 2023-03-01, summary: 図の追加}
  - {date: 2021-04-01, summary: 改定, text: /archive/2021.pdf}
  - {date: 2020-04-01, summary: 制定, text: not-held}
---
第1条（返品）
返品は十四日以内に受け付けます。

{{ dates }}
""",
    "docs/shop/2025-04-01.md": (
        f"{TITLE}第1条（返品）\n返品は七日以内に受け付けます。手数料は{{{{ fee }}}}です。\n\n{{{{ dates }}}}\n"
    ),
    "docs/shop/2023-04-01.md": f"{TITLE}第1条（返品）\n返品は七日以内です。\n\n![流れ](/images/flow.png)\n",
    "docs/images/flow.png": b"\x89PNG\r\n\x1a\n as published",
    "docs/images/desk.png": b"\x89PNG\r\n\x1a\n as it is",
    "docs/archive/2021.pdf": b"%PDF-1.7 as published",
    "docs/archive/other.pdf": b"%PDF-1.7 something else",
}


def started(root: Path) -> Repository:
    """The site, recorded and committed, on a branch for what follows."""
    return repository(root, SITE)


LIVING_PICTURE = "\n![受付](/images/desk.png)\n"
"""A picture that only a text in force shows."""
