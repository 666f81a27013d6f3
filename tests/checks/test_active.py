from __future__ import annotations

from typing import Any

import pytest

from kaitei.checks.active import active
from tests.support.cases import cases


@pytest.mark.parametrize("case", cases("active"))
def test_what_would_run_is_named_as_it_is_written(case: dict[str, Any]) -> None:
    assert list(active(case["html"])) == case["found"]
