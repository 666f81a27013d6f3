"""A build of which nothing is published: for the command to find what a build would."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs.configuration import heard


def rehearse(path: Path) -> tuple[Problem, ...]:
    """Build a site into a folder that is thrown away, and return what MkDocs and its plugins warn of.

    Args:
        path: its mkdocs.yml, which `configuration.load` has found right.

    Raises:
        KaiteiError: with what the build breaks off at.
    """
    with tempfile.TemporaryDirectory(prefix="kaitei-") as folder, heard() as said:
        config = load_config(str(path), site_dir=str(Path(folder, "site")), strict=False)
        said.clear()  # of the settings, which are told already
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except (Exception, SystemExit) as error:  # whatever plugins, hooks and themes do not foresee
            if found := _ours(error):
                raise found from error
            raise KaiteiError(
                [Problem("mkdocs_told", path.name, 0, {"detail": one}) for one in said]
                or [Problem("mkdocs_build_crash", path.name, 0, {"detail": f"{type(error).__name__}: {error}"})]
            ) from error
        finally:
            with suppress(Exception):  # of a plugin that had not begun when the build broke off
                config.plugins.on_shutdown()
    return tuple(Problem("mkdocs_told", path.name, 0, {"detail": one}) for one in said)


def _ours(error: BaseException | None) -> KaiteiError | None:
    """The engine's error for which a build has ended, None where it has ended for another."""
    while error and not isinstance(error, KaiteiError):
        error = error.__cause__ or error.__context__
    return error if isinstance(error, KaiteiError) else None
