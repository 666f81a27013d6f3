"""Writing a site beside the last one and putting it in its place, so that a reader never meets half a site."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

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


def finish(site: Path) -> None:
    """Put the new site in the place of the last one, and remove that."""
    new, old = aside(site), _old(site)
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
        return
    if not _exchange(new, site):
        site.rename(old)
        new.rename(site)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)


def abandon(site: Path) -> None:
    """Remove a new site that is not to be published."""
    shutil.rmtree(aside(site), ignore_errors=True)


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
