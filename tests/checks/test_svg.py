from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.checks import svg
from kaitei.errors import KaiteiError
from tests.support import small
from tests.support.cases import cases, problems, told

ROOT = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{}</svg>"


def whole(case: dict[str, Any]) -> bytes:
    return str(case.get("whole", ROOT.format(case.get("svg")))).encode()


@pytest.mark.parametrize("case", cases("svg", "accepted"))
def test_what_draws_is_published(case: dict[str, Any]) -> None:
    assert svg.check(whole(case), "docs/images/a.svg") == ()


@pytest.mark.parametrize("case", cases("svg", "refused"))
def test_what_acts_or_loads_is_refused_with_its_line(case: dict[str, Any]) -> None:
    found = svg.check(whole(case), "docs/images/a.svg")
    assert [told(problem) for problem in found] == case["problems"]
    assert {problem.file for problem in found} == {"docs/images/a.svg"}


def test_other_encodings_are_read_as_browsers_read_them() -> None:
    content = "<?xml version='1.0' encoding='UTF-16'?>" + ROOT.format("<script>alert(1)</script>")
    assert [problem.key for problem in svg.check(content.encode("utf-16"), "a.svg")] == ["svg_active"]


def test_a_site_with_such_an_image_is_not_built(tmp_path: Path) -> None:
    (tmp_path / "mark.SVG").write_text(ROOT.format("<script>alert(1)</script>"), encoding="utf-8")
    site = small.site({}, "2026-11-22", assets=("mark.SVG",), root=tmp_path, docs=tmp_path)
    with pytest.raises(KaiteiError) as error:
        Builder.make(site, Memo(None))
    assert problems(error) == ["svg_active 1"]
