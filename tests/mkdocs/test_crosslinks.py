"""Links between policies and ordinary pages, held against what MkDocs has made of these."""

from __future__ import annotations

from pathlib import Path

from tests.support import site
from tests.support.site import Content

FILES: dict[str, Content] = {
    "company.yml": "company: {name: 見本株式会社}\n",
    "docs/index.md": "# 見本\n",
    "docs/about.md": "# 会社\n\n## 沿革 {#history}\n\n本文。\n\n[規約の第2条](/terms.md#c2)\n",
    "docs/terms/2024-04-01.md": "---\ntitle: 規約\n---\n１．目的\n２．範囲\n",
    "docs/terms.md": (
        "---\ntitle: 規約\nkind: terms\nrevisions:\n"
        "  - {date: 2027-01-01, announced: 2026-10-01, summary: 改定}\n  - {date: 2024-04-01, summary: 制定}\n"
        "---\n１．目的は[沿革](/about.md#history)のとおりです。\n"
    ),
}
EXTENSIONS = {"markdown_extensions": ["attr_list"]}


def test_a_link_to_a_place_on_an_ordinary_page_is_one_that_mkdocs_has_made(tmp_path: Path) -> None:
    made = site.make(tmp_path / "project", FILES, EXTENSIONS, ("ja",))
    built = made.build()
    assert built.code == 0, built.output
    assert 'href="../../about/#history"' in built.html("/terms/2027-01-01/")
    made.write({"docs/terms.md": str(FILES["docs/terms.md"]).replace("#history", "#histroy")})
    built = made.build()
    assert built.code == 1
    assert "docs/terms.md:8: The link /about.md#histroy leads to no clause" in built.output
    assert "#history" in built.output


def test_a_clause_that_an_ordinary_page_leads_to_and_that_is_to_go_is_told(tmp_path: Path) -> None:
    built = site.make(tmp_path / "project", FILES, EXTENSIONS, ("ja",)).build()
    assert built.code == 0, built.output
    told = [line for line in built.output.splitlines() if "docs/about.md" in line]
    assert len(told) == 1
    assert "2027-01-01" in told[0]
    assert "c2" in told[0]
