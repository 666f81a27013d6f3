"""Defined terms: where a text says what it calls something, and where it then calls it so.

「会員」とは…をいいます, （以下「本規約」といいます。）, (the "Service"), "Member" means …: in each article, or else in
each outermost clause, the first use of such a term becomes a link to its definition. A word that is part of a longer
one (非会員, 本サービス利用契約) is no use of the term, nor is one where its definition does not hold
(以下この条において).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from kaitei.text.fill import BLOCK
from kaitei.text.markdown.write import BLOCK_ELEMENTS, Writer
from kaitei.wording import per_locale

MOST = 100
"""The most terms of a text that are looked for: links are no help where every word is one."""

HEAD = "__text"
"""The anchor of a page's first heading, to which links lead where a term is defined before the first clause."""

_PIECE = re.compile(f"(<[^<>]*>|{BLOCK})")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_ID = re.compile(r' id="([^"]*)"')
_HEADING = re.compile(r"h[1-6]")
_APART = frozenset({"li", "td", "th", "tr"}) | BLOCK_ELEMENTS
_UNLINKED = frozenset({"a", "code", "kbd", "samp", "th", "ruby", "del"})
_UNREAD = frozenset({"aside", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})


class Term(NamedTuple):
    """A term and what it means."""

    name: str
    anchor: str  # of the clause in which it is defined, "" where it stands before all of them
    scope: str  # the anchor of the clause within which alone it holds, "" for the whole text
    sentence: str  # that defines it


class Definition(NamedTuple):
    """A place where a term is defined."""

    term: Term
    block: int  # the paragraph, from 0
    start: int  # of the name in it
    words: str  # the stretch that defines it


@dataclass
class _Block:
    """A paragraph, an item or a cell."""

    within: tuple[str, ...]  # the anchors of the clauses around it, from the heading inwards
    group: str  # the anchor of the article, or else of the outermost clause
    parts: list[tuple[int, str, bool]] = field(default_factory=list)  # pieces of text, and whether links may be in them

    @property
    def own(self) -> str:
        """The anchor of the innermost clause around it, "" for none."""
        return self.within[-1] if self.within else ""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join([text for _, text, _ in self.parts])


class Language(NamedTuple):
    """How a language defines terms."""

    names: re.Pattern[str]  # of what stands in quotation marks: its name
    defines: re.Pattern[str]  # a stretch in which all such names are terms
    scope: re.Pattern[str]  # what limits a term, its first group for a whole article
    sentences: re.Pattern[str]  # where one ends
    before: re.Pattern[str]  # what before a name makes it part of a longer word
    after: re.Pattern[str]  # likewise
    more: str  # what a name may end with besides


_WORD = r"[㐀-鿿々〆ヶァ-ヺーｦ-ﾟA-Za-zＡ-Ｚａ-ｚ0-9０-９]"
_STATED = r"い(?:い(?:ます|、|，)|う(?=[。）)、]|もの))|総称|略|定義|呼[びぶ]|表記"
_LANGUAGES = {
    "ja": Language(
        names=re.compile(r"「([^「」\s]{1,30})」"),
        defines=re.compile(
            rf"以下(?![のにで同])[^（）()。]{{0,200}}「[^「」]*」(?=[）)]|と(?:{_STATED}))"
            rf"|「[^「」]*」(?:(?:、|又は|または|若しくは|もしくは|及び|および)「[^「」]*」)*と(?:{_STATED})"
            r"|「[^「」]*」とは(?=[^。]{0,400}(?:い(?:う|い)|指[しす]|意味|定義|こと|とします|とする))"
        ),
        scope=re.compile(r"(?:この|本)(?:([編章節款条])|[項号])(?:において|に限り|では|中)"),
        sentences=re.compile(r"[^。（(）)]*(?:[（(][^（()）]*[）)][^。（(）)]*)*(?:。|$)|[^。]*。|.+", re.DOTALL),
        before=re.compile(rf"{_WORD}$"),
        after=re.compile(_WORD),
        more="",
    ),
    "en": Language(
        names=re.compile(r"[“\"]([A-Z][^“”\"]{0,39}[^“”\",.;\s])[,.;]?[”\"]"),
        defines=re.compile(
            r"\((?=[“\"]|[^()“”\"]{0,80}\b(?:the|an?|each|hereinafter|hereafter|collectively|together|referred|called)\b)"
            r"[^()“”\"]{0,80}[“\"][^()]{0,200}\)"
            r"|[“\"][^“”\"]*[”\"](?:,? (?:or|and) [“\"][^“”\"]*[”\"])*"
            r" (?:shall )?(?:means?|refers? to|has the meaning)\b"
        ),
        scope=re.compile(r"\b(?:in|of) this (?:(Article|Section|Chapter|Part)|(?i:sub)?(?i:paragraph|item|clause))\b"),
        sentences=re.compile(r".*?(?:[.!?][”\")]*(?=\s+[A-Z“\"(])|$)", re.DOTALL),
        before=re.compile(r"(?:[\w\-]|(?<![.:;!?] )(?<!^)\b[A-Z][\w\-]* )$"),
        after=re.compile(r"[\w]|-\w| [A-Z]"),
        more="s?",
    ),
}


def linked(filled: str, locale: str) -> Markup:
    """A text with links from terms to their definitions; a text in which nothing is defined as it is.

    Args:
        filled: a text's HTML, facts filled in; `BLOCK` stands around what they are blocks of.
        locale: of the text.
    """
    pieces = _PIECE.split(filled)
    if language := _LANGUAGES.get(per_locale.language(locale)):
        blocks = list(_Reader().blocks(pieces))
        for place, text in _uses(language, blocks, list(islice(_terms(language, blocks), MOST))):
            pieces[place] = text
    return Markup("".join([piece for piece in pieces if piece != BLOCK]))


class _Reader:
    """Goes through a text in reading order."""

    def __init__(self) -> None:
        self.heading, self.numbered = "", False  # the last heading, and whether it has a number
        self.items: list[str] = []  # the anchors of open items, "" where one is no clause
        self.unlinked = 0
        self.unread = ""  # the element of which nothing is read
        self.block = False

    def blocks(self, pieces: Sequence[str]) -> Iterator[_Block]:
        """Yield what a text says paragraph by paragraph."""
        block = self._begin()
        for place, piece in enumerate(pieces):
            if piece == BLOCK:
                self.block = not self.block
            elif (tag := _TAG.match(piece)) and self._tag(piece, tag[2], bool(tag[1])):
                if block.parts:
                    yield block
                block = self._begin()
            elif piece and not (tag or self.unread or self.block):
                block.parts.append((place, piece, not self.unlinked))
        if block.parts:
            yield block

    def _begin(self) -> _Block:
        within = (*filter(None, (self.heading, *self.items)),)
        outer = within[: 1 if self.numbered or len(within) < 2 else 2]
        return _Block(within, outer[-1] if outer else "")

    def _tag(self, tag: str, name: str, ends: bool) -> bool:
        """Take a tag; return whether a paragraph ends with it."""
        if self.unread:
            self.unread = "" if ends and name == self.unread else self.unread
        elif name in _UNREAD or (name == "span" and ' class="marker"' in tag):
            self._unread(tag, name, ends)
        elif name == "li":
            if ends:
                self.items = self.items[:-1]
            else:
                found = _ID.search(tag) if ' class="clause' in tag else None
                self.items.append(found[1] if found else "")
        elif name in _UNLINKED:
            self.unlinked += -1 if ends else 1
        return name in _APART

    def _unread(self, tag: str, name: str, ends: bool) -> None:
        self.unread = "" if ends else name
        found = _ID.search(tag)
        if found and _HEADING.fullmatch(name) and not self.block:
            self.heading, self.numbered = found[1], ' class="clause' in tag


def defined(html_text: str, locale: str) -> tuple[list[str], list[Definition]]:
    """What a text says paragraph by paragraph, and its definitions, those of what is defined already included."""
    language = _LANGUAGES.get(per_locale.language(locale))
    blocks = list(_Reader().blocks(_PIECE.split(html_text))) if language else []
    return [block.text for block in blocks], list(_definitions(language, blocks)) if language else []


def whole(locale: str, text: str, name: str) -> bool:
    """Whether a name stands in a text by itself, and not only as a part of longer words."""
    language = _LANGUAGES[per_locale.language(locale)]
    places = (found.span() for found in re.finditer(re.escape(name), text))
    return any(_is_whole(language, text, *place) for place in places)


def _terms(language: Language, blocks: Sequence[_Block]) -> Iterator[Term]:
    """Yield the terms in the order in which they are defined, each once for the whole text or a clause."""
    known: set[tuple[str, str]] = set()
    for term, *_ in _definitions(language, blocks):
        if (term.name, term.scope) not in known:
            known.add((term.name, term.scope))
            yield term


def _definitions(language: Language, blocks: Sequence[_Block]) -> Iterator[Definition]:
    """Yield each name that is defined, in reading order."""
    for at, block in enumerate(blocks):
        text = block.text
        for stretch in language.defines.finditer(text):
            scope = _scope(language, text, stretch, block)
            for name in language.names.finditer(text, stretch.start(), stretch.end()):
                term = Term(name[1], block.own, scope, _sentence(language, text, name.start()))
                yield Definition(term, at, name.start(), stretch[0])


def _scope(language: Language, text: str, stretch: re.Match[str], block: _Block) -> str:
    """The clause to which a definition limits itself: the article, or the innermost one."""
    begin = max(text.rfind("。", 0, stretch.start()), text.rfind("（", 0, stretch.start()), 0)
    found = language.scope.search(text, begin, stretch.end())
    if not found or not block.within:
        return ""
    return block.group if found[1] else block.own


def _sentence(language: Language, text: str, at: int) -> str:
    """The sentence in which a character stands."""
    found = (one for one in language.sentences.finditer(text) if one.start() <= at < one.end())
    return html.unescape(next((one[0] for one in found), text)).strip()


def _uses(language: Language, blocks: Sequence[_Block], terms: Sequence[Term]) -> Iterator[tuple[int, str]]:
    """Yield the pieces in which terms are used, with their links."""
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        by_name.setdefault(term.name, []).append(term)
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True)))
    pattern = re.compile(f"({names}){language.more}")
    told: set[tuple[str, Term]] = set()
    for block in blocks if terms else ():
        text, begin = block.text, 0
        for place, piece, may in block.parts:
            links = []
            for found in pattern.finditer(piece) if may else ():
                meant = _meant(by_name[found[1]], block)
                whole = _is_whole(language, text, begin + found.start(), begin + found.end())
                if meant and whole and (block.group, meant) not in told and meant.anchor != block.own:
                    told.add((block.group, meant))
                    links.append((found, meant))
            begin += len(piece)
            if links:
                yield place, _written(piece, links)


def _meant(terms: Sequence[Term], block: _Block) -> Term | None:
    """What a name means in a clause: what was defined for the innermost clause around it."""
    depth = {anchor: at for at, anchor in enumerate(block.within, 1)}
    holding = [term for term in terms if not term.scope or term.scope in depth]
    return max(holding, key=lambda term: depth.get(term.scope, 0)) if holding else None


def _is_whole(language: Language, text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer word."""
    before = language.before.search(text[max(0, start - 40) : start])
    return not before and not language.after.match(text, end)


def _written(piece: str, links: Sequence[tuple[re.Match[str], Term]]) -> str:
    done, result = 0, ""
    for found, term in links:
        target = f"#{term.anchor or HEAD}"
        link = Element("a", {"class": "term", "data-meaning": str(escape(term.sentence)), "href": target})
        link.text = found[0]
        result += piece[done : found.start()] + Writer().outer(link)
        done = found.end()
    return result + piece[done:]
