"""The order of the house: which part of the engine may know of which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import kaitei

ENGINE = Path(kaitei.__file__).parent
MODULES = {
    ".".join(("kaitei", *path.relative_to(ENGINE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in ENGINE.rglob("*.py")
}


def imported(module: str, text: str) -> Iterator[str]:
    """Yield the modules that one imports, wherever in it; those for the type checker alone are left out."""
    tree = ast.parse(text)
    typing = {id(inner) for node in ast.walk(tree) if _for_types(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and id(node) not in typing:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and id(node) not in typing:
            assert not node.level, f"{module}: names are given from the root"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in MODULES else str(node.module) for name in names)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


IMPORTS = {module: set(imported(module, path.read_text(encoding="utf-8"))) for module, path in MODULES.items()}


def test_only_what_hangs_the_engine_into_mkdocs_knows_of_it() -> None:
    know = {module for module, names in IMPORTS.items() if any(name.startswith("mkdocs") for name in names)}
    assert know
    assert {module for module in know if not module.startswith("kaitei.mkdocs")} == set()


def test_a_hook_knows_of_the_room_that_meets_mkdocs_alone() -> None:
    hooks = {path.name: path.read_text(encoding="utf-8") for path in ENGINE.parent.glob("*.py")}
    assert hooks
    for name, text in hooks.items():
        assert {one.rpartition(".")[0] for one in imported(name, text) if one.startswith("kaitei")} == {"kaitei.mkdocs"}
        assert len(text.splitlines()) <= 60, name


def test_the_memory_knows_nothing_of_what_it_keeps() -> None:
    within = {module: names for module, names in IMPORTS.items() if module.startswith("kaitei.cache")}
    assert len(within) > 1
    allowed = {*within, "kaitei.data", "kaitei.errors"}
    others = {name for names in within.values() for name in names if name.split(".")[0] == "kaitei"} - allowed
    assert others == set()


def test_no_modules_know_of_one_another_in_a_circle() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None


ORDER = (
    *("errors", "data", "dates", "cache", "wording", "source", "policy", "facts", "text", "comparison", "site"),
    *("record", "rendering", "drafting", "checks", "duties", "pages", "documents", "programs", "assembly", "review"),
    *("starting", "intake", "mkdocs", "theme", "cli"),
)
"""The rooms of the engine, and the few modules beside them, each of which may know of those before it alone."""


def room(module: str) -> str:
    """The room of a module: "kaitei.pages.compare" → "pages"."""
    return module.split(".")[1] if "." in module else ""


def test_every_room_has_its_place_and_says_what_comes_in_and_goes_out() -> None:
    rooms = {room(module) for module in MODULES} - {""}
    assert rooms == set(ORDER)
    for one in rooms - {"errors", "data", "dates"}:
        text = MODULES[f"kaitei.{one}"].read_text(encoding="utf-8")
        assert "\n\nIn: " in text, one
        assert " Out: " in text, one


def test_no_room_knows_of_one_that_comes_after_it() -> None:
    known = ((module, name) for module, names in IMPORTS.items() for name in names if name in MODULES)
    upwards = {
        f"{module} imports {name}"
        for module, name in known
        if room(module) and room(name) and ORDER.index(room(name)) > ORDER.index(room(module))
    }
    assert upwards == set()


def test_imports_are_found_wherever_they_stand() -> None:
    text = (
        "import os.path\nfrom kaitei.site import site, fail\nfrom kaitei.cache.memo import Memo\n"
        "def f():\n    import kaitei.assembly\nif TYPE_CHECKING:\n    from kaitei.cli import main\n"
    )
    assert set(imported("a", text)) == {
        "os.path",
        "kaitei.site.site",
        "kaitei.site",
        "kaitei.cache.memo",
        "kaitei.assembly",
    }
