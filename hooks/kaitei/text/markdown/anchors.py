"""What headings and clauses are called: in addresses (``c3-2-1``) and in sentences (第3条第2項)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kaitei import dates
from kaitei.text.markdown.branch import Branch
from kaitei.text.markdown.document import Diagnostic
from kaitei.text.markdown.grammar import GROUPINGS, OUTERMOST, RANKS, MarkerReading, Role, Value
from kaitei.text.markdown.numerals import number

_TYPED = re.compile(r"[ \t　]*\{:?(?:[^{}]*\s)?#([^\s{}]+)[^{}]*\}$")
_ANYWHERE = re.compile(r"\{:?[^{}\n#]{0,200}#([^\s{}]+)")
_TARGET = re.compile(r"\]\([^()\s]{0,500}\)")
_NO_WORD = re.compile(r"[^\w\s-]")
_GAP = re.compile(r"[\s_-]+")
_DAY = re.compile("(令和|平成|昭和)?({0}|元)年({0})月({0})日".format("[0-9０-９〇一二三四五六七八九十]{1,4}"))
_BRACKET = re.compile(r"[（(][^（）()<>&\"\n]{1,60}[）)]")
_DIGITS = re.compile("[0-9０-９〇一二三四五六七八九十]+")


def assign(nodes: Sequence[Branch], text: str) -> list[Diagnostic]:
    """Set the path and the anchor of every node; return a `duplicate_anchor` for each typed one that stands twice.

    An anchor is typed (`{#name}`), or made from numbers ("c3-2-1") or from a heading's text. One that is made gets a
    suffix where the name is taken, or typed anywhere in the text: "title", then "title_2".
    """
    errors = []
    typed: set[str] = set()
    naming = _Naming(_ANYWHERE.findall(text))
    paths = _Paths(nodes)
    for node in nodes:
        found = _TYPED.search(node.text[-300:]) if "}" in node.text else None
        if found:
            node.text = node.text[: len(node.text) - len(found.group())]
            if found.group(1) in typed:
                errors.append(Diagnostic(node.line, "duplicate_anchor", {"anchor": found.group(1)}))
            typed.add(found.group(1))
        node.path = paths.of(node)
        node.anchor = found.group(1) if found else naming.free("-".join(node.path) if node.reading else slug(node.text))
        if not node.reading:
            node.path = [node.anchor]
        if node.reading and node.reading.end:
            last = range(node.reading.value[0] + 1, node.reading.end[0] + 1)
            node.also = [naming.free("-".join([*node.path[:-1], f"c{step}"])) for step in last]
    return errors


class _Paths:
    """The steps that lead to each node, from which its anchor is made; the node above must have its own.

    第3条の2 → ["c3no2"], and （１） beneath it → ["c3no2", "1"]. 第2節 of 第1章 → ["ch1", "s2"], but 第5条 in it →
    ["c5"], unless articles begin anew in each chapter. A heading without a number leads by its anchor, as in
    ["account", "1"].
    """

    def __init__(self, nodes: Iterable[Branch]) -> None:
        self.leading = _leading(nodes)
        self.met: defaultdict[str, int] = defaultdict(int)  # 附則 and 別表 without a number or date, so far

    def of(self, node: Branch) -> list[str]:
        """The steps that lead to a node."""
        if not node.reading:
            return []
        if node.rank in OUTERMOST:
            return [self._outermost(node)]
        if node.rank in GROUPINGS:
            return [*self._above(node, (*GROUPINGS, *OUTERMOST)), _step(RANKS[node.rank][1], node.reading.value)]
        above = _article_above(node) if node.rank else None
        if node.rank and not above:
            return [*self._lead(node), _step("c", node.reading.value, compound=node.reading.style.compound)]
        return self._numbered(node, node.reading)

    def _outermost(self, node: Branch) -> str:
        assert node.reading
        sign = RANKS[node.rank][1]
        day = _day(node.text) if node.rank == "supplement" else ""
        if day or node.reading.value:
            return sign + (day or "no".join(map(str, node.reading.value)))
        self.met[node.rank] += 1
        return f"{sign}{self.met[node.rank]}"

    def _above(self, node: Branch, ranks: Sequence[str]) -> list[str]:
        above = next((one for one in _ancestors(node) if one.rank in ranks), None)
        return above.path if above else []

    def _lead(self, node: Branch) -> list[str]:
        """What leads to an article: the 附則 or 別表 that it is in, or the grouping in which articles begin anew."""
        for above in _ancestors(node):
            if above.rank in OUTERMOST or _sort(above) in self.leading:
                return above.path
        return []

    def _numbered(self, node: Branch, reading: MarkerReading) -> list[str]:
        """What leads to a number without a rank: "3.2" beneath "3." repeats the number above it."""
        steps = node.parent.path if node.parent else []
        if node.parent and node.parent.unnumbered and reading.style.role != "paragraph":
            steps = [*steps, "1"]
        parts = [str(part) for part in reading.value]
        if not reading.style.compound:
            parts = ["no".join(parts)]
        elif [step.lstrip("c") for step in steps[1 - len(parts) :]] == parts[:-1]:
            parts = parts[-1:]
        return [*steps, *parts] if steps else ["c" + parts[0], *parts[1:]]


def _leading(nodes: Iterable[Branch]) -> frozenset[str]:
    """The sorts of groupings in which articles begin anew: in two of them or more an article has the number 1."""
    begun: defaultdict[str, set[int]] = defaultdict(set)
    for node in nodes:
        if node.rank == "article" and node.reading and node.reading.value == (1,):
            above = list(_ancestors(node))
            for one in above if not any(two.rank in OUTERMOST for two in above) else ():
                begun[_sort(one)].add(id(one))
    return frozenset(sort for sort, units in begun.items() if len(units) > 1 and sort)


def _sort(node: Branch) -> str:
    """What a grouping is called: its rank, or the level of a heading without a number; "" for all else."""
    return node.rank if node.rank in GROUPINGS else f"h{node.level}" if not node.reading else ""


def _ancestors(node: Branch) -> Iterator[Branch]:
    """Yield what a node stands in, innermost first."""
    while node.parent:
        node = node.parent
        yield node


def _article_above(node: Branch) -> Branch | None:
    """The article that a ranked clause stands in, as a Section does in an Article."""
    return next((one for one in _ancestors(node) if one.rank == "article"), None)


def _step(sign: str, value: Value, compound: bool = False) -> str:
    return sign + ("-" if compound else "no").join(map(str, value))


def _day(text: str) -> str:
    """The day that a 附則 names in its title, as eight digits: "（令和8年10月1日改定）" → "20261001"; else ""."""
    found = _DAY.search(text.partition("\n")[0])
    if not found:
        return ""
    western = _DIGITS.sub(lambda typed: str(number(typed[0])), found[0])
    day, _ = dates.within(western)
    return day.strftime("%Y%m%d") if day else ""


class _Naming:
    """Names that are taken; `free` gives out each name once: "title", then "title_2"."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.met: dict[str, int] = {}

    def free(self, name: str) -> str:
        while True:
            count = self.met[name] = self.met.get(name, 0) + 1
            candidate = name if count == 1 else f"{name}_{count}"
            if candidate not in self.taken:
                self.taken.add(candidate)
                return candidate


def citation(node: Branch) -> str:
    """The number as a sentence names it, with the numbers above it: "（二）" beneath 第1条の２ → "第1条第２項第二号".

    Beneath an article a bare number is 項, and （２） and 二 are 号. The punctuation of lists is left out: "2)" beneath
    "2." → "2.2". An article is named by itself, unless articles begin anew in what it stands in: "第2章第1条",
    "附則（2026年10月1日改定）第1条". It is "" for a node without a number.
    """
    if not node.reading:
        return ""
    numbered = (one for one in _ancestors(node) if one.reading)
    if node.rank and node.rank not in GROUPINGS:
        numbered = (one for one in numbered if one.rank != "article" and one.path == node.path[:-1])
    above = next(numbered, None)
    if not above or node.reading.style.compound:
        return node.reading.core + _dated(node)
    inner = _NAMED[_role(node)].format(node.reading.core, node.reading.digits)
    outer = citation(above) + (_first_paragraph(above) if _role(node) == "item" and node.parent is above else "")
    return outer + _between(outer[-1:], inner[:1]) + inner


def _dated(node: Branch) -> str:
    """The bracket after 附則 that tells one from the others by its day: （2026年10月1日改定）."""
    found = _BRACKET.match(node.text) if node.rank == "supplement" else None
    return found.group() if found and _day(found.group()) else ""


def _first_paragraph(article: Branch) -> str:
    """How the first paragraph of an article is named whose paragraphs have numbers from the second on: 第1項."""
    if not (article.unnumbered and article.reading):
        return ""
    return _NAMED["paragraph"].format("", article.reading.style.numerals.write(1, article.reading.digits))


_NAMED = {"paragraph": "第{1}項", "item": "第{1}号", "": "{0}"}


def _role(node: Branch) -> Role:
    """What a number is in a sentence: 項 or 号 beneath an article of statutes, else neither."""
    article = next((one for one in _ancestors(node) if one.rank), None)
    within = article is not None and article.reading and article.reading.marker[:1] in "第附付別様"
    return node.reading.style.role if node.reading and within and not node.rank else ""


def _between(end: str, start: str) -> str:
    """The point between two numbers that would be read as one: ("1", "2") → ".", ("条", "第") → ""."""
    if not (end.isnumeric() and start.isnumeric()) or unicodedata.category(start) == "No":
        return ""
    return "．" if unicodedata.east_asian_width(start) in "FW" else "."


def slug(title: str) -> str:
    """Make an anchor of a heading's text: "【開示等の手続き】" → "開示等の手続き", "Your Rights" → "your-rights"."""
    plain = _NO_WORD.sub("", _TARGET.sub("", unicodedata.normalize("NFKC", title))).strip().lower()
    return _GAP.sub("-", plain).strip("-") or "section"
