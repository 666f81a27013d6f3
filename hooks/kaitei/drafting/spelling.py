"""One word written in two ways: 当社 and 弊社, 及び and および, サーバ and サーバー, ID and ＩＤ, 〜 and ～."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kaitei.drafting.draft import Draft, Hint

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』")
_MARKER = re.compile(r"[（(].[）)]")
_GROUPS = tuple(
    tuple((re.sub(r"\(\?.*?\)|\[.*?\]", "", way), re.compile(way)) for way in group)
    for group in (
        ("当社", "弊社"),
        ("及び", "および"),
        ("又は", "または"),
        ("並びに", "ならびに"),
        ("若しくは", "もしくは"),
        ("但し(?!書)", "ただし(?!書)"),
        ("全て", "すべて"),
        ("予め", "あらかじめ"),
        ("(?<=[てで])下さい", "(?<=[てで])ください"),
        ("致し(?=ま|て)", "いたし(?=ま|て)"),
        ("お問い合わせ", "お問合せ", "お問合わせ", "お問い合せ"),
        ("〜", "～"),
        ("、", "(?<![0-9０-９])，"),
    )
)
_KATAKANA = re.compile(r"[ァ-ヺー]{3,}")
_LATIN = re.compile(r"[A-Za-z]{2,}|[Ａ-Ｚａ-ｚ]{2,}")
_NUMBERS = re.compile(r"[0-9]+(?![0-9]*[0-9.,:/\-@A-Za-z])|[０-９]+")
_LABELS = re.compile(
    r"第[0-9０-９]+(?:の[0-9０-９]+)*[編章節款目条項号]?(?:の[0-9０-９]+)*|[（(][0-9０-９]{1,2}[）)]"
    r"|^[\s　*#\-・]*[0-9０-９.．\-－]+[.．、)）\s　]"
)
_JAPANESE = "[぀-ヿ㐀-鿿]"
_BRACKETS = (
    ("(", re.compile(rf"\((?={_JAPANESE})(?!株|有|一社|財)")),
    ("（", re.compile(rf"（(?={_JAPANESE})(?!株|有|一社|財)")),
)


class _Use(NamedTuple):
    way: str  # how it is written
    line: int


def mixed(draft: Draft) -> Iterator[Hint]:
    """Tell, once for each word, where it is written in the rarer way; names between 「」 are let be."""
    if draft.language != "ja":
        return
    lines = [(line, _MARKER.sub("\t", _QUOTED.sub("\t", text))) for line, text in draft.lines]
    whole = "\n".join(text for _, text in lines)
    for group in (*_GROUPS, _BRACKETS):
        if sum(bool(pattern.search(whole)) for _, pattern in group) > 1:
            yield from _rarer(
                "draft_mixed",
                ((_Use(way, line)) for line, text in lines for way, pattern in group for _ in pattern.finditer(text)),
            )
    yield from _alike("draft_mixed", lines, _KATAKANA, lambda word: word.rstrip("ー"))
    yield from _alike("draft_mixed_width", lines, _LATIN, lambda word: unicodedata.normalize("NFKC", word).lower())
    yield from _digits(lines)


def _rarer(key: str, uses: Iterable[_Use]) -> Iterator[Hint]:
    """Yield a hint for each way but the commonest, the first on equal terms, at its first use."""
    counts: dict[str, list[int]] = {}
    for use in uses:
        counts.setdefault(use.way, []).append(use.line)
    common = max(counts, key=lambda way: len(counts[way]), default="")
    for way, found in counts.items():
        if way != common:
            told = {"other": common, "count": str(len(found)), "others": str(len(counts[common]))}
            yield Hint(key, found[0], way, told)


def _alike(
    key: str, lines: list[tuple[int, str]], pattern: re.Pattern[str], name: Callable[[str], str]
) -> Iterator[Hint]:
    """Yield hints for words that are the same by `name` and written in more ways than one."""
    found: dict[str, list[_Use]] = {}
    for line, text in lines:
        for match in pattern.finditer(text):
            found.setdefault(name(match[0]), []).append(_Use(match[0], line))
    for uses in found.values():
        ways = {use.way for use in uses}
        if len(ways) > 1 and (key != "draft_mixed_width" or len({way.isascii() for way in ways}) > 1):
            yield from _rarer(key, uses)


def _digits(lines: list[tuple[int, str]]) -> Iterator[Hint]:
    """Yield a hint where amounts and days are of both widths, unless a single digit is wide and longer ones are not.

    Numbers of clauses, and references to them, are as wide as they are typed there.
    """
    found: dict[bool, list[tuple[int, str]]] = {True: [], False: []}
    for line, text in lines:
        for match in _NUMBERS.finditer(_LABELS.sub("\t", text)):
            found[match[0].isascii()].append((line, match[0]))
    narrow, wide = found[True], found[False]
    by_length = all(len(one) == 1 for _, one in wide) and all(len(one) > 1 for _, one in narrow)
    if narrow and wide and not by_length:
        few, many = sorted((wide, narrow), key=len)
        yield Hint(
            "draft_mixed_digits",
            few[0][0],
            few[0][1],
            {"other": many[0][1], "count": str(len(few)), "others": str(len(many))},
        )
