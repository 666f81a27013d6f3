from __future__ import annotations

from kaitei.wording.per_locale import Said, pick


def test_one_string_serves_every_locale() -> None:
    assert pick("0120-000-000", "en", "ja") == Said("0120-000-000")


def test_a_string_in_the_default_language_is_marked_elsewhere() -> None:
    assert pick("制定", "en", "ja", single_is_default=True) == Said("制定", "ja")


def test_a_string_in_the_default_language_is_not_marked_at_home() -> None:
    assert pick("制定", "ja", "ja", single_is_default=True) == Said("制定")


def test_an_empty_string_has_no_language() -> None:
    assert pick("", "en", "ja", single_is_default=True) == Said("")


def test_the_text_of_the_locale_is_chosen() -> None:
    assert pick({"ja": "名称", "en": "Name"}, "en", "ja") == Said("Name")


def test_the_default_locale_stands_in_with_its_language() -> None:
    assert pick({"ja": "名称", "zh": "名称"}, "en", "ja") == Said("名称", "ja")


def test_any_locale_stands_in_where_the_default_is_missing_too() -> None:
    assert pick({"zh": "名称"}, "en", "ja") == Said("名称", "zh")


def test_a_text_as_html_is_escaped_and_keeps_its_lines() -> None:
    assert Said("<b>甲</b>\n乙").html == "&lt;b&gt;甲&lt;/b&gt;<br>乙"


def test_a_text_in_another_language_is_marked_with_it() -> None:
    assert Said('名称 "A"', "ja").html == '<span lang="ja">名称 &#34;A&#34;</span>'
