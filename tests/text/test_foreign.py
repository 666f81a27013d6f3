from __future__ import annotations

import pytest

from kaitei.text.foreign import foreign


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('甲\n!!! note "乙"\n', 'foreign_admonition 8 !!! note "乙" /// note | 乙'),
        ("!!! note\n", "foreign_admonition 7 !!! note /// note"),
        ('!!! info inline "乙"\n', 'foreign_admonition 7 !!! info inline "乙" /// admonition | 乙'),
        ('??? tip "乙"\n', 'foreign_admonition 7 ??? tip "乙" /// details | 乙'),
        ("    ???+ tip\n", "foreign_admonition 7 ???+ tip /// details | tip"),
        ('=== "甲"\n', 'foreign_tab 7 === "甲"'),
        ("電話 :material-phone: です", "foreign_icon 7 :material-phone:"),
        ("ありがとう:smile:。", "foreign_icon 7 :smile:"),
        ('--8<-- "a.md"', 'foreign_snippet 7 --8<-- "a.md"'),
        ("甲\n\n[TOC]\n", "foreign_toc 9 [TOC]"),
        ("旧==甲==乙", "foreign_mark 7 ==甲=="),
        ("++ctrl+alt+del++を押す", "foreign_keys 7 ++ctrl+alt+del++"),
        ("- [ ] 同意する", "foreign_task 7 - [ ]"),
        ("H~2~O", "foreign_sub 7 ~2~"),
        ("x^2^", "foreign_sup 7 ^2^"),
        ("甲\n> [!NOTE]\n> 乙", "foreign_alert 8 > [!NOTE]"),
        ("::: note\n甲\n:::\n", "foreign_container 7 ::: note"),
    ],
)
def test_markup_of_other_extensions_is_told_with_what_to_write(body: str, told: str) -> None:
    found = [" ".join([one.key, str(one.line), *one.params.values()]) for one in foreign(body, "docs/terms.md", 7)]
    assert found == [told]


@pytest.mark.parametrize(
    "body",
    [
        "：注：本条は:注:を含む。受付は10:30:00まで。",
        "10~20%、30~40%、3~5日、A~B",
        "1^2、甲[^1]\n\n[^1]: 注",
        "~~甲~~^^乙^^",
        "a == b、甲===乙、x>=1、1==1",
        "C++とD++、1++2",
        "[甲](/a.md) [ ] - 乙",
        "| a | b |\n|:---:|:--|\n| c | d |",
        "{: .wide }\n\n用語\n: 説明",
        "お急ぎの方は！！！\n何ですか???\nえっ!!! note",
        "題\n===\n",
        "::before、https://example.com:80/a:b:c",
    ],
)
def test_ordinary_text_is_left(body: str) -> None:
    assert not list(foreign(body, "docs/terms.md", 1))


@pytest.mark.parametrize("code", ["```\n{}\n```", "> ~~~\n> {}\n> ~~~", "甲`{}`乙"])
@pytest.mark.parametrize("markup", ['=== "甲"', "[TOC]", "==甲==", "- [ ] 甲", ":smile:"])
def test_code_may_show_it(code: str, markup: str) -> None:
    assert not list(foreign(code.format(markup), "docs/terms.md", 1))


def test_lines_count_below_code() -> None:
    assert [one.line for one in foreign("```\n[TOC]\n```\n\n[TOC]\n", "docs/terms.md", 1)] == [5]
