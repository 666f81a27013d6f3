from __future__ import annotations

from kaitei.recent import Once, Recent


def test_what_was_asked_for_lately_is_not_made_again() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    recent = Recent[str](2)
    assert [recent(name, lambda name=name: make(name)) for name in "abacab"] == list("ABACAB")  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_nothing_at_all_is_a_thing_to_keep() -> None:
    recent = Recent[None](1)
    recent("key", lambda: None)
    assert recent("key", lambda: 1 / 0) is None  # type: ignore[arg-type]


def test_what_is_made_once_is_made_once() -> None:
    made: list[str] = []
    once = Once()
    assert [once(key, lambda key=key: made.append(key)) for key in "aba"] == [None] * 3  # type: ignore[misc]
    assert made == ["a", "b"]
