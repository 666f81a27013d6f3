"""A real policy, transcribed into the contract's form, is published whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import site

CASE = site.REPOSITORY.parent / "shared" / "cases" / "healmate"


@pytest.mark.skipif(not CASE.is_dir(), reason=f"the transcribed policy is not at {CASE}")
def test_every_line_of_a_real_policy_is_on_its_page(tmp_path: Path) -> None:
    content = {
        name: data for name, data in site.tree(CASE).items() if name == "company.yml" or name.startswith("docs/")
    }
    built = site.make(tmp_path, content).build()
    assert built.code == 0, built.output
    shown = _squeezed(built.text("/privacy/"))
    expected = (CASE / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in expected if _squeezed(line) not in shown] == []
    assert [name for name in built.holding("{{") if name.endswith((".html", ".txt", ".json", ".xml"))] == []


def _squeezed(text: str) -> str:
    return "".join(text.split())
