"""Small policies for property tests, drawn so that texts recur, nest, and share phrases."""

from __future__ import annotations

from hypothesis import strategies as st

from kaitei.text.markdown.document import Clause, Line, Rank

_PHRASES = (
    "当社は、",
    "お客様の個人情報を",
    "法令に基づき",
    "適切に管理します。",
    "第三者に提供しません。",
    "30日以内に",
    "（以下「本人」といいます。）",
    "with your consent",
    "。",
    "、",
    "[参照] </terms.md>",
    "プ",
    "フ\u309a\u200b",
    " ",
    "\u3000",
    "氏名",
)
_RANKS: tuple[Rank, ...] = ("", "", "article", "chapter")
_NUMBERS = ("", "1.", "２．", "（３）", "④", "第5条", "第6条の2", "ア")

texts = st.lists(st.sampled_from(_PHRASES), max_size=4).map("".join)
lines: st.SearchStrategy[Line] = st.lists(texts, min_size=1, max_size=2).map(tuple)


def _clause(children: st.SearchStrategy[tuple[Clause, ...]]) -> st.SearchStrategy[Clause]:
    return st.builds(
        Clause,
        anchor=st.just(""),
        number=st.sampled_from(_NUMBERS),
        heading=st.booleans(),
        lines=st.lists(lines, max_size=2).map(tuple),
        children=children,
        rank=st.sampled_from(_RANKS),
    )


def _several(clause: st.SearchStrategy[Clause]) -> st.SearchStrategy[tuple[Clause, ...]]:
    return st.lists(clause, max_size=3).map(tuple)


leaves = _several(_clause(st.just(())))
policies = _several(_clause(st.one_of(leaves, _several(_clause(leaves)))))


@st.composite
def revisions(draw: st.DrawFn) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """Draw a policy and either another one or the same clauses dealt anew, some gone, some twice."""
    old = draw(policies)
    pool = [clause for top in old for clause in top.walk()]
    dealt = st.lists(st.sampled_from(pool), max_size=6).map(tuple) if pool else st.just(())
    return old, draw(st.one_of(policies, dealt))
