"""Defined terms: defined and never used, defined twice, used before they are defined or without a definition."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from kaitei.drafting.draft import Draft, Hint
from kaitei.text import terms
from kaitei.text.terms import MOST, Definition

_INLINE = ("以下", "(")
"""With which a definition begins that stands where the term is first used, unlike one in an article of definitions."""

_PLURAL = re.compile(r"\(e?s\)$")
_SENTENCE = re.compile(r"。|[a-z)]\.(?:\s|$)")
"""What titles and the items of a list do not have."""

_PARTY = re.compile(r"(?<![一-鿿ァ-ヺーA-Za-z])[甲乙丙](?=[はがのにをと、及並又若]|から|より)")
_THIS = re.compile(r"(?<![一-鿿ァ-ヺー])本(?:[ァ-ヺー]{3,}|商品|製品|業務|会員|施設|事業)(?![一-鿿ァ-ヺー])")
_SELF = re.compile(
    r"(?:ページ|サイト|ウェブ|ホームページ|ポリシー|ガイドライン|フォーム|メール|コーナー|ルール|マニュアル|ステートメント)"
)


def unused(draft: Draft) -> Iterator[Hint]:
    """Tell of terms that stand nowhere but in their definitions."""
    _, found = _defined(draft)
    whole = "\n".join(node.own.wording.text for node in draft.nodes)
    often = Counter(one.term.name for one in found)
    for name, times in islice(often.items(), MOST):
        if whole.count(_PLURAL.sub("", name)) <= times:
            first = next(one for one in found if one.term.name == name)
            yield Hint("draft_term_unused", _line(draft, first), name)


def twice(draft: Draft) -> Iterator[Hint]:
    """Tell of terms that are defined again where their definition holds."""
    first: dict[tuple[str, str], Definition] = {}
    for one in _defined(draft)[1]:
        known = first.setdefault((one.term.name, one.term.scope), one)
        if (known.block, known.start) != (one.block, one.start):
            yield Hint("draft_term_twice", _line(draft, one), one.term.name, {"line": str(_line(draft, known))})


def early(draft: Draft) -> Iterator[Hint]:
    """Tell of terms that are used in a paragraph before that which defines them as if it were their first use."""
    blocks, found = _defined(draft)
    first = {one.term.name: one for one in reversed(found)}
    for name, one in islice(first.items(), MOST):
        if one.term.scope or not one.words.startswith(_INLINE):
            continue
        sentences = (text for text in blocks[: one.block] if _SENTENCE.search(text))
        before = next((text for text in sentences if terms.whole(draft.edition.text.locale, text, name)), "")
        if before:
            yield Hint("draft_term_early", _near(draft, before, name), name, {"line": str(_line(draft, one))})


def undefined(draft: Draft) -> Iterator[Hint]:
    """Tell, once each, of 甲 and 乙, and of words such as 本サービス, that no 「」 of the text defines."""
    if draft.language != "ja":
        return
    whole = "\n".join(node.own.wording.text for node in draft.nodes)
    told: set[str] = set()
    for line, text in draft.lines:
        for found in (*_PARTY.finditer(text), *_THIS.finditer(text)):
            name = found[0]
            if name not in told and not _SELF.search(name) and not _is_explained(name, whole):
                told.add(name)
                yield Hint("draft_term_undefined", line, name)


def _is_explained(name: str, whole: str) -> bool:
    """Whether a text sets a word between quotation marks or brackets, begins a line with it, or says 以下…という."""
    ways = (
        rf"[「『“\"【《（(]{name}",
        rf"以下[^。（）()]{{0,20}}{name}と",
        rf"^\W*{name}(?=[\s　:：|（(]|とは|$)",
    )
    return any(re.search(way, whole, re.MULTILINE) for way in (*ways, rf"\| {name} \|"))


def _defined(draft: Draft) -> tuple[list[str], list[Definition]]:
    return _of(draft.edition.content.document.html, draft.edition.text.locale)


@lru_cache(maxsize=2)
def _of(text: str, locale: str) -> tuple[list[str], list[Definition]]:
    """The paragraphs and definitions of a text, which three rules look at in turn."""
    return terms.defined(text, locale)


def _line(draft: Draft, one: Definition) -> int:
    at = draft.places.get(one.term.anchor, 0)
    return draft.line(at, one.term.name) if at else _near(draft, one.words, one.term.name)


def _near(draft: Draft, paragraph: str, name: str) -> int:
    """The first line that is a part of a paragraph and has a name in it."""
    plain = "".join(html.unescape(paragraph).split())
    lines = [said for said in draft.lines if name in said.text]
    return next((said.line for said in lines if _core(said.text, name) in plain), lines[0].line if lines else 0)


def _core(text: str, name: str) -> str:
    """A name with the letters around it."""
    at = text.index(name)
    return "".join(text[max(0, at - 6) : at + len(name) + 6].split())
