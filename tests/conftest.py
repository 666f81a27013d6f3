"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.support.browsing import chromium

# A tree that was green stays so; `--hypothesis-profile=default` looks elsewhere each time.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of a process that runs tests."""
    with chromium() as opened:
        yield opened
