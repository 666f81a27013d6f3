"""Changes tracked by hand, as Word writes them: accepted or rejected, LibreOffice and we read the same."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from kaitei.intake import read
from tests.intake.test_round_trip import plain
from tests.support import office, word

IDS = count(1)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
LISTS = [{"levels": [{"format": "decimal", "text": "%1."}]}]


def tracked(kind: str, inner: str = "") -> str:
    return f'<w:{kind} w:id="{next(IDS)}" w:author="甲" w:date="2026-01-01T00:00:00Z">{inner}</w:{kind}>'


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text: str) -> str:
    return tracked("ins", run(text))


def gone(text: str) -> str:
    return tracked("del", run(text).replace("w:t", "w:delText"))


def moved(kind: str, text: str, name: str = "m") -> str:
    """Words moved from here, or to here, within the range that says so."""
    here = next(IDS)
    begins = f'<w:{kind}RangeStart w:id="{here}" w:name="{name}" w:author="甲" w:date="2026-01-01T00:00:00Z"/>'
    return f'{begins}{tracked(kind, run(text))}<w:{kind}RangeEnd w:id="{here}"/>'


def line(*inner: str, end: str = "", before: str = "", after: str = "") -> str:
    """A paragraph; `end` is what became of its end."""
    mark = f"<w:rPr>{tracked(end)}</w:rPr>" if end else ""
    return f"<w:p><w:pPr>{before}{mark}{after}</w:pPr>{''.join(inner)}</w:p>"


def row(*cells: str, change: str = "") -> str:
    properties = f"<w:trPr>{tracked(change)}</w:trPr>" if change else ""
    width = '<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>'
    return f"<w:tr>{properties}{''.join(f'<w:tc>{width}{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    return f"<w:tbl>{grid}{''.join(rows)}</w:tbl>"


CASES: dict[str, list[str]] = {
    "an insertion over the end of a paragraph": [
        line(run("前の段"), ins("を足し、"), end="ins"),
        line(ins("次の段とし、"), run("後の段です。")),
    ],
    "a deletion over it": [line(run("前の段"), gone("の終わり。"), end="del"), line(gone("次の"), run("後の段です。"))],
    "paragraphs": [
        line(run("一"), before=NUMBERED),
        line(gone("二"), end="del", before=NUMBERED),
        line(ins("三"), end="ins", before=NUMBERED),
        line(ins("四"), end="ins", before=NUMBERED),
        line(run("五"), before=NUMBERED),
    ],
    "a paragraph that moved": [
        line(run("一"), before=NUMBERED),
        line(moved("moveFrom", "二"), end="moveFrom", before=NUMBERED),
        line(run("三"), before=NUMBERED),
        line(moved("moveTo", "二"), end="moveTo", before=NUMBERED),
        line(run("四"), before=NUMBERED),
    ],
    "words that moved": [line(moved("moveFrom", "甲は、"), run("乙は、"), moved("moveTo", "甲は、"), run("丙です。"))],
    "rows": [
        table(
            row(line(run("a")), line(run("b"))),
            row(line(ins("c"), end="ins"), line(ins("d"), end="ins"), change="ins"),
            row(line(gone("e"), end="del"), line(gone("f"), end="del"), change="del"),
            row(line(run("g"), ins("h")), line(gone("i"), run("j"))),
        )
    ],
    "a table": [table(row(line(ins("a"), end="ins"), line(ins("b"), end="ins"), change="ins")), line(run("後"))],
    "looks alone": [
        line(run("太字", f"<w:b/>{tracked('rPrChange', '<w:rPr/>')}"), run("です。")),
        line(run("中央"), after=tracked("pPrChange", '<w:pPr><w:jc w:val="center"/></w:pPr>')),
        line(tracked("ins", run("足した斜体", f"<w:i/>{tracked('rPrChange', '<w:rPr/>')}")), run("。")),
    ],
    "words of a link": [line(run("甲"), f'<w:hyperlink w:anchor="x">{ins("乙")}{gone("丙")}</w:hyperlink>', run("丁"))],
}


def test_changes_are_settled_as_by_libreoffice(tmp_path: Path) -> None:
    files = []
    for nth, body in enumerate(CASES.values()):
        files.append(tmp_path / f"{nth}.docx")
        files[-1].write_bytes(word.made({"lists": LISTS, "body": [line(run("前文です。")), *body]}))
    for name, file, both in zip(CASES, files, office.settled_each(files), strict=True):
        wishes: Any = ("accept", "reject")
        for wish, theirs in zip(wishes, both, strict=True):
            ours = read.version(file.read_bytes(), file.name, None, read.Wishes(tracked=wish)).body
            assert _said(ours) == _said("".join(theirs)), (name, wish, ours)


def _said(text: str) -> str:
    return plain(text).replace("**", "").replace("|", "").replace("---", "")
