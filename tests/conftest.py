"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browsing import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of a process that runs tests."""
    with chromium() as opened:
        yield opened
