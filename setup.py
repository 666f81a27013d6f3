"""The step of the build that pyproject.toml cannot say: the wheel takes along what `kaitei new` copies from here.

The sample, the workflows and the files for hosts serve this repository too, and stay where it needs them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TAKEN = (
    ".gitattributes",
    ".github",
    ".gitignore",
    "company.yml",
    "docs",
    "mkdocs.yml",
    "overrides",
    "publishing",
    "record",
)


class BuildWithRepository(build_py):
    """Builds the package, with a copy of `TAKEN` in kaitei/repository (`kaitei.data.REPOSITORY`)."""

    def run(self) -> None:
        """Build, and copy."""
        super().run()
        if self.editable_mode:
            return
        for path in map(Path, TAKEN):
            target = Path(self.build_lib, "kaitei", "repository", path)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(path, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(path, target)


setup(cmdclass={"build_py": BuildWithRepository})
