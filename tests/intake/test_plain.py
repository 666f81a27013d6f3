from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import KaiteiError
from kaitei.intake import loss, markdown, pasted, plain, read
from tests.support.cases import load

TYPED = "第1条（目的）２.①ア \n *_`~^[](){}<>&|#-+=:/!.\\\"'ab12あ。：・>※\t　"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=TYPED, max_size=60))
def test_whatever_is_typed_is_shown_as_typed(text: str) -> None:
    read = plain.lines(text)
    made = markdown.written(read)
    assert loss.lost(read.words, loss.shown("題", made, "a.md")) == ()


def test_a_text_pasted_without_its_lines_gets_them_back() -> None:
    text = (
        "会員規約 １.目的 （１）この規約は、"
        + "会員の権利と義務を定めます。" * 30
        + " （２）会員は、これに従います。 ２.会費 会費は千円です。"
    )
    lines = [block.runs[0].text for block in plain.lines(text).blocks if hasattr(block, "runs")]
    assert [line[:5] for line in lines] == ["会員規約", "１.目的", "（１）この", "（２）会員", "２.会費", "会費は千円"]


def test_front_matter_of_markdown_gives_its_title_alone() -> None:
    assert plain.markdown("---\ntitle: 会員規約\nkind: x\n---\n\n第1条\n") == ("会員規約", "第1条\n")
    assert plain.markdown("第1条\n") == ("", "第1条\n")
    assert plain.markdown("# 会員規約\n\n本文\n") == ("会員規約", "本文\n")
    assert plain.markdown("会員規約\n\n本文\n") == ("会員規約", "本文\n")
    assert plain.markdown("本文です。\n") == ("", "本文です。\n")


@pytest.mark.parametrize("case", load("intake_pasted"), ids=lambda case: case["text"][:12])
def test_what_the_pages_of_a_pdf_leave_in_a_text_is_told(case: dict[str, Any]) -> None:
    found = [f"{one.key} {one.line} {one.params['count']}" for one in pasted.told(case["text"].split("\n"), "a.txt")]
    assert found == case["told"]


@pytest.mark.parametrize("head", ["", "# 会員規約\n\n", "---\ntitle: 会員規約\n---\n\n", "会員規約\n"])
def test_what_no_text_may_have_is_told_by_its_line_in_the_file(head: str) -> None:
    text = f"{head}第1条（目的）\n本文です。\n\n<script>x</script>\n"
    with pytest.raises(KaiteiError) as error:
        read.version(text.encode(), "a.md")
    [one] = error.value.problems
    assert (one.file, text.split("\n")[one.line - 1]) == ("a.md", "<script>x</script>")
