"""Writing a site beside the last one and putting it in its place, so that a reader never meets half a site."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from kaitei.cache.store import Kept
from kaitei.output import Group

_EXCHANGE = 2
_AT_FDCWD = -100


def aside(site: Path) -> Path:
    """Return the folder in which a new site is built before it takes the place of `site`."""
    return site.with_name(f".{site.name}.new")


def begin(site: Path) -> Path:
    """Clear away what a killed build left, and return the folder to build in."""
    new, old = aside(site), _old(site)
    if old.exists() and not site.exists():
        old.rename(site)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    return new


def publish(groups: Iterable[Group], kept: Kept, site: Path) -> None:
    """Add all other files to those that are aside, and put the new site in the place of the last one.

    Raises:
        KaiteiError: where a page cannot be made; the last site stays.
    """
    wanted = tuple(groups)
    trees = kept.renewed(wanted, aside(site), site)
    if trees:
        trees.turned(lambda: _turn(trees.waiting, site))
        abandon(site)
        return
    for group in wanted:
        kept.place(group, aside(site))
    finish(site)


def finish(site: Path) -> None:
    """Put the site that is aside in the place of the last one, and remove that."""
    _turn(aside(site), site)
    abandon(site)


def abandon(site: Path) -> None:
    """Remove what is aside."""
    shutil.rmtree(aside(site), ignore_errors=True)


def _turn(new: Path, site: Path) -> bool:
    """Put a new site in the place of the last one, and that in its own; return whether there was one."""
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
        return False
    if not _exchange(new, site):
        site.rename(_old(site))
        new.rename(site)
        _old(site).rename(new)
    return True


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can (renameat2 of Linux); return whether it did."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return int(call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)) == 0
