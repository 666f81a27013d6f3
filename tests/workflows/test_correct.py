"""The form of a correction."""

from __future__ import annotations

import pytest

from tests.support import site
from tests.support.forms import ADDRESS, LIVING, branches, start
from tests.support.platform import Platform, git
from tests.support.site import Project

SLIP = {"POLICY": "利用規約（terms）", "DATE": "", "BEFORE": "本 文です", "AFTER": "正文です", "SUMMARY": "誤記の訂正"}


def recorded(project: Project) -> None:
    """Record what is public, and correct from the branch at hand."""
    ran = Platform(project.root.parent / "gh").run(
        "lock", script=project.root.parent / "lock.sh", cwd=str(project.root), KAITEI_TODAY="2026-11-01"
    )
    assert ran.code == 0, ran.output
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "record")


def test_a_slip_is_put_right_with_its_record(project: Project) -> None:
    (project.root.parent / "lock.sh").write_text("kaitei lock\n", encoding="utf-8")
    (project.root.parent / "gh").mkdir(exist_ok=True)
    recorded(project)
    ran, page = start(project, SLIP, form="correct", heads=f"revise/terms-2027-05-01 {ADDRESS}/pull/5\n")
    assert ran.code == 0, ran.output
    branch = "correct/terms-2026-11-22-31"
    assert branches(project) == [branch, "main"]
    changed = git(project.root, "diff", "--name-only", "main", branch).split()
    lists = ["record/SHA256SUMS", "record/entries.tsv"]
    assert changed == ["docs/terms.md", *lists, "record/terms/2024-04-01.ja.1.txt", "record/terms/2024-04-01.ja.txt"]
    living = git(project.root, "show", f"{branch}:docs/terms.md")
    assert "corrections: [{date: 2026-11-22, summary: 誤記の訂正, before: 本 文です, after: 正文です}]" in living
    assert living.endswith("正文です。\n")
    made = next(call for call in ran.asked if call.startswith("pr create"))
    assert f"--base main --head {branch} --title terms: 訂正 2026-11-22 誤記の訂正" in made
    assert "本文を手で直す必要はありません" in made
    assert f"{ADDRESS}/pull/5" in page
    assert git(project.root, "log", "-1", "--format=%s") == "terms: 訂正 2026-11-22\n"


def test_a_slip_in_a_past_text_or_a_translation_is_put_right_in_its_file(project: Project) -> None:
    living = LIVING.replace("revisions:\n", "revisions:\n  - {date: 2025-04-01, summary: 改定}\n")
    translation = "---\ntitle: Terms\ntranslates: 2025-04-01\n---\nThe textt.\n"
    bilingual = site.make(project.root.parent / "other", {}, languages=("ja", "en")).root / "mkdocs.yml"
    project.write({"docs/terms.md": living, "docs/terms/2024-04-01.md": LIVING, "docs/terms.en.md": translation})
    project.write({"mkdocs.yml": bilingual.read_text(encoding="utf-8")})
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "English")
    typed = {"DATE": "2024年4月1日", "COUNT": "１", "SUMMARY": ""}
    ran, _ = start(project, SLIP | typed, form="correct")
    assert ran.code == 0, ran.output
    assert git(project.root, "diff", "--name-only", "main", "HEAD").split() == [
        "docs/terms.md",
        "docs/terms/2024-04-01.md",
    ]
    git(project.root, "switch", "--quiet", "main")
    typed = {"BEFORE": "textt", "AFTER": "text", "LOCALE": "en", "GITHUB_RUN_NUMBER": "32"}
    ran, _ = start(project, SLIP | typed, form="correct")
    assert ran.code == 0, ran.output
    assert "correct/terms-2026-11-22-32" in branches(project)
    assert git(project.root, "diff", "--name-only", "main", "HEAD").split() == ["docs/terms.en.md", "docs/terms.md"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"BEFORE": "文本"}, "「文本」はありません"),
        ({"BEFORE": " "}, "--before を指定してください"),
        ({"COUNT": "2"}, "1か所あります"),
        ({"COUNT": "いくつか"}, "--count"),
        ({"AFTER": "$(touch trap)"}, ""),
        ({"DATE": "2024-04-02"}, "2024-04-02"),
    ],
)
def test_what_cannot_be_put_right_is_told(typed: dict[str, str], told: str, project: Project) -> None:
    ran, page = start(project, SLIP | typed, form="correct")
    assert not list(project.root.glob("trap"))
    if told:
        assert ran.code == 1, ran.output
        assert "何も書いていません" in page
        assert told in page
        assert branches(project) == ["main"]
