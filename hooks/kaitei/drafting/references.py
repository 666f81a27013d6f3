"""References that a text makes to its own clauses: to clauses that are not there, and to numbers that have moved on.

References to laws and other texts (民法第548条の2, 同法第3条, 会員規約第5条) are none, nor is what follows them in a
sentence (民法第5条及び第6条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.comparison.nodes import Node
from kaitei.comparison.numbers import label, value
from kaitei.comparison.references import References
from kaitei.drafting.draft import Draft, Hint
from kaitei.drafting.there import There

_OWN = re.compile(
    r"(?:(?:本|この|当)(?:規約|約款|契約|規程|規則|方針|ポリシー|会則|定款|基準|ガイドライン|書|条|項|章)|前[条項]|次[条項])の?$"
)
_WORD = re.compile(r"[一-鿿々ァ-ヺーA-Za-z0-9」』）)\]】》\t]")
_LAW = re.compile(r"(?:法|令|規則|条例|約|規約|約款|規程|契約|基準|指針|告示|憲法|[Gg]uidelines?)[「『]?$")
_MORE = re.compile(r"[一-鿿ァ-ヺA-Za-z]")
_GOES_ON = re.compile(r"[及又並若各本但所中以該掲関違]")
_ENGLISH_LAW = re.compile(
    r"\b(?:GDPR|Acts?|Regulations?|Code|Directive|Laws?|Statute|Convention|Treaty|Constitution|U\.?S\.?C|C\.?F\.?R)\b"
    r"|\bof the (?!(?:Terms|Policy|Agreement|Conditions|Rules)\b)[A-Z]"
)
_SENTENCE = re.compile(r"^[（(][^（()）\n]*[）)]|。|\n|(?<=[a-z0-9)])\.(?=[ A-Z]|$)")
_RANGE = re.compile(r"(?:から|及び|および|・|、|〜|～).*削除", re.DOTALL)
_BEFORE = re.compile(r"前(?P<count>[0-9０-９一二三四五六七八九十]+|各)(?P<unit>[条項号])|(?P<step>前|次)号")
_HEAD = re.compile(
    r"[\s　#*]*[【［\[〔<＜](第[^】］\]〕>＞]{1,8}[編章節款目条](?:の[^】］\]〕>＞]{1,4})?)[】］\]〕>＞]"
)


def missing(draft: Draft) -> Iterator[Hint]:
    """Tell of references that lead to no clause."""
    text, heads = There(draft.edition.nodes), _heads(draft)
    known = text.known
    for node in draft.nodes[1:]:
        for found in own(known, node.at):
            elsewhere = found["named"] in heads or _is_left_out(draft, known, found)
            if not (elsewhere or text.leads(node.at, found)):
                yield Hint("draft_reference_missing", draft.line(node.at, found[0]), found[0])
        for found in _BEFORE.finditer(known.nodes[node.at].own.key):
            if not text.counts(node.at, found):
                yield Hint("draft_reference_missing", draft.line(node.at, found[0]), found[0])


def _heads(draft: Draft) -> frozenset[str]:
    """The numbers with which lines begin in brackets, which are headings to readers: 【第3条】（会員）."""
    return frozenset(found[1] for _, text in draft.lines if (found := _HEAD.match(text)))


def _is_left_out(draft: Draft, known: References, found: re.Match[str]) -> bool:
    """Whether an article is one of several for which a clause stands: 第2条から第4条まで　削除."""
    if not found["named"] or known.named(found["named"]):
        return False
    return f"c{'no'.join(map(str, value(label(found['named']))))}" in draft.edition.content.document.anchors


def own(known: References, at: int) -> Iterator[re.Match[str]]:
    """Yield the references of a clause to clauses of its own text."""
    text = known.nodes[at].own.key
    if _RANGE.match(text):
        return
    ends = sorted({0, *_first_line(known.nodes[at]), *(found.end() for found in _SENTENCE.finditer(text))})
    ends.append(len(text) + 1)
    sentence, abroad, named = 0, False, False
    for found in known.parted(at)[1]:
        while ends[sentence + 1] <= found.start():
            sentence, abroad, named = sentence + 1, False, False
        begin = ends[sentence]
        before = text[max(begin, found.start() - 20) : found.start()]
        elliptic = named and not found["named"] and found[0][0] == "第"  # 前条第1項及び第2項
        named = named or bool(found["named"])
        if elliptic or before.endswith(("同条", "同項")):
            continue
        if found[0][0] in "AS":
            abroad = abroad or bool(_ENGLISH_LAW.search(text, begin, ends[sentence + 1]))
        else:
            abroad = not _OWN.search(before) and (abroad or _is_of_another(before, found[0]))
        if not abroad and not _is_a_word(text, found):
            yield found


def _first_line(node: Node) -> list[int]:
    """Where a heading or a title ends."""
    ends = node.own.wording.places.ends
    return [min(ends)] if ends and (node.own.heading or node.title) else []


def _is_of_another(before: str, reference: str) -> bool:
    """Whether the words before a reference say that it is one to another text."""
    if reference[0] in "前次" or before.endswith("乃至"):
        return False
    last = before[-1:]
    if last in ("（", "(", "の", "「", "『"):
        return last == "の" or bool(_LAW.search(before[:-1]))
    return bool(_WORD.match(last))


def _is_a_word(text: str, found: re.Match[str]) -> bool:
    """Whether a number begins another word: 第1項目, 第2号様式, 第57号 of a list of laws."""
    after = text[found.end() : found.end() + 1]
    if found["item"] and not found["paragraph"] and not found["named"]:
        return bool(_MORE.match(after)) and not _GOES_ON.match(after)
    return after in ("目", "件", "例") and after != ""
