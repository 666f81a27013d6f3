from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.cache import store as stores
from kaitei.cache.memory import Memory
from kaitei.cache.store import Nothing, Store


def refuse() -> str:
    raise AssertionError("made again")


def test_a_value_is_made_once_in_a_build_and_found_by_the_next() -> None:
    memory = Memory()
    for _ in range(3):
        assert memory.recall("key", lambda: "made") == "made"
        assert memory.recall("key", refuse) == "made"
        memory.end()


def test_what_a_build_has_not_asked_for_is_forgotten() -> None:
    memory = Memory()
    memory.recall("key", lambda: "made")
    memory.end()
    memory.end()
    assert memory.recall("key", lambda: "made again") == "made again"


def test_a_process_that_builds_once_remembers_nothing() -> None:
    memory = Memory(again=False)
    assert [memory.recall("key", lambda made=made: made) for made in ("one", "two")] == ["one", "two"]  # type: ignore[misc]


def test_another_engine_makes_its_own(tmp_path: Path) -> None:
    memory = Memory()
    for engine in ("one", "two"):
        store = Store(tmp_path / engine, memory)
        assert store.recall("key", lambda engine=engine: engine) == engine  # type: ignore[misc]
        store.close()


def test_without_a_store_nothing_is_remembered() -> None:
    assert [Nothing().recall("key", lambda made=made: made) for made in ("one", "two")] == ["one", "two"]  # type: ignore[misc]


def test_what_the_process_remembers_is_not_forgotten_by_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often a server has built without a look at it, a build by another process finds it."""
    monkeypatch.setattr(stores, "SPARE", 0)
    memory = Memory()
    for build in range(9):
        store = Store(tmp_path / "engine", memory)
        store.recall("key", lambda store=store: store.text("text", lambda: "made"))  # type: ignore[misc]
        store.text(f"new {build}", lambda: "new")
        store.close()
    assert Store(tmp_path / "engine").text("text", refuse) == "made"
