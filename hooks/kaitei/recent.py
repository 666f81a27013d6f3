"""What was made last, kept for a while: pages of one policy follow each other and are made from the same texts."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Keeps as many things as there is room for, those asked for last."""

    def __init__(self, room: int) -> None:
        """Set up an empty store."""
        self._room = room
        self._kept: dict[Hashable, T] = {}

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes, made again only where it was not asked for lately."""
        made = self._kept.pop(key) if key in self._kept else make()
        while len(self._kept) >= self._room:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = made
        return made
