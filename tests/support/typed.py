"""One text typed in other ways that say the same: wide numbers, bold lines or plain ones for headings, indentation."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

_WIDE = {ord("0") + n: ord("０") + n for n in range(10)}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}

_KANA = re.compile("[ぁ-ヿ]")
_DRESS = r"(?m)^([ 　]*(?:#+ )?(?:\*\*)?)"
_DOT = re.compile(_DRESS + r"([0-9]{1,3})\. ?(?=[^\s0-9])")
_WIDE_DOT = re.compile(_DRESS + "([０-９]{1,3})．[ 　]?(?=[^０-９])")
_PARENTHESES = re.compile(_DRESS + r"[(（]([0-9０-９]{1,2})[)）][ 　]*")
_ARTICLE = re.compile(_DRESS + r"第([0-9０-９]+)(?=[条章](?:の[0-9０-９]+)?(?:[（( 　]|$))")
_TITLE = re.compile(r"(?m)^(?:#+ )?(第[^条章\n]+[条章](?:の[0-9]+)?(?:[（(][^\n]*[）)]|[ 　]+[^。\n]+))$")
_ITEM = re.compile(r"(?m)^(?=（[０-９]+）)")
_DETAIL = re.compile("(?m)^(?=[①-⑳])")


def wide(text: str) -> str:
    """Type the numbers of clauses wide: `1. あ` → `１．あ`."""
    if not _KANA.search(text):
        return text
    text = _DOT.sub(lambda found: f"{found[1]}{found[2].translate(_WIDE)}．", text)
    return _other_width(text, _WIDE, "（）")


def narrow(text: str) -> str:
    """Type the numbers of clauses narrow: `１．あ` → `1. あ`."""
    text = _WIDE_DOT.sub(lambda found: f"{found[1]}{found[2].translate(_NARROW)}. ", text)
    return _other_width(text, _NARROW, "()")


def _other_width(text: str, digits: dict[int, int], brackets: str) -> str:
    after = " " if brackets == "()" else ""

    def enclosed(found: Match[str]) -> str:
        return f"{found[1]}{brackets[0]}{found[2].translate(digits)}{brackets[1]}{after}"

    text = _PARENTHESES.sub(enclosed, text)
    return _ARTICLE.sub(lambda found: f"{found[1]}第{found[2].translate(digits)}", text)


def headings(text: str) -> str:
    """Type each 章 and 条 that has a line of its own as a heading."""
    return _TITLE.sub(r"## \1", text)


def bold(text: str) -> str:
    """Type each 章 and 条 that has a line of its own in bold."""
    return _TITLE.sub(r"**\1**", text)


def plain(text: str) -> str:
    """Type each 章 and 条 that has a line of its own as a plain line."""
    return _TITLE.sub(r"\1", text)


def indented(text: str) -> str:
    """Indent items such as （１） by a full-width space, and ① beneath them by two."""
    return _DETAIL.sub("　　" if _ITEM.search(text) else "　", _ITEM.sub("　", text))


FORMS: tuple[Callable[[str], str], ...] = (wide, narrow, headings, bold, plain, indented)
