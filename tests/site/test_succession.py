"""A policy that replaces another: each leads to the other, and their texts are compared across."""

from __future__ import annotations

from pathlib import Path

from tests.support.pages import broken
from tests.support.site import make

FILES = {
    "company.yml": "company: {name: 見本株式会社}\n",
    "docs/index.md": "---\ntitle: 見本\n---\n",
    "docs/rules.md": (
        "---\ntitle: 旧規約\nkind: terms\nrevisions:\n  - {date: 2026-04-01, event: repealed, summary: 廃止}\n"
        "  - {date: 2024-04-01, summary: 制定}\n---\n第1条（返品）\n返品は七日以内です。\n"
    ),
    "docs/terms.md": (
        "---\ntitle: 新規約\nkind: terms\npredecessor: rules\nrevisions:\n  - {date: 2026-10-01, summary: 改定}\n"
        "  - {date: 2026-04-01, summary: 制定}\n---\n第1条（返品）\n返品は九日以内です。\n"
    ),
    "docs/terms/2026-04-01.md": "---\ntitle: 新規約\n---\n第1条（返品）\n返品は八日以内です。\n",
}
ADDRESS = "/terms/compare/2024-04-01/2026-04-01/"


def test_the_first_text_is_compared_with_the_last_of_what_it_replaces(tmp_path: Path) -> None:
    project = make(tmp_path / "project", FILES)
    built = project.build()
    assert built.code == 0, built.output
    page = built.page(ADDRESS)
    assert "旧規約 （2024年4月1日施行）" in page.text
    assert "新規約 （2026年4月1日施行）" in page.text
    assert "返品は八日以内です。" in page.text
    assert "返品は七日以内です。" in page.text
    assert page.robots == "noindex"
    assert (
        built.page("/terms/history/")
        .linked("前身の「旧規約」との新旧対照表")
        .endswith("/compare/2024-04-01/2026-04-01/")
    )
    assert broken(built.site, "https://policies.example.co.jp/") == []


def test_an_edit_of_the_former_text_is_seen_there(tmp_path: Path) -> None:
    """The comparison is made from both policies, so what is kept of one of them alone does not do."""
    project = make(tmp_path / "project", FILES)
    assert project.build().code == 0
    project.write({"docs/rules.md": FILES["docs/rules.md"].replace("七日", "五日")})
    assert "返品は五日以内です。" in project.build().text(ADDRESS)
