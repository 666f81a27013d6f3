from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaitei.cache.keys import Later
from kaitei.cache.store import Nothing, Store
from kaitei.output import Group, Output
from tests.bench.outputs import Cost, Timed, least


@pytest.mark.parametrize("together", [True, False])
def test_what_passes_counts_for_the_kind_for_which_it_is_done(
    together: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a store makes all files of a group before it writes the first or one by one."""
    clock = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: clock[0])

    def pass_by(seconds: float, text: str = "") -> str:
        clock[0] += seconds
        return text

    def page(path: str, viewed: float, compared: float, rendered: float) -> Output:
        pass_by(viewed)
        table = Later(f"table {path}", lambda: pass_by(compared, "table"))
        return Output(path, Later(path, lambda: pass_by(rendered, f"<{table.value}>"), (table,)))

    def pages() -> Iterator[Output]:
        yield page("terms-1/2020-01-01/index.html", 1, 0, 2)
        yield page("terms-1/compare/2020-01-01/2021-01-01/index.html", 4, 8, 16)
        yield page("terms-1/compare/2020-01-01/2022-01-01/index.html", 32, 64, 128)
        yield page("terms-1/feed.xml", 0, 0, 256)
        pass_by(512)

    timed = Timed(Group(pages))
    store = Store(tmp_path / "kept") if together else Nothing()
    store.place(Group(timed.outputs), tmp_path / "site")
    assert timed.found == {"text": 1, "comparison": 2, "other": 1}
    assert timed.all() == {"text": 3 + 128, "comparison": 4 + 8 + 16 + 32 + 64 + 128 + 256, "other": 256 + 128}
    assert (tmp_path / "site/terms-1/2020-01-01/index.html").read_text() == "<table>"


def test_of_several_rounds_the_least_counts_kind_by_kind() -> None:
    rounds = [
        {"text": Cost(2, 0.004), "comparison": Cost(4, 0.016)},
        {"text": Cost(2, 0.006), "comparison": Cost(4, 0.012)},
    ]
    assert least(rounds) == {"text": 2.0, "comparison": 3.0}
