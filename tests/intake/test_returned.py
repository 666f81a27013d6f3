from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest

from tests.support.repository import Repository, repository

LIVING = """\
---
title: 会員規約
kind: other   # 規約に近い
revisions:
  - date: 2024-04-01
    summary: 制定
---
{{ company.name }}（以下「当社」といいます。）の[個人情報の取扱い](/privacy.md)と**大切な**定めです。

## 第1条（目的）

この規約は、{{ company.name }}の会員について定めます。

/// gist
会員のための決まりです。
///

## 第2条（会費）
１　会費は千円とし、[](#c1)の目的に用います。
２　会費は毎月払います。

| 区分 | 会費 |
| --- | --- |
| 一般 | 千円 |
| 学生 | 五百円 |

## 第3条（窓口）

窓口は次のとおりです。

{{ desks.privacy }}
"""


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    found = repository(tmp_path / "project")
    found.write({"docs/members.md": LIVING})
    return found


def sent(made: Repository, form: str, tmp_path: Path) -> Path:
    file = tmp_path / f"out.{form}"
    told = made.kaitei("export", "members", "--format", form, "-o", str(file))
    assert told.code == 0, told.err
    return file


def edited(file: Path, *changes: tuple[str, str]) -> None:
    """Change words of a file, as somebody does who knows nothing of how it was made."""
    if file.suffix != ".docx":
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        return
    made = docx.Document(io.BytesIO(file.read_bytes()))
    lines = [*made.paragraphs, *(p for t in made.tables for r in t.rows for c in r.cells for p in c.paragraphs)]
    for old, new in changes:
        [line] = [one for one in lines if old in one.text]
        for run in line.runs:
            run.text = run.text.replace(old, new)
    made.save(str(file))


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_a_text_that_nobody_edited_changes_nothing(made: Repository, tmp_path: Path, form: str) -> None:
    file, before = sent(made, form, tmp_path), made.files()
    for given in (str(file), f"2027-04-01={file}"):
        told = made.kaitei("import", "members", given)
        assert (told.code, told.err, made.files()) == (0, "", before)
        assert "the same words" in told.out


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_what_was_edited_is_all_that_changes(made: Repository, tmp_path: Path, form: str) -> None:
    file = sent(made, form, tmp_path)
    changes = (("会員について定めます", "会員と会費について定めます"), ("五百円", "四百円"), ("千円とし", "二千円とし"))
    edited(file, *changes)
    told = made.kaitei("import", "members", f"2027-04-01={file}")
    assert (told.code, told.err) == (0, "")
    assert "could not be kept" not in told.out
    assert "does not read the same" not in told.out
    wanted = body(LIVING)
    for old, new in changes:
        wanted = wanted.replace(old, new)
    now = made.read("docs/members.md")
    assert body(now) == wanted
    assert "kind: other   # 規約に近い\nrevisions:\n  - date: 2027-04-01\n" in now
    assert made.read("docs/members/2024-04-01.md") == LIVING
    checked = made.kaitei("check")
    assert (checked.code, checked.err) == (0, "")


def test_lines_come_and_go_and_move(made: Repository, tmp_path: Path) -> None:
    file = sent(made, "md", tmp_path)
    text = file.read_text(encoding="utf-8")
    text = text.replace("２　会費は毎月払います。\n", "２　会費は毎月払います。\n\n３　会費は返しません。\n")
    text = text.replace("| 学生 | 五百円 |\n", "")
    first, second = text.index("## 第1条"), text.index("## 第2条")
    moved = text[first:second]
    third = text.index("## 第3条")
    file.write_text(text[:first] + text[second:third] + moved + text[third:], encoding="utf-8")
    told = made.kaitei("import", "members", f"2027-04-01={file}")
    assert (told.code, told.err) == (0, "")
    now = body(made.read("docs/members.md"))
    assert "２　会費は毎月払います。\n３　会費は返しません。\n\n| 区分" in now
    assert "学生" not in now
    assert now.index("第2条") < now.index("{{ company.name }}の会員") < now.index("/// gist") < now.index("第3条")
    assert re.search(r"\n\n\{\{ desks.privacy \}\}\n$", now)


def test_what_cannot_be_kept_is_told_with_its_line(made: Repository, tmp_path: Path) -> None:
    file = sent(made, "md", tmp_path)
    text = file.read_text(encoding="utf-8")
    name = re.search(r"この規約は、(.+?)の会員", text)
    assert name
    file.write_text(text.replace(f"この規約は、{name[1]}の", "この規約は、別会社の"), encoding="utf-8")
    told = made.kaitei("import", "members", f"2027-04-01={file}")
    line = LIVING[: LIVING.index("この規約は")].count("\n") + 1
    assert f"docs/members.md:{line}: “{{{{ company.name }}}}” could not be kept" in told.out
    assert "この規約は、別会社の会員" in made.read("docs/members.md")


def test_a_revision_that_is_begun_takes_its_text(made: Repository, tmp_path: Path) -> None:
    file = sent(made, "docx", tmp_path)
    edited(file, ("千円とし", "二千円とし"))
    assert made.kaitei("revise", "members", "2027-04-01", "--summary", "会費を改めます").code == 0
    told = made.kaitei("import", "members", f"2027-04-01={file}")
    assert (told.code, told.err) == (0, "")
    assert body(made.read("docs/members.md")) == body(LIVING).replace("千円とし", "二千円とし")
    assert "会費を改めます" in made.read("docs/members.md")


def test_without_a_day_an_edited_text_is_none(made: Repository, tmp_path: Path) -> None:
    file = sent(made, "docx", tmp_path)
    edited(file, ("千円とし", "二千円とし"))
    before = made.files()
    told = made.kaitei("import", "members", str(file))
    assert (told.code, made.files()) == (1, before)
    assert "give its day of effect" in told.err
