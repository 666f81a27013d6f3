from __future__ import annotations

import pytest

from kaitei.errors import KaiteiError
from kaitei.intake import decoding

TEXT = "会員規約\n第１条（目的）　この規約は、①会員と〜㈱灯台商会との間の決まりです。\n"


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("cp932", ["shift_jis"]),
        ("euc_jis_2004", ["euc-jp"]),
        ("utf-16", ["utf-16"]),
        ("iso2022_jp_2004", ["iso-2022-jp"]),
    ],
)
def test_every_usual_encoding_is_read_and_told(codec: str, told: list[str]) -> None:
    text = TEXT.replace("㈱", "").replace("〜", "～" if codec == "cp932" else "〜")
    read, problems = decoding.text(text.encode(codec), "a.txt")
    assert read == text.replace("〜", "～" if codec in ("euc_jis_2004", "iso2022_jp_2004") else "〜")
    assert [one.params["encoding"] for one in problems] == told


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\x82\x00\x00\x01\x02", "import_binary"),
        (b"ok\n\xff\xff\xff", "import_encoding_unknown"),
        (b"\xe3\xa4\xe3\xa6", "import_encoding_unclear"),
    ],
)
def test_what_is_not_clear_is_not_guessed(data: bytes, key: str) -> None:
    with pytest.raises(KaiteiError) as error:
        decoding.text(data, "a.txt")
    assert [one.key for one in error.value.problems] == [key]


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("name", ["utf-8", "Shift_JIS", "x-sjis", "EUC-JP", "x-euc-jp", "ISO-2022-JP", "nonsense"])
def test_what_a_page_says_of_itself_may_be_wrong(codec: str, name: str) -> None:
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={name}"><p>この会員規約です。</p>'
    data = page.encode(codec)
    assert decoding.text(data, "a.html", "", decoding.declared(data))[0] == page


def test_japanese_that_is_broken_off_is_not_read_as_letters() -> None:
    with pytest.raises(KaiteiError) as error:
        decoding.text("会員規約".encode("iso2022_jp")[:6] + b"\x7f\xff", "a.txt")
    assert [one.key for one in error.value.problems] == ["import_encoding_unknown"]


def test_an_encoding_may_be_asked_for_and_must_fit() -> None:
    assert decoding.text("亜".encode("cp932"), "a.txt", "shift_jis")[0] == "亜"
    with pytest.raises(KaiteiError):
        decoding.text("会員".encode("cp932"), "a.txt", "utf-8")


def test_controls_are_left_out_and_backslashes_of_old_encodings_told() -> None:
    text, told = decoding.text("会費は\\1,000です。\x07\r\n次の行\u2028その次".encode(), "a.txt")
    assert text == "会費は\\1,000です。\n次の行\nその次"
    assert [one.key for one in told] == ["import_characters"]
    _, told = decoding.text("会員の会費は\\1,000です。".encode("cp932"), "a.txt")
    assert "import_yen" in [one.key for one in told]
