"""The files of a site, before they are written: where each belongs, and how it is made if it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaitei.cache.keys import Later


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site."""

    path: str  # below the site's root
    content: Later[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made from the same things."""

    outputs: Callable[[], Iterable[Output]]
    key: str = ""  # stands for all that they are made from; "" where that is not worth working out
