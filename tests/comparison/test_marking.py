from __future__ import annotations

import pytest

from kaitei.comparison.marking import mark
from kaitei.comparison.wording import wording


def _marked(old: str, new: str) -> tuple[str, str]:
    sides = mark(*(wording(tuple((line,) for line in text.split("/"))) for text in (old, new)))
    texts = ["".join(part.text if part.op == "=" else f"[{part.text}]" for part in side) for side in sides]
    return texts[0].replace("\n", "/"), texts[1].replace("\n", "/")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("利用[目的]を通知します。", "利用[の範囲]を通知します。", id="a word"),
        pytest.param("電話で[受け付]けます。", "電話で[お受]けます。", id="an island of two characters is no border"),
        pytest.param("甲、丙に知らせます。", "甲、[乙、]丙に知らせます。", id="a mark ends after its comma"),
        pytest.param(
            "電話（平日）で承ります。", "電話[（無料）]（平日）で承ります。", id="a mark holds a bracket and its fellow"
        ),
        pytest.param("期間は[１０]日です。", "期間は[１００]日です。", id="a wide number is one word"),
        pytest.param("料金は[1,000]円です。", "料金は[1,000.50]円です。", id="a number with points is one word"),
        pytest.param("一。二三四五。", "一。[六七八九。]二三四五。", id="a sentence"),
        pytest.param("氏名/住所/電話", "氏名/[メールアドレス]/住所/電話", id="a line"),
        pytest.param(
            "本人の同意を得て[、]第三者に提供します。",
            "本人の同意を得て[ます。]第三者に提供します。",
            id="one sentence made two",
        ),
        pytest.param("甲を[定め]ます。", "甲を[改め、乙を廃し]ます。", id="a changed verb"),
        pytest.param("share [without] consent", "share [with] consent", id="a word of a spaced script"),
    ],
)
def test_marks(old: str, new: str) -> None:
    plain = old.translate({91: None, 93: None}), new.translate({91: None, 93: None})
    assert _marked(*plain) == (old, new)
