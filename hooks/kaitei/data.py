"""The engine's own data files: words, schemas, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
ASSETS = FOLDER / "assets"

_TAKEN = FOLDER / "repository"
REPOSITORY = _TAKEN if _TAKEN.is_dir() else FOLDER.parents[1]
"""Where the sample, workflows and files for hosts are: taken into the wheel (setup.py), or the clone that this is."""

OWN = ("blocks/", "kaitei/", "publishing/")
"""The folders of the engine's templates, here and in a site's own folder; all others there are the theme's."""


def read(name: str) -> Any:
    """Read a data file by its name below the package; with the C library, which is ten times faster, where it is."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader, of our own files
