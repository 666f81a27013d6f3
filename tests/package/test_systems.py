"""Nothing in the package asks for a system of one kind; what only some have is asked for first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kaitei

MODULES = {"fcntl", "grp", "posix", "pwd", "resource", "syslog", "termios"}
CALLS = {"chown", "fork", "getuid", "geteuid", "is_mount", "killpg", "mkfifo", "owner", "setsid", "umask"}
"""What Python has not on Windows; of pathlib's `is_mount` in 3.11."""

ASKED_FOR = {"O_NONBLOCK", "sched_getaffinity"}
FILES = sorted(Path(kaitei.__file__).parent.rglob("*.py"))


def names(tree: ast.AST) -> set[str]:
    """The modules that are imported, and the attributes that are asked of anything."""
    found = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FILES[0].parent).as_posix())
def test_nothing_is_asked_of_windows_that_it_has_not(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = names(ast.parse(text))
    assert used & (MODULES | CALLS) == set()
    assert [name for name in used & ASKED_FOR if f'hasattr(os, "{name}")' not in text] == []


def test_such_names_are_found() -> None:
    assert names(ast.parse("import fcntl\nfrom pwd import getpwall\nos.getuid()")) >= {"fcntl", "pwd", "getuid"}
