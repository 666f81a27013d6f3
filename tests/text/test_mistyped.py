from __future__ import annotations

import pytest

from kaitei.text.mistyped import slips


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("一\n｛｛ company.name ｝｝は", "slip_braces 8 ｛｛ company.name ｝｝"),
        ("{{ company.name ｝｝は", "slip_braces 7 {{ company.name ｝｝"),
        ("{ company.name }は", "slip_braces 7 { company.name }"),
        ("｛dates｝", "slip_braces 7 ｛dates｝"),
        ("[規約]（/terms.md#c3）", "slip_link 7 [規約]（/terms.md#c3）"),
        ("［規約］(https://example.com/)", "slip_link 7 ［規約］(https://example.com/)"),
        ("[](#c3）", "slip_link 7 [](#c3）"),
    ],
)
def test_what_looks_like_markup_and_is_none_is_told(body: str, told: str) -> None:
    found = [f"{one.key} {one.line} {one.params['what']}" for one in slips(body, "docs/terms.md", 7)]
    assert found == [told]


@pytest.mark.parametrize(
    "body",
    [
        "{{ company.name }}は",
        "\\{{ company.name }}",
        "[規約](/terms.md#c3)",
        "[](#c3)",
        "[規約](/terms.md)（https://example.com/）",
        "[注]（別紙）",
        "［注］（別紙）",
        "## 見出し {#top}",
        "{: .wide}",
        "集合｛1, 2｝",
    ],
)
def test_what_is_markup_or_plainly_none_is_left(body: str) -> None:
    assert not list(slips(body, "docs/terms.md", 1))
