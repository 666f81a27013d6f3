"""What runs on the hosting platform: well formed, pinned, allowed the least, and deaf to what strangers type."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.site import REPOSITORY

GITHUB = REPOSITORY / ".github"
OURS = sorted((GITHUB / "workflows").glob("*.yml"))
WORKFLOWS = [*OURS, REPOSITORY / "publishing" / "daily-hook.yml"]
FORMS = [path for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
TOOLS = Path(sys.executable).parent
PINNED = re.compile(r"uses: ((?:actions|pypa)/[a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)")

MAY = {
    "add.yml": {"add": {"contents": "write", "pull-requests": "write"}},
    "comment.yml": {"comment": {"actions": "read", "contents": "read", "pull-requests": "write"}},
    "correct.yml": {"correct": {"contents": "write", "pull-requests": "write"}},
    "daily-hook.yml": {"publish": {}},
    "daily.yml": {
        "publish": {"contents": "write", "id-token": "write", "pages": "write", "pull-requests": "write"},
    },
    "fact.yml": {"fact": {"contents": "write", "pull-requests": "write"}},
    "laws.yml": {"ask": {"contents": "read", "issues": "write"}},
    "publish.yml": {
        "build": {"contents": "read"},
        "publish": {"id-token": "write", "pages": "write"},
        "record": {"contents": "write", "pull-requests": "write"},
    },
    "pull-request.yml": {"check": {"contents": "read"}},
    "record-corrections.yml": {"record": {"contents": "write"}},
    "release.yml": {
        "build": {"contents": "read"},
        "publish": {"attestations": "write", "contents": "read", "id-token": "write"},
    },
    "repeal.yml": {"repeal": {"contents": "write", "pull-requests": "write"}},
    "revise.yml": {"revise": {"contents": "write", "pull-requests": "write"}},
    "stamp.yml": {"stamp": {"contents": "write", "pull-requests": "write"}},
    "watch.yml": {"watch": {"actions": "read", "contents": "read"}},
}
"""Every permission of every job; what is not here is none of their business."""


def load(path: Path) -> dict[str, Any]:
    """Read a workflow; YAML takes the key `on` for a truth value."""
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in workflow.items()}


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / name, *arguments], capture_output=True, text=True, check=False)


def syntax(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    return tool("check-jsonschema", "--builtin-schema", schema, *files)


def security(*inputs: Path) -> subprocess.CompletedProcess[str]:
    return tool("zizmor", "--offline", "--no-progress", "--persona=pedantic", "--collect=workflows", *inputs)


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_workflows_are_well_formed_and_end(schema: str) -> None:
    done = syntax(schema, *WORKFLOWS)
    assert done.returncode == 0, done.stdout


def test_forms_are_well_formed() -> None:
    assert FORMS
    done = syntax("vendor.github-issue-forms", *FORMS)
    assert done.returncode == 0, done.stdout
    done = syntax("vendor.github-issue-config", GITHUB / "ISSUE_TEMPLATE" / "config.yml")
    assert done.returncode == 0, done.stdout


def test_a_security_linter_finds_nothing() -> None:
    done = security(*WORKFLOWS)
    assert done.returncode == 0, done.stdout
    assert len(re.findall("completed", done.stderr)) == len(WORKFLOWS), done.stderr


def test_what_the_linter_is_to_ignore_is_known() -> None:
    found = [line for path in WORKFLOWS for line in path.read_text(encoding="utf-8").splitlines() if "zizmor:" in line]
    assert [re.findall(r"ignore\[([a-z-]+)\]", line) for line in found] == [["dangerous-triggers"], ["self-repository"]]


def test_both_checks_can_fail(tmp_path: Path) -> None:
    good = (GITHUB / "workflows" / "revise.yml").read_text(encoding="utf-8")
    bad = tmp_path / "workflow.yml"
    bad.write_text(good.replace("runs-on:", "run-on:"), encoding="utf-8")
    assert syntax("vendor.github-workflows", bad).returncode != 0
    bad.write_text(good.replace("prepare.sh", "prepare.sh && echo ${{ inputs.summary }}"), encoding="utf-8")
    assert "template-injection" in security(bad).stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = [line.strip().removeprefix("- ") for line in text.splitlines() if re.match(r"\s*(- )?uses:", line)]
    assert [line for line in used if not PINNED.fullmatch(line) and not line.startswith("uses: ./")] == []


def test_an_action_has_one_version_everywhere() -> None:
    used = {found for path in WORKFLOWS for found in PINNED.findall(path.read_text(encoding="utf-8"))}
    assert len({name for name, _, _ in used}) == len(used), used


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_are_the_least(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()} == MAY[path.name]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_typed_elsewhere_is_read_as_code(path: Path) -> None:
    workflow = load(path)
    assert "pull_request_target" not in workflow["on"]
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_a_change_is_checked_without_secrets() -> None:
    text = (GITHUB / "workflows" / "pull-request.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    assert "GH_TOKEN" not in text


def test_no_step_but_the_one_that_pushes_keeps_a_token() -> None:
    checkouts = [step for path in WORKFLOWS for step in steps(load(path)) if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_comment_runs_only_what_is_merged() -> None:
    workflow = load(GITHUB / "workflows" / "comment.yml")
    checkouts = [step["with"] for step in steps(workflow) if "checkout" in step.get("uses", "")]
    assert [checkout["ref"] for checkout in checkouts] == ["${{ github.event.repository.default_branch }}"]
    assert workflow["on"]["workflow_run"]["workflows"] == [load(GITHUB / "workflows" / "pull-request.yml")["name"]]


def test_the_switch_for_idle_schedules_stops_nothing_else() -> None:
    """GitHub switches off every trigger of a workflow with a schedule, so nothing else may hang on it.

    Stamps and laws may be asked for by hand too; where nothing has happened for 60 days there is nothing to stamp.
    """
    scheduled = {path.name: list(load(path)["on"]) for path in WORKFLOWS if "schedule" in load(path)["on"]}
    alone = {"daily.yml": ["schedule"], "daily-hook.yml": ["schedule"]}
    assert scheduled == {**alone, **{name: ["schedule", "workflow_dispatch"] for name in ("laws.yml", "stamp.yml")}}
    assert "workflow_call" in load(GITHUB / "workflows" / "publish.yml")["on"]


def test_a_form_has_no_more_fields_than_the_platform_takes_and_few_have_more_than_older_ones_took() -> None:
    asked = {path.name: load(path)["on"].get("workflow_dispatch") or {} for path in WORKFLOWS}
    many = {name: list(one["inputs"]) for name, one in asked.items() if len(one.get("inputs", {})) > 10}
    assert list(many) == ["revise.yml"]
    assert len(many["revise.yml"]) <= 25
    assert many["revise.yml"].index("decided_by") == 9
    assert "delete the fields below decided_by" in (GITHUB / "workflows" / "revise.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["add", "correct", "repeal", "revise"])
def test_what_is_typed_into_a_form_reaches_its_script(name: str) -> None:
    workflow = load(GITHUB / "workflows" / f"{name}.yml")
    given = next(step["env"] for step in steps(workflow) if "form.sh" in step.get("run", ""))
    typed = {key.lower(): value for key, value in given.items() if "inputs." in value}
    inputs = workflow["on"]["workflow_dispatch"]["inputs"]
    assert typed == {key: f"${{{{ inputs.{key} }}}}" for key in inputs}
    script = (GITHUB / "scripts" / "form.sh").read_text(encoding="utf-8")
    assert [key for key in given if not re.search(rf"\b{key}\b", script) and key != "GH_TOKEN"] == []


@pytest.mark.parametrize("name", ["daily.yml", "daily-hook.yml"])
def test_a_day_is_published_in_four_tries(name: str) -> None:
    """Schedules come hours late; all four are between midnight and five in Japan."""
    path = next(path for path in WORKFLOWS if path.name == name)
    crons = [one["cron"].split()[:2] for one in load(path)["on"]["schedule"]]
    times = [int(hour) * 60 + int(minute) for minute, hour in crons]
    assert len(times) == 4
    assert all(15 * 60 < one < 20 * 60 for one in times)
    assert load(path)["concurrency"]["cancel-in-progress"] is False


def test_the_laws_are_not_watched_until_one_says_so() -> None:
    assert load(GITHUB / "workflows" / "laws.yml")["jobs"]["ask"]["if"] == "vars.KAITEI_LAWS == 'on'"


def test_what_a_workflow_runs_is_there() -> None:
    runs = "\n".join(step.get("run", "") for path in OURS for step in steps(load(path)))
    named = set(re.findall(r"\.github/scripts/[\w.-]+", runs))
    assert {path.name for path in (GITHUB / "scripts").iterdir() if path.is_file()} == {
        Path(name).name for name in named
    }
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    made = re.findall(r"make \.venv/(\.\w+)", runs + (GITHUB / "scripts" / "prepare.sh").read_text(encoding="utf-8"))
    assert sorted(made) == [".dev", ".site"]
    assert all(f"$(VENV)/{name}: " in makefile for name in made)
    assert all((REPOSITORY / name).stat().st_mode & 0o100 for name in named if name.endswith(".sh"))
