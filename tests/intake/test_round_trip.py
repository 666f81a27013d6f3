"""What is exported and read again is the same text; what is tracked is settled as LibreOffice settles it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaitei.documents import export, redline
from kaitei.documents.export import Whole
from kaitei.intake import read
from kaitei.intake.kept import said
from kaitei.intake.loss import shown
from kaitei.intake.read import Wishes
from kaitei.pages.pair import Pair
from kaitei.text.markdown.convert import convert
from kaitei.text.markdown.plain_text import canonical
from tests.documents.test_redline import TRACKED
from tests.pages.test_compare_shown import _pair
from tests.support import office

FORMS: dict[str, Callable[[Whole], str | bytes]] = {"docx": export.document, "md": export.markdown, "html": export.html}
_LINES = (
    "## 第1条（目的）",
    "## 第2条（定義）",
    "1. 当社は、30日以内に返します。",
    "2. 写しは渡しません。",
    "（１）氏名",
    "（２）住所 \\*電話\\_番号 &lt;b&gt; A&amp;B \\[1\\]",
    "ただし、[この](https://example.com/a?b=1&c=2)限りではありません。",
    "**大切な**決まりです。",
    "※　注です。",
    "| 情報 | 期間 |\n|---|---|\n| 氏名 | 1年<br>2年 |\n| a \\| b | 2年 |",
    "{{ company.name }}の定めです。",
)
_ONE = _LINES[2]  # 1. 1. is shown as 1. 2., beside which another 2. looks like one of them
_BLOCKS = ("##", "|")  # before and after which there is a blank line


def _typed(parts: list[tuple[str, bool]]) -> str:
    """A text of these lines, some of which are typed directly below the one before."""
    made = "本文"
    for line, below in parts:
        alone = line.startswith(_BLOCKS) or made.split("\n")[-1].startswith(_BLOCKS)
        made += ("\n" if below and not alone else "\n\n") + line
    return made + "\n"


bodies = (
    st.lists(st.tuples(st.sampled_from(_LINES), st.booleans()), min_size=1, max_size=8)
    .filter(lambda parts: [line for line, _ in parts].count(_ONE) < 2)
    .map(_typed)
)


def plain(text: str) -> str:
    """A text without white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(body=bodies)
@example(body="\n\n".join(("本文", _LINES[4], _LINES[3], _LINES[2], _LINES[6])) + "\n")  # ends a list, and does not
@example(
    body="本文\n\n（１）氏名\n（２）住所\nただし、番地を除きます。\n\n以上です。\n"
)  # the last has a line of its own
@example(body=f"本文\n\n（１）氏名\n\n{_LINES[9]}\n\n※　注です。\n{_LINES[3]}\n")  # of what the item holds
@example(body=f"本文\n\n{_LINES[2]}\n\n{_LINES[9]}\n\n※　注です。\n※　注です。\n{_LINES[7]}\n")
def test_an_export_read_again_is_the_same_text(form: str, body: str) -> None:
    pair = _pair({"old": "前文\n", "new": body})
    whole = Whole.of(pair.context, pair.standing, pair.editions[1], pair.new.day)
    made = FORMS[form](whole)
    again = read.version(made if isinstance(made, bytes) else made.encode(), f"a.{form}")
    assert again.title == whole.title
    read_again = convert(again.body, again.title).clauses
    assert plain(canonical(read_again)) == plain(whole.edition.canonical)
    assert [one.anchor for top in read_again for one in top.walk()] == [
        one.anchor for top in whole.edition.clauses for one in top.walk()
    ]


def settles(pair: Pair, folder: Path) -> None:
    """Whether LibreOffice and we read the same of a document, its changes accepted and rejected."""
    file = folder / "redline.docx"
    file.write_bytes(redline.document(pair))
    for what, tracked in (("Accept", "accept"), ("Reject", "reject")):
        ours = read.version(file.read_bytes(), file.name, None, Wishes(tracked=tracked))  # type: ignore[arg-type]
        theirs = "".join(office.settled(file, what))  # type: ignore[arg-type]
        assert plain(shown(ours.title, ours.body, file.name)).replace("|", "") == plain(theirs).replace("|", "")


def test_tracked_changes_are_settled_as_by_libreoffice(tmp_path: Path) -> None:
    settles(_pair(TRACKED), tmp_path)


def test_words_are_the_same_however_they_are_dressed() -> None:
    assert said("## 第1条（目的）\n\n**1. 当社**は \\*A B\\* です。\n") == ["第1条（目的）", "1.当社は*A B*です。"]
    assert said("三日\n") != said("五日\n")
