"""Lines of text are what a browser shows of a piece of HTML."""

from __future__ import annotations

import pytest

from kaitei.text.markdown.read import read


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
