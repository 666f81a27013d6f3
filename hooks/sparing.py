"""What MkDocs is spared: walking thousands of files of docs/ and of the theme, of which it sees few, and compiling.

And Python: looking again and again through all that a build holds for what only holds itself, of which there is little.
"""

from __future__ import annotations

import gc
import os

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions
from mkdocs.theme import Theme

from adapter import current
from finished import known

KEPT_UNSEEN = 30_000
"""So many objects more than were given up may be made before Python looks for cycles among them, instead of 700."""


def spare_collector() -> None:
    """Keep Python from looking for cycles among what has been loaded, and from looking often among the rest."""
    gc.freeze()
    gc.set_threshold(KEPT_UNSEEN, 10, 10)


def spare_theme(theme: Theme, compiled: BytecodeCache | None) -> None:
    """Keep MkDocs from looking through the theme's own files: none is published, and ten thousand are icons.

    Args:
        theme: the theme.
        compiled: where what its templates compile to is kept.
    """
    make, own = theme.get_env, theme.custom_dir

    def get_env() -> Environment:
        environment = make()
        environment.loader = _Own(theme.dirs, own)
        environment.bytecode_cache = compiled
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]  # it is asked for before any event of its own


def spare_walk(config: MkDocsConfig) -> None:
    """Keep MkDocs from walking docs/ for every locale: thousands of files, of which it is to see a few.

    Not where it has a README.md, which stands for an index.md there, or clashes with one: that rule is MkDocs' own.
    """
    if not any(path.rpartition("/")[2] == "README.md" for path in current(config).builder.sources()):
        config.docs_dir = os.devnull


def listed(files: Files, config: MkDocsConfig) -> Files:
    """Return the sources of themed pages and what is published as it is, in MkDocs' order; then the files of ours."""
    build = current(config)
    wanted, spared = build.builder.sources(), config.docs_dir != build.docs_dir
    config.docs_dir = build.docs_dir
    wanted -= known(config) if spared else frozenset()
    found = [one for one in files if one.src_uri in wanted]
    if spared:
        made = (File(path, config.docs_dir, config.site_dir, config.use_directory_urls) for path in wanted)
        found = sorted(made, key=file_sort_key)
    ours = [one for one in files if one.src_dir == config.theme.custom_dir and one.src_uri.startswith("assets/")]
    every = Files([*found, *(one for one in ours if one.src_uri not in wanted)])
    set_exclusions(every, config)
    return every


class _Own(FileSystemLoader):
    """Finds every template, and lists only those of overrides/."""

    def __init__(self, folders: list[str], own: str | None) -> None:
        super().__init__(folders)
        self.own = own

    def list_templates(self) -> list[str]:
        return FileSystemLoader(self.own).list_templates() if self.own else []
