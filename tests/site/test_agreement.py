"""The README's programs, taken out of it and run on a site from before its first terms until after their repeal."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.site.test_programs import examples
from tests.support import site

FILES: dict[str, site.Content] = {
    "company.yml": "company: {name: 見本株式会社}\n",
    "docs/index.md": "---\ntitle: 見本\n---\n",
    "docs/terms.md": """\
---
title: 規約
kind: terms
aliases: [rules]
revisions:
  - {date: 2026-10-01, summary: 廃止, event: repealed, announced: 2026-09-01}
  - {date: 2026-04-01, summary: 会員区分の新設, users: consent, announced: 2026-03-01}
  - {date: 2025-10-01, summary: 表記の見直し, users: none, announced: 2025-09-01}
  - {date: 2025-04-01, summary: 支払方法の追加, users: notify, announced: 2025-03-01}
  - {date: 2024-04-01, summary: 制定, users: consent, announced: 2024-03-01}
---
""",
    **{
        f"docs/terms/{day}.md": f"---\ntitle: 規約\n---\n{day}の文面です。\n"
        for day in ("2024-04-01", "2025-04-01", "2025-10-01", "2026-04-01")
    },
}

AGREED = ("2024-04-01", "2025-04-01", "2025-10-01", "2026-04-01")

DAYS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "2024-02-29": (None, ()),  # not announced
    "2024-03-31": (None, ()),  # announced, not in force
    "2024-04-01": ("2024-04-01", ("none",)),
    "2025-03-31": ("2024-04-01", ("none",)),  # the next ones are announced
    "2025-04-01": ("2025-04-01", ("notify", "none")),
    "2025-10-01": ("2025-10-01", ("notify", "none", "none")),
    "2026-04-01": ("2026-04-01", ("consent", "consent", "consent", "none")),
    "2026-09-30": ("2026-04-01", ("consent", "consent", "consent", "none")),
    "2026-10-01": (None, ("notify", "notify", "notify", "notify")),  # repealed
}
"""By day: the date of the text that may be agreed to, and what is owed to who agreed to those of `AGREED` so far."""

Answer = tuple[Any, list[str]]
Program = Callable[[Any, str, list[Any]], Answer]
"""Asks for an agreement to a policy, and for what is owed."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `policies.json` says on each day."""
    project = site.make(tmp_path_factory.mktemp("agreement") / "project", FILES, languages=("ja",))
    found = {}
    for day in DAYS:
        built = project.build(day)
        assert built.code == 0, built.output
        found[day] = json.loads(built.html("/policies.json"))
    return found


@pytest.fixture(params=["python", "js"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    """A program of the README."""
    source = examples(request.param)[0]
    if request.param == "python":
        return _python(source, tmp_path)
    node = shutil.which("node")
    return _node(node, source, tmp_path) if node else _browser(request.getfixturevalue("browser"), source)


def _python(source: str, folder: Path) -> Program:
    (folder / "agreement.py").write_text(source, encoding="utf-8")
    ask = (
        "import json, sys\nfrom agreement import agreement, owed\ntold, policy, agreed = json.load(sys.stdin)\n"
        "print(json.dumps([agreement(told, policy), [owed(told, one) for one in agreed]]))\n"
    )
    return lambda *given: _run([sys.executable, "-c", ask], folder, given)


_ASK = "[agreement(told, policy), agreed.map(one => owed(told, one))]"


def _node(node: str, source: str, folder: Path) -> Program:
    (folder / "agreement.mjs").write_text(source, encoding="utf-8")
    (folder / "run.mjs").write_text(
        "import { readFileSync } from 'node:fs';\nimport { agreement, owed } from './agreement.mjs';\n"
        f"const [told, policy, agreed] = JSON.parse(readFileSync(0, 'utf8'));\nconsole.log(JSON.stringify({_ASK}));\n",
        encoding="utf-8",
    )
    return lambda *given: _run([node, "run.mjs"], folder, given)


def _run(command: list[str], folder: Path, given: tuple[Any, ...]) -> Answer:
    done = subprocess.run(
        command, cwd=folder, input=json.dumps(given), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    agreed, owed = json.loads(done.stdout)
    return agreed, owed


def _browser(browser: Browser, source: str) -> Program:
    def ask(*given: Any) -> Answer:
        page = browser.new_page()
        agreed, owed = page.evaluate(
            "async ([source, [told, policy, agreed]]) => {"
            " const { agreement, owed } = await import(`data:text/javascript,${encodeURIComponent(source)}`);"
            f" return {_ASK}; }}",
            [source, list(given)],
        )
        page.close()
        return agreed, owed

    return ask


@pytest.mark.parametrize("policy", ["terms", "rules"])
@pytest.mark.parametrize("day", DAYS)
def test_what_may_be_agreed_to_and_what_is_owed(day: str, policy: str, program: Program, told: dict[str, Any]) -> None:
    """Under the policy's former id too, which an application may have stored."""
    date, needs = DAYS[day]
    agreed = [{"policy": policy, "date": one} for one in AGREED[: len(needs)]]
    expected = date and {"policy": policy, "date": date}
    assert program(told[day], policy, agreed) == (expected, list(needs))


def test_there_is_nothing_to_agree_to_where_there_is_no_such_policy(program: Program, told: dict[str, Any]) -> None:
    assert program(told["2026-04-01"], "nothing", []) == (None, [])


def test_readers_of_both_languages_are_told_what_to_do_where_nothing_is_in_force() -> None:
    japanese, english = (site.REPOSITORY / "README.md").read_text(encoding="utf-8").split("\n# Kaitei\n")
    assert "このとき `agreement` は `None`（JavaScriptでは `null`）を返し、" in japanese
    assert "`agreement` gives `None` (`null` in JavaScript), and `owed` is never `consent`." in english
    assert "Then ask for nothing and store nothing." in english
