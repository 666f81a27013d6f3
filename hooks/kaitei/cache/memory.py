"""What a process remembers from one build to the next, as `mkdocs serve` builds again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Values under keys that stand for everything they are made from; what a build does not ask for is forgotten."""

    def __init__(self, again: bool = True) -> None:
        """Remember nothing yet, and never anything unless the process is to build again."""
        self.again = again
        self._last: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under a key, in this build or in the one before it; made where it was not."""
        if not self.again:
            return make()
        if key not in self._now:
            self._now[key] = self._last[key] if key in self._last else make()
        found: T = self._now[key]
        return found

    def found(self, key: Hashable) -> Any:
        """Return what was made under a key, in this build or in the one before it; None where it was not."""
        if key in self._last:
            self._now.setdefault(key, self._last[key])
        return self._now.get(key)

    def end(self) -> None:
        """Forget what the build that ends has not asked for."""
        self._last, self._now = self._now, {}
