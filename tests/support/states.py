"""All that a small site is made from, as a value that can be changed; and what is built of it with a memory or without."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.errors import KaiteiError
from kaitei.site.site import Site
from tests.support.small import frozen, living, site, translated

REVISIONS = """\
- {date: 2027-02-01, announced: 2026-11-25, summary: 廃止, event: repealed}
- {date: 2027-01-01, announced: 2026-12-01, summary: {ja: 窓口の変更, en: New desk}, users: consent}
- {date: 2026-04-01, adopted: 2026-03-01, summary: 目的の追加, reason: 事業の追加, remarks: {c2: 新設}}
- {date: 2025-04-01, summary: 文言の整理, corrections: [{date: 2025-05-01, summary: 誤記, before: 甲, after: 乙}]}
- {date: 2024, summary: 制定, text: not-held}
"""
FILES = {
    "privacy.md": living(
        REVISIONS, "{{ company.name }}です。\n\n１．目的\n２．提供\n\n{{ desks.privacy }}\n\n{{ signature }}\n"
    ),
    "privacy/2026-04-01.md": frozen(
        "{{ company.name }}\n\n１．目的\n２．提供 [規約](/terms.md#c1)\n\n{{ representative }}\n"
    ),
    "privacy/2025-04-01.md": frozen("１．目的\n\n[会社](/about.md)へ。[{{ company.url }}]({{ company.url }})\n"),
    "privacy.en.md": translated("2026-04-01", "1. Purpose of {{ company.name }}\n"),
    "terms.md": living(
        "- {date: 2026-12-01, announced: 2026-11-24, summary: 料金}\n- {date: 2025-01-01, summary: 制定}",
        "## 第1条（目的）\n\n本文\n",
        "規約",
        "kind: terms\naliases: [kiyaku]\n",
    ),
    "terms/2025-01-01.md": frozen("## 第1条（目的）\n\n旧\n", "規約"),
    "about.md": "# 会社案内\n\n[個人情報](/privacy.md)\n",
    "index.md": "---\ntitle: 規約\n---\n{{ policies }}\n",
}
FACTS = """\
company:
  name: {ja: 見本社, en: Mihon Inc.}
  url: https://example.com/
representative:
  - {title: 代表, name: 一郎}
  - {from: 2026-06-25, title: 社長, name: 花子}
desks:
  privacy: {name: {ja: 相談窓口, en: Desk}, phone: 0120-000-000}
  sales: {name: 営業窓口}
"""


@dataclass(frozen=True)
class State:
    """All that a site is made from."""

    files: Mapping[str, str] = field(default_factory=lambda: dict(FILES))
    facts: str = FACTS
    today: str = "2026-11-22"
    assets: tuple[str, ...] = ("mark.png",)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def made(self) -> Site:
        """The site."""
        return site(self.files, self.today, self.facts, self.assets, **self.settings)


Change = Callable[[State], State]


def file(name: str, old: str, new: str) -> Change:
    """Change words of a file."""
    return lambda state: dataclasses.replace(
        state, files={**state.files, name: re.sub(old, new, state.files.get(name, frozen()), count=1)}
    )


def added(name: str, text: str) -> Change:
    """Add a file."""
    return lambda state: dataclasses.replace(state, files={**state.files, name: text})


def removed(name: str) -> Change:
    """Remove a file."""
    return lambda state: dataclasses.replace(state, files={k: v for k, v in state.files.items() if k != name})


def facts(old: str, new: str) -> Change:
    """Change words of the facts."""
    return lambda state: dataclasses.replace(state, facts=re.sub(old, new, state.facts, count=1))


def chosen(**values: Any) -> Change:
    """Change a setting."""
    return lambda state: dataclasses.replace(state, settings={**state.settings, **values})


def today(day: str) -> Change:
    """Change the day."""
    return lambda state: dataclasses.replace(state, today=day)


def tree(made: Site, memo: Memo) -> dict[str, bytes]:
    """Every file of a site, every page but for the theme and every warning; or what is wrong with it."""
    try:
        builder = Builder.make(made, memo)
    except KaiteiError as error:
        return {"problems": repr(error.problems).encode()}
    found = dict(builder.files({}, ()))
    for locale in builder.contexts:
        sheets = (*builder.pages(locale).values(), *builder.sheets(locale))
        found |= {f"page {sheet.address}": repr(sheet).encode() for sheet in sheets}
    memo.tidy()
    return found | {"warnings": repr(builder.warnings).encode()}


def without(state: State) -> dict[str, bytes]:
    """Build a site without any memory."""
    found = tree(state.made(), Memo(None))
    assert len(found) > 20 or "problems" in found
    return found


def same(state: State, kept: Path) -> bool:
    """Whether a site is the same with what was kept and without."""
    return tree(state.made(), Memo(kept)) == without(state)
