from __future__ import annotations

from typing import Any

import pytest

from kaitei.intake.dated import Dated, listed
from tests.support.cases import load


def written(one: Dated) -> str:
    adopted = f" adopted {one.adopted}" if one.adopted else ""
    return f"{one.day}{adopted}{' enacted' if one.enacted else ''}"


@pytest.mark.parametrize("case", load("intake_dates"), ids=lambda case: case["text"][:20])
def test_the_days_of_which_a_text_tells(case: dict[str, Any]) -> None:
    assert list(map(written, listed(case["text"]))) == list(map(str, case["revisions"]))
