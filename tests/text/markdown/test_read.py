"""Lines of text are what a browser shows of a piece of HTML."""

from __future__ import annotations

import pytest

from kaitei.text.markdown.read import merged_rows, read


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>甲  乙\n丙</p>\n", ["甲 乙 丙"]),
        ("<p>\ufddb甲<br>\n<br>\n 　乙</p>", ["甲", "　乙"]),
        ('<span class="title">甲\t\n乙 丙</span>', ["甲 乙 丙"]),
        ("<p>甲 &amp; 乙</p>", ["甲 & 乙"]),
        ("<p><ruby>瑕疵<rt>かし</rt></ruby>がある</p>", ["瑕疵（かし）がある"]),
        ("<p><ruby>瑕疵<rp>（</rp><rt>かし</rt><rp>）</rp></ruby>がある</p>", ["瑕疵（かし）がある"]),
        ("<p><ruby>瑕<rp>(<rt>か<rp>)<rb>疵<rp>(<rt>し<rp>)</ruby>がある</p>", ["瑕（か）疵（し）がある"]),
        ("<p><ruby>瑕<rt>か</rt>疵<rt></rt></ruby>がある</p>", ["瑕（か）疵がある"]),
        ("<p><ruby>瑕<rt>か<br>疵</p>", ["瑕（か）", "疵"]),
        ('<p>甲<a href="/b.md?c=d&amp;e">乙</a></p>', ["甲乙 </b.md?c=d&e>"]),
    ],
)
def test_lines_are_what_a_browser_shows(html: str, lines: list[str]) -> None:
    assert [line for (line,) in read([html]).lines] == lines


def table(body: str) -> str:
    return f"<table>\n<thead>\n<tr>\n<th>甲</th>\n</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def test_a_row_is_a_line_of_cells() -> None:
    found = read([table('<tr>\n<td align="left">甲<br>\n 乙</td>\n<td></td>\n</tr>\n<tr>\n<td> </td>\n</tr>\n')])
    assert found.lines == (("甲",), ("甲\n乙", ""))


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>甲<td>乙</table>", []),
        (
            "<table><tr><td rowspan=2>甲</td><td> 乙</td></tr><tr><td>丙</td></tr></table>",
            [(("甲", "乙"), ((1, 2), (1, 1))), (("丙",), ((1, 1),))],
        ),
        ("<table><tr><td colspan=2>甲</td></tr></table><table><tr><td>乙</td></tr></table>", [(("甲",), ((2, 1),))]),
        ("<table><tr><td colspan=0 rowspan=x>甲</td><td colspan=99999999999>乙</td></tr></table>", []),
        ("<table><tr><td colspan=2>甲<td><table><tr><td>乙</td></tr></table></td></tr></table>", []),
        ("<p>colspan=2</p>", []),
    ],
)
def test_rows_of_tables_with_merged_cells_tell_how_far_these_reach(html: str, rows: list[object]) -> None:
    assert list(merged_rows(html)) == rows
