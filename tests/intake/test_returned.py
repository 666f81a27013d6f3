from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import lxml.html
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.support.repository import Repository, repository
from tests.support.site import copied

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
    assert "see that the text of docs/members.md is as you edited it" in told.out
    assert "write the new text" not in told.out
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


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_what_is_coming_is_not_undone_by_an_export_of_what_is_in_force(
    made: Repository, tmp_path: Path, form: str
) -> None:
    file = sent(made, form, tmp_path)
    assert made.kaitei("revise", "members", "2027-04-01", "--summary", "会費を改めます").code == 0
    made.write({"docs/members.md": made.read("docs/members.md").replace("千円とし", "二千円とし")})
    edited(file, ("毎月払い", "毎年払い"))
    before = made.files()
    told = made.kaitei("import", "members", f"2027-10-01={file}")
    assert (told.code, made.files()) == (1, before)
    assert "made from the text of 2024-04-01, not from that of 2027-04-01" in told.err
    assert f"kaitei export members --on 2027-04-01 --format {form}" in told.err
    assert made.kaitei("import", "members", f"2027-02-01={file}").code == 0  # comes before it


def test_an_export_of_what_is_coming_goes_on_from_it(made: Repository, tmp_path: Path) -> None:
    assert made.kaitei("revise", "members", "2027-04-01", "--summary", "会費を改めます").code == 0
    made.write({"docs/members.md": made.read("docs/members.md").replace("千円とし", "二千円とし")})
    file = tmp_path / "out.docx"
    assert made.kaitei("export", "members", "--on", "2027-04-01", "--format", "docx", "-o", str(file)).code == 0
    edited(file, ("二千円とし", "三千円とし"))
    assert made.kaitei("import", "members", f"2027-10-01={file}").code == 0
    assert body(made.read("docs/members.md")) == body(LIVING).replace("千円とし", "三千円とし")


def test_second_thoughts_take_the_place_of_a_revision_that_is_begun(made: Repository, tmp_path: Path) -> None:
    for amount in ("二千円", "三千円"):
        file = tmp_path / f"{amount}.md"
        assert made.kaitei("export", "members", "--format", "md", "-o", str(file)).code == 0
        edited(file, ("千円とし", f"{amount}とし"))
        assert made.kaitei("import", "members", f"2027-04-01={file}").code == 0
    assert "三千円とし" in made.read("docs/members.md")


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_terms_of_the_sample_that_nobody_edited_change_nothing(tmp_path: Path, form: str) -> None:
    sample = Repository(copied(tmp_path / "sample").root)
    file, before = tmp_path / f"terms.{form}", sample.files()
    assert sample.kaitei("export", "terms", "--format", form, "-o", str(file)).code == 0
    for given in (str(file), f"2029-04-01={file}"):
        told = sample.kaitei("import", "terms", given)
        assert (told.code, told.err, sample.files()) == (0, "", before)
        assert "docs/terms.md: What came back has the same words as this text. Nothing was written." in told.out


def test_without_a_day_an_edited_text_is_none(made: Repository, tmp_path: Path) -> None:
    file = sent(made, "docx", tmp_path)
    edited(file, ("千円とし", "二千円とし"))
    before = made.files()
    told = made.kaitei("import", "members", str(file))
    assert (told.code, made.files()) == (1, before)
    assert "give its day of effect" in told.err


ENCODINGS = ("cp932", "euc_jp", "utf-16", "cp932", "utf-8-sig")


def versions(folder: Path) -> list[str]:
    """Six old versions: five texts in several encodings, the newest in Word; none is the first."""
    text = (
        "利用者規約\n\n第1条（目的）\nこの規約は、利用者について定めます。\n"
        "第2条（会費）\n１　会費は{}千円とします。\n\n2011年4月1日制定\n"
    )
    given = []
    for nth, amount in enumerate("一二三四五六"):
        text_now = text.format(amount) + "".join(f"{2014 + past}年4月1日改定\n" for past in range(nth + 1))
        if nth < len(ENCODINGS):
            file = folder / f"{nth}.txt"
            file.write_bytes(text_now.encode(ENCODINGS[nth]))
        else:
            file = folder / f"{nth}.docx"
            made = docx.Document()
            for line in filter(None, text_now.split("\n")):
                made.add_paragraph(line)
            made.save(str(file))
        given.append(str(file))
    return given


def test_six_old_versions_make_one_history(made: Repository, tmp_path: Path) -> None:
    given = versions(tmp_path)
    told = made.kaitei("import", "users", "--yes", *given)
    assert (told.code, told.err) == (0, "")
    revisions = made.load().registry.policies["users"].revisions
    assert [(one.date, one.event, one.held) for one in revisions] == [
        *((f"{year}-04-01", "revised", True) for year in range(2019, 2013, -1)),
        ("2011-04-01", "enacted", False),
    ]
    for command in ("check", "lock"):
        told = made.kaitei(command)
        assert (told.code, told.err) == (0, "")
    built = made.build()
    assert built.code == 0, built.output
    for nth, amount in enumerate("一二三四五"):
        assert f"会費は{amount}千円" in made.read(f"record/users/{2014 + nth}-04-01.ja.txt")
    history = events(made)
    assert [day for day, _ in history] == [f"{year}年4月1日" for year in (2019, 2018, 2017, 2016, 2015, 2014, 2011)]
    assert ["制定" in told for _, told in history] == [False] * 6 + [True]


def test_the_oldest_text_is_not_called_the_first(made: Repository, tmp_path: Path) -> None:
    given = versions(tmp_path)
    days = [f"{2014 + nth}-04-01={file}" for nth, file in enumerate(given)]
    assert made.kaitei("import", "users", *days).code == 0
    oldest = [one for one in made.load().registry.policies["users"].revisions if one.held][-1]
    assert (oldest.date, oldest.event, oldest.summary) == ("2014-04-01", "revised", {"ja": "改定", "en": "Revised"})


def test_versions_that_do_not_say_so_have_no_first(made: Repository, tmp_path: Path) -> None:
    given = []
    for nth, file in enumerate(map(Path, versions(tmp_path))):
        text = f"利用者規約\n\n第1条（会費）\n会費は{nth + 1}千円とします。\n"
        if file.suffix == ".txt":
            file.write_bytes(text.encode(ENCODINGS[nth]))
        else:
            edited(file, ("2011年4月1日制定", "以上"))
        given.append(f"{2014 + nth}-04-01={file}")
    told = made.kaitei("import", "users", *given)
    assert (told.code, told.err) == (0, "")
    for command in ("check", "lock"):
        assert (made.kaitei(command).code, made.kaitei(command).err) == (0, "")
    built = made.build()
    assert built.code == 0, built.output
    history = events(made)
    assert [day for day, _ in history] == [f"{year}年4月1日" for year in range(2019, 2013, -1)]
    assert not any("制定" in told for _, told in history)


def events(made: Repository) -> list[tuple[str, str]]:
    """The day of each entry of a history, and all that the entry says."""
    page = lxml.html.fromstring(made.read("site/users/history/index.html"))
    entries = page.xpath("//ol[@class='timeline']/li")
    return [(str(one.xpath("string(h2)")).partition("日")[0] + "日", one.text_content()) for one in entries]


def tracked(file: Path, old: str, new: str) -> None:
    """Change words of a Word file as Word does when it tracks."""
    made = docx.Document(io.BytesIO(file.read_bytes()))
    [run] = [run for line in made.paragraphs for run in line.runs if old in run.text]
    before, after = run.text.split(old)
    parts = [
        f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{before}</w:t></w:r>',
        f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>{old}</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>{new}</w:t></w:r></w:ins>',
        f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{after}</w:t></w:r>',
    ]
    for part in parts:
        run._r.addprevious(parse_xml(part))
    run._r.getparent().remove(run._r)
    made.save(str(file))


def test_tracked_changes_are_the_revision_where_they_are_accepted(made: Repository, tmp_path: Path) -> None:
    file, before = sent(made, "docx", tmp_path), made.files()
    tracked(file, "毎月払い", "毎年払い")
    refused = made.kaitei("import", "members", f"2027-04-01={file}")
    assert (refused.code, made.files()) == (1, before)
    rejected = made.kaitei("import", "members", f"2027-04-01={file}", "--tracked", "reject")
    assert (rejected.code, made.files()) == (0, before)
    assert made.kaitei("import", "members", f"2027-04-01={file}", "--tracked", "accept").code == 0
    assert body(made.read("docs/members.md")) == body(LIVING).replace("毎月", "毎年")


FEES = """\
別表は次のとおりです。

<table>
<tr><td>区分</td><td colspan="2">会費</td></tr>
<tr><td rowspan="2">一般</td><td>月</td><td>百円</td></tr>
<tr><td>年</td><td>千円</td></tr>
</table>

この表は、見直すことがあります。
"""


@pytest.mark.parametrize("form", ["docx", "md", "html"])
@pytest.mark.parametrize(
    "changes",
    [
        (("千円", "二千円"),),
        (("百円", "二百円"), ("会費", "料金")),
        (("別表は次のとおりです。", "別表は、次のとおりとします。"), ("千円", "二千円"), ("見直す", "改める")),
    ],
    ids=["the last row", "others", "and what stands around"],
)
def test_cells_of_a_table_with_merged_ones_change_in_their_places(
    made: Repository, tmp_path: Path, form: str, changes: tuple[tuple[str, str], ...]
) -> None:
    made.write({"docs/members.md": LIVING.split("---\n{{")[0] + "---\n" + FEES})
    file = sent(made, form, tmp_path)
    edited(file, *changes)
    told = made.kaitei("import", "members", f"2027-04-01={file}")
    assert (told.code, "does not read the same" in told.out) == (0, False)
    wanted = FEES
    for old, new in changes:
        wanted = wanted.replace(old, new)
    assert body(made.read("docs/members.md")) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "| 年 | 千円 |\n",
            "| 年 | 千円 |\n| 半年 | 五百円 |\n",
            "<tr><td>半年</td><td>五百円</td></tr>\n</table>\n\nこの表は",
        ),
        ("| 年 | 千円 |\n", "", "<td>月</td><td>百円</td></tr>\n</table>\n\nこの表は"),
        (
            "別表は次のとおりです。",
            "別表です。\n\n次のとおりです。",
            "別表です。\n\n次のとおりです。\n\n<table>\n<tr><td>区分",
        ),
        ("", "", "別表は次のとおりです。\n\nこの表は、見直すことがあります。\n"),
    ],
    ids=["a row comes", "a row goes", "a line before it comes", "all of it goes"],
)
def test_rows_of_a_table_with_merged_cells_come_and_go(
    made: Repository, tmp_path: Path, old: str, new: str, wanted: str
) -> None:
    made.write({"docs/members.md": LIVING.split("---\n{{")[0] + "---\n" + FEES})
    file = sent(made, "md", tmp_path)
    text = file.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new) if old else re.sub(r"(?m)^\|.*\n", "", text)
    file.write_text(changed, encoding="utf-8")
    assert made.kaitei("import", "members", f"2027-04-01={file}").code == 0
    now = body(made.read("docs/members.md"))
    assert wanted in now, now
    assert now.count("<table>") == now.count("</table>"), now
