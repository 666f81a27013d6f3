"""What the record watches beside texts: frozen files, the pictures that these show, PDFs in the place of texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kaitei.record import record
from kaitei.site.site import Site
from tests.support.small import frozen, living, site

THREE = "- {{date: 2026-04-01, summary: 改定}}\n- {{date: 2025-04-01, summary: 改定}}\n"
LOST = "- {{date: 2024-04-01, summary: 制定, text: {0}/old.pdf}}"


def made(root: Path, below: str) -> Site:
    """A site whose policy shows pictures below the engine's folder and, where that is not all of docs/, outside it."""
    start = f"/{below}" if below else ""
    files = {
        "terms.md": living((THREE + LOST).format(start), f"![a]({start}/now.png)\n"),
        "terms/2025-04-01.md": frozen(f"![a]({start}/mark.png) ![b](/shared.png)\n"),
    }
    docs = root / "docs"
    for name in ("old.pdf", "now.png", "mark.png", "terms/2025-04-01.md"):
        (docs / below / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / below / name).write_text(name)
    (docs / "shared.png").write_text("shared")
    names = ("old.pdf", "now.png", "mark.png", *(() if below else ("shared.png",)))
    known = site(files, "2026-11-22", assets=names, root=root, docs=docs / below, below=below)
    return replace(known, registry=replace(known.registry, outside=frozenset(("shared.png",) if below else ())))


@pytest.mark.parametrize("below", ["", "legal", "a/b"])
def test_what_past_texts_show_is_watched_wherever_it_is(below: str, tmp_path: Path) -> None:
    start = f"docs/{below}/" if below else "docs/"
    found = record.sources(made(tmp_path, below))
    assert set(found) == {
        *(f"{start}{name}" for name in ("mark.png", "old.pdf")),
        "docs/shared.png",
        *(name for name in found if name.endswith("2025-04-01.md")),
    }
    assert len([name for name in found if name.endswith(".md")]) == 1


@pytest.mark.parametrize("below", ["", "legal"])
def test_what_shows_a_changed_picture_is_named(below: str, tmp_path: Path) -> None:
    of = made(tmp_path, below)
    start = f"docs/{below}/" if below else "docs/"
    assert list(record._showing(of, f"{start}mark.png")) == ["terms 2025-04-01"]
    assert list(record._showing(of, "docs/shared.png")) == ["terms 2025-04-01"]
    assert list(record._showing(of, f"{start}old.pdf")) == ["terms 2024-04-01"]
    assert list(record._showing(of, f"{start}now.png")) == []
