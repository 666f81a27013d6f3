"""What has been made and will be asked for again: all of it, or as much as was asked for last."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once:
    """Keeps all that is made, by key."""

    def __init__(self) -> None:
        """Set up an empty store."""
        self._kept: dict[Hashable, Any] = {}

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes, made once for a key however often it is asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        made: T = self._kept[key]
        return made


class Recent(Generic[T]):
    """Keeps as many things as there is room for, those asked for last: pages of one policy follow each other."""

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
