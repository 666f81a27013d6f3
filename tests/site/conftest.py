"""Sites that several tests of a file look at, each built once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import site
from tests.support.site import Built, Maker


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Build a site of `cases/sites.yml` on a day, strict; the same arguments give the same build."""
    known: dict[str, Built] = {}

    def make(
        name: str, today: str = "2026-11-22", *, languages: tuple[str, ...] | None = None, **settings: Any
    ) -> Built:
        key = repr((name, today, languages, settings))
        if key not in known:
            own = {"extra": {"kaitei": settings}} if settings else None
            project = site.make(tmp_path_factory.mktemp(name) / "project", site.files(name), own, languages)
            known[key] = project.build(today)
        assert known[key].code == 0, known[key].output
        return known[key]

    return make
