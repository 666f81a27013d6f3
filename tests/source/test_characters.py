from __future__ import annotations

import unicodedata
from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import KaiteiError
from kaitei.source import characters, schema, yamltext
from kaitei.source.placeholders import BRACES, CLOSE, OPEN

EVERY = [chr(number) for number in range(0x110000)]


def refused(character: str) -> bool:
    return bool(characters.REFUSED.fullmatch(character))


def test_controls_and_what_is_no_character_are_refused() -> None:
    """By Unicode's own categories, a tab and a line feed apart; surrogates are in no file, but in names of files."""
    controls = {one for one in EVERY if unicodedata.category(one) in ("Cc", "Zl", "Zp", "Cs")} - {"\t", "\n"}
    nowhere = {one for one in EVERY if 0xFDD0 <= ord(one) <= 0xFDEF or ord(one) & 0xFFFE == 0xFFFE}
    ways = {one for one in EVERY if unicodedata.bidirectional(one) in "LRE RLE PDF LRO RLO LRI RLI FSI PDI".split()}
    assert {one for one in EVERY if refused(one)} == controls | nowhere | ways


def test_the_engines_own_signs_are_refused() -> None:
    assert all(map(refused, (OPEN, CLOSE, BRACES, "\ufdd3", "\ufddb", "\ufddc", "\ufddd", "\ufdde")))


@pytest.mark.parametrize(
    "text", ["\u200b", "\u2060", "\u00ad", "\ufeff", "\u200e", "\u3164", "\U000e0041", "\u061c", "\u180e"]
)
def test_what_cannot_be_seen_is_told_and_is_no_text(text: str) -> None:
    (hint,) = characters.hint(f"一\n二{text}三{text}", "docs/x.md", 5)
    assert (hint.key, hint.file, hint.line) == ("unseen_characters", "docs/x.md", 6)
    assert hint.params == {"codes": characters.named(text)}
    assert hint.params["codes"].startswith(f"U+{ord(text):04X}")
    assert characters.bare(f" \u3000{text}\n") == ""


def test_one_hint_tells_all_characters_of_a_text() -> None:
    (hint,) = characters.hint("\ue000\u200b\ue000\U000f0000", "x")
    assert hint.params == {"codes": "U+200B ZERO WIDTH SPACE, U+E000, U+F0000"}
    assert characters.told("\ue000")
    assert characters.bare("\ue000") == "\ue000"


@pytest.mark.parametrize("text", ["山﨑", "☎\ufe0e", "ハﾟ", "１\u3000２", "a\u00a0b", "\tあ\n", "e\u0301", "〜―…"])
def test_what_readers_see_is_not_told(text: str) -> None:
    assert not list(characters.hint(text, "x"))
    assert not list(characters.problems(text, "x"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\u2f00般", "double_characters ⼀ U+2F00 → 一 U+4E00"),
        ("⾼\u2f00", "double_characters ⼀ U+2F00 → 一 U+4E00, ⾼ U+2FBC → 高 U+9AD8"),
        ("\u2e9f", "double_characters ⺟ U+2E9F → 母 U+6BCD"),
        ("\u2ec4", "double_characters ⻄ U+2EC4 → 西 U+897F"),
        ("\u2e80", "double_characters ⺀ U+2E80"),
        ("\ufa19谷", "double_characters \ufa19 U+FA19 → 神 U+795E"),
        ("フ\u309aロ", "parted_characters フ\u309a U+30D5 U+309A → プ U+30D7"),
        ("葛\U000e0100飾区", "selected_characters 葛\U000e0100 U+845B U+E0100 → 葛 U+845B"),
        ("振\u200b替", "unseen_characters U+200B ZERO WIDTH SPACE"),
        ("振\u00ad替\u2060", "unseen_characters U+00AD SOFT HYPHEN, U+2060 WORD JOINER"),
    ],
)
def test_what_is_not_what_it_seems_is_told_with_what_to_type(text: str, told: str) -> None:
    (hint,) = characters.hint(f"一\n{text}", "docs/x.md", 5)
    assert (f"{hint.key} {hint.params['codes']}", hint.line) == (told, 6)


def test_a_text_out_of_a_pdf_has_a_hint_of_each_kind_and_not_hundreds() -> None:
    radicals = "".join(map(chr, range(0x2F00, 0x2FD6)))
    double, parted = characters.hint(f"{radicals}ハ\u3099", "x")
    assert double.params["codes"].count("→") == characters.MOST
    assert double.params["codes"].endswith("(214)")
    assert parted.params["codes"].endswith("バ U+30D0")


def test_each_line_is_told_once_and_not_thousands_of_them() -> None:
    told = list(characters.problems("a\x07\x07\n\nb\u202e\n", "x", 10))
    assert [(one.line, one.params["code"]) for one in told] == [(10, "U+0007"), (12, "U+202E")]
    assert len(list(characters.problems("\x00\n" * 1000, "x"))) == characters.MOST


@pytest.mark.parametrize("form", ["&#{};", "&#{}", "&#x{:x};", "&#X{:06X};", "&#0000{};"])
@pytest.mark.parametrize("number", [0, 13, 27, 0x85, 0x202E, 0x2066, 0xFDD0, 0xFFFF, 0x1FFFE])
def test_references_to_what_is_refused_are_found(form: str, number: int) -> None:
    written = form.format(number)
    assert list(characters.references(f"a {written}|")) == [(written.removesuffix(";"), f"U+{number:04X}")]


@pytest.mark.parametrize(
    "text", ["&#65;", "&#x200b;", "&amp;#xFDD0;", "&#x110000;", "&#99999999999999999999;", "&copy; &#;"]
)
def test_other_references_are_let_be(text: str) -> None:
    assert not list(characters.references(text))


def test_no_name_of_html_stands_for_what_is_refused() -> None:
    assert not {name for name, text in html5.items() if characters.REFUSED.search(text)}


@given(st.text(st.characters(codec="utf-8").filter(lambda one: not refused(one)), min_size=1))
def test_schemas_and_code_agree_on_what_is_empty(text: str) -> None:
    """Whatever a required text is typed as, both see the same in it."""
    data = yamltext.Data({"title": text}, {(): 1, ("title",): 1})
    try:
        schema.check(data, "page", "x", ("ja",))
        empty = False
    except KaiteiError:
        empty = True
    assert empty == (not characters.bare(text))


def test_every_invisible_character_alone_is_empty_to_both() -> None:
    unseen = [one for one in EVERY if not characters.bare(one) and not refused(one)]
    for name, value in (("page", "title"), ("facts", "own")):
        for one in unseen:
            data = yamltext.Data({value: one} | ({"company": {"name": "a"}} if name == "facts" else {}), {(): 1})
            with pytest.raises(KaiteiError):
                schema.check(data, name, "x", ("ja",))


def test_names_of_files_can_be_printed() -> None:
    assert characters.printed("a\nb\udcffc\u202e.md") == "a\\nb\\udcffc\\u202e.md"
