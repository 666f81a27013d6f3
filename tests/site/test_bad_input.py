"""Whatever an editor gets wrong ends in one readable message and leaves the last site as it was."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import site
from tests.support.repository import Repository
from tests.support.site import Built, Project

CASES: list[dict[str, Any]] = yaml.safe_load((site.CASES / "bad_input.yml").read_text(encoding="utf-8"))
FRONT_MATTER = "---\ntitle: 規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site that builds, with what it became."""
    project = site.make(tmp_path_factory.mktemp("good") / "project", site.files("plain"))
    assert project.build().code == 0
    return project


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bad_input_is_told_and_changes_nothing(case: dict[str, Any], good: Project, tmp_path: Path) -> None:
    project = _spoilt(case, tmp_path)
    shutil.copytree(good.site, project.site)
    built = project.build(**case.get("environ", {}))

    assert built.failure is None, repr(built.failure)
    assert built.code == 1, built.output
    assert "Traceback" not in built.output
    _assert_told(case, built)
    assert site.digest(project.site) == site.digest(good.site)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_command_finds_what_a_build_does(case: dict[str, Any], tmp_path: Path) -> None:
    told = Repository(_spoilt(case, tmp_path).root).kaitei("check", **case.get("environ", {}))
    assert told.code == 1
    message = next((line for line in told.err.splitlines() if all(words in line for words in case["says"])), "")
    assert message.startswith(case["at"]), told.err


def _spoilt(case: dict[str, Any], root: Path) -> Project:
    policy = {"docs/terms.md": FRONT_MATTER + case["body"]} if "body" in case else {}
    return site.make(root, site.files("plain") | policy | case.get("files", {}), case.get("settings"))


def _assert_told(case: dict[str, Any], built: Built) -> None:
    errors = [line for line in built.output.splitlines() if line.strip() and not line.startswith(("INFO", "Aborted"))]
    assert len(errors) == case.get("messages", 1), built.output
    message = next((line for line in errors if all(words in line for words in case["says"])), "")
    assert message, built.output
    place = re.escape(case["at"]) + (r"(:\d+)?" if ":" not in case["at"] else "")
    assert re.match(rf"(ERROR +-  )?{place}{': ' if case['at'] else ''}", message), message


ACCEPTED = {
    "a byte order mark": {"docs/privacy.md": {"encoding": "utf-8-sig"}, "company.yml": {"encoding": "utf-8-sig"}},
    "line ends of Windows": {"docs/privacy.md": {"newline": "\r\n"}, "company.yml": {"newline": "\r\n"}},
    "line ends of old Macs": {"docs/privacy.md": {"newline": "\r"}},
}


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED)
def test_other_forms_of_utf8_give_the_same_site(changes: dict[str, Any], good: Project, tmp_path: Path) -> None:
    files = site.files("plain")
    files |= {name: {"text": files[name], **how} for name, how in changes.items()}
    built = site.make(tmp_path, files).build()
    assert built.code == 0, built.output
    assert site.digest(built.site) == site.digest(good.site)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    files = site.files("plain") | {
        "docs/terms.md": FRONT_MATTER + "[x](/nowhere.md)\n\n{{ company.nam }}\n",
    }
    built = site.make(tmp_path, files).build()
    assert [message.split(": ")[0] for message in built.messages] == ["docs/terms.md:9", "docs/terms.md:7"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FRONT_MATTER.replace("title", "titel"), [2, 7, 9, 11]),
        (FRONT_MATTER.replace("規約", "規\x07約"), [2, 7, 9, 11]),
        (FRONT_MATTER.replace("2024-04-01", "2023-02-30"), [5, 7, 9, 11]),
    ],
    ids=["a key", "a character", "a date"],
)
def test_problems_of_front_matter_and_characters_hide_none_of_the_text(
    text: str, told: list[int], tmp_path: Path
) -> None:
    body = "<script>1</script>\n\n[](#c9)\n\n{{ a | b }}\n"
    built = site.make(tmp_path, site.files("plain") | {"docs/terms.md": text + body}).build()
    lines = sorted(int(one.split(":")[1]) for one in built.messages if one.startswith("docs/terms.md:"))
    assert set(told) <= set(lines)
    assert built.code == 1


def test_all_problems_of_ordinary_pages_are_told_at_once(tmp_path: Path) -> None:
    files = site.files("plain") | {
        "docs/first.md": "{{ company.nam }}\n\n<form></form>\n",
        "docs/second.md": "---\ntemplate: none.html\n---\n{{ dates }}\n",
    }
    built = site.make(tmp_path, files).build()
    told = ["docs/first.md:1", "docs/first.md:3", "docs/second.md:2", "docs/second.md:4"]
    assert sorted(message.split(": ")[0] for message in built.messages) == told


@pytest.mark.parametrize("text", ["[約束](privacies.md)\n", "[約束](/privacies.md#c1)\n"])
def test_what_mkdocs_warns_of_fails_a_strict_build_and_the_command(text: str, tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("plain") | {"docs/about.md": text})
    built = project.build()
    said = next(line for line in built.output.splitlines() if line.startswith("WARNING"))
    assert (built.code, built.failure) == (1, None)
    assert "Doc file 'about.md' contains a link" in said
    told = Repository(project.root).kaitei("check")
    assert told.code == 1
    assert said.partition("Doc file")[2] in told.err


def test_an_editor_sees_the_same_message_without_a_traceback(tmp_path: Path) -> None:
    files = site.files("plain") | {"docs/terms.md": FRONT_MATTER + "１．{{ company.nam }}の約束です。\n"}
    built = site.make(tmp_path, files).build_apart()
    assert built.code == 1
    assert "Traceback" not in built.output
    assert built.messages == ["docs/terms.md:7: There is no fact “company.nam”. Did you mean {{ company.name }}?"]


def test_messages_are_in_japanese_where_the_terminal_is(tmp_path: Path) -> None:
    files = site.files("plain") | {"docs/terms.md": FRONT_MATTER + "１．{{ company.nam }}の約束です。\n"}
    built = site.make(tmp_path, files).build(KAITEI_LANG="", LC_ALL="", LANG="ja_JP.UTF-8")
    assert [message.split(": ")[0] for message in built.messages] == ["docs/terms.md:7"]
    assert re.search("[ぁ-ん]", built.messages[0])


def test_a_build_that_is_not_strict_fails_on_errors_too(tmp_path: Path) -> None:
    built = site.make(tmp_path, site.files("plain") | {"company.yml": None}).build(strict=False)
    assert (built.code, built.failure) == (1, None)
    assert not built.site.exists()


def test_a_list_of_any_depth_is_published_or_refused(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("plain") | {"docs/deep.md": {"text": "", "nested": 300}})
    built = project.build()
    assert (built.code, built.failure) == (0, None), built.output
    assert "299" in built.text("/deep/").split()
