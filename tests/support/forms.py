"""Forms on the platform's pages: what an editor types, and what the script behind them does with it."""

from __future__ import annotations

from tests.support.platform import Platform, Ran, git
from tests.support.site import Project

ADDRESS = "https://github.com/company/policies"
LIVING = "---\ntitle: 利用規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n本文です。\n"


def start(
    project: Project,
    typed: dict[str, str] | None = None,
    *,
    form: str = "revise",
    refused: bool = False,
    heads: str = "",
) -> tuple[Ran, str]:
    """Run the script as the workflow of a form does; return what it did, and what the page of the run says."""
    answers = {"auth setup-git": "", "pr list": heads, "pr create": None if refused else f"{ADDRESS}/pull/12\n"}
    platform = Platform(project.root.parent / "gh", answers)
    page = project.root.parent / "page"
    page.write_text("", encoding="utf-8")
    fields = {"POLICY": "terms", "DATE": "2027-04-01", "ANNOUNCED": "", "SUMMARY": "返品の期間を改めました。"}
    ran = platform.run(
        "form.sh",
        form,
        script=project.root / ".github" / "scripts" / "form.sh",
        GITHUB_SERVER_URL="https://github.com",
        GITHUB_REF_NAME="main",
        GITHUB_ACTOR="hanako",
        GITHUB_ACTOR_ID="7",
        GITHUB_STEP_SUMMARY=str(page),
        KAITEI_TODAY="2026-11-22",
        **{"KAITEI_LANG": "ja", "GITHUB_RUN_NUMBER": "31"} | fields | (typed or {}),
    )
    return ran, page.read_text(encoding="utf-8")


def branches(project: Project) -> list[str]:
    """The branches of the company's repository."""
    return git(project.root.parent / "origin.git", "branch", "--format=%(refname:short)").split()
