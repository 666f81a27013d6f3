from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.checks import stylesheet
from tests.support.cases import cases, told

SITE = "https://policies.example.com/p/"


@pytest.mark.parametrize("css", cases("css", "accepted"))
def test_what_the_site_has_itself_is_published(css: str) -> None:
    assert list(stylesheet.check(css.encode(), "docs/own.css", SITE)) == []


@pytest.mark.parametrize("case", cases("css", "refused"))
def test_what_asks_another_host_is_refused_with_its_line(case: dict[str, Any]) -> None:
    found = list(stylesheet.check(case["css"].encode(), "docs/own.css", SITE))
    assert [told(problem) for problem in found] == [f"css_load {case['line']}"]
    assert found[0].params["what"] == case["what"]


def test_a_style_sheet_in_another_encoding_is_refused() -> None:
    assert [told(one) for one in stylesheet.check("a{}\nb{content:'あ'}".encode("cp932"), "a.css", SITE)] == [
        "not_utf8 2"
    ]
    assert [told(one) for one in stylesheet.check(b'@charset "Shift_JIS";', "a.css", SITE)] == ["css_charset 1"]
    assert list(stylesheet.check(b'\xef\xbb\xbf@charset "UTF-8"; a{}', "a.css", SITE)) == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["/*", "*/", '"', "'", "\\", "(", ")", "{", "}", "\n", "a", ";", "@x", "<!--"]), max_size=9
    )
)
def test_whatever_stands_before_it_a_load_is_found_unless_it_is_inert(before: list[str]) -> None:
    """Closing all that may be open brings it out."""
    css = "".join(before) + "\n*/ '\n\" \n)]}" + "a{b:url(//evil.example/)}"
    assert any(load.address == "//evil.example/" for load in stylesheet.loads(css))
