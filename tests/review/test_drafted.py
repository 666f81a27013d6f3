"""References that a change's renumbering leaves behind, in the report and when the next revision is begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.cli.findings import found
from kaitei.review import drafted
from tests.support.repository import Repository, repository

OLD = """\
第1条（受付）
1. お便りは三日以内に返します。
2. 写しは渡しません。
"""
NEW = """\
第1条（名称）
この窓口は、灯台の窓口と呼び、弊社が開きます。当社が閉じます。

第2条（受付）
1. お便りは三日以内に返します。
2. 写しは渡しません。
"""
LAST = "\n第2条（例外）\n第1条第1項の期日は、急ぎのときに限り縮めます。第9条による。\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "project")
    made.edit(("docs/privacy.md", OLD, OLD + LAST))
    made.lock()
    made.git("commit", "-q", "-a", "-m", "例外")
    return made


def line(made: Repository, words: str) -> int:
    """The line of the living text that begins with words."""
    return next(at for at, text in enumerate(made.read("docs/privacy.md").split("\n"), 1) if text.startswith(words))


def told(made: Repository) -> list[str]:
    _, warnings = found(made.load(), None, tuple)
    new = (one for one in drafted.new(warnings, made.base("HEAD")) if one.key.startswith("draft_"))
    return [f"{one.file}:{one.line} {one.key} {one.params['what']} {one.params.get('new', '')}".strip() for one in new]


def test_a_report_tells_of_what_the_change_brought_in_with_the_edit(made: Repository) -> None:
    assert told(made) == []
    assert made.kaitei("revise", "privacy", "2026-12-01", "--announced", "2026-11-25").code == 0
    made.edit(("docs/privacy.md", OLD + LAST, NEW + LAST.replace("第2条", "第3条")))
    assert told(made) == [
        f"docs/privacy.md:{line(made, '第1条第1項')} draft_reference_follows 第1条第1項 第2条第1項",
        f"docs/privacy.md:{line(made, 'この窓口')} draft_mixed 弊社",
    ]


def test_whoever_begins_a_revision_hears_of_references_that_lead_nowhere(made: Repository) -> None:
    begun = made.kaitei("revise", "privacy", "2026-12-01", "--announced", "2026-11-25", lang="ja")
    assert f"docs/privacy.md:{line(made, '第1条第1項')}: 「第9条」に当たる条項が" in begun.out
    assert begun.out.index("第9条") < begun.out.index("次に：")
