"""Whether each template of a site can be parsed, and those that it includes exist; nothing is rendered here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes

from kaitei.data import OWN
from kaitei.errors import KaiteiError, Problem
from kaitei.rendering.renderer import Renderer, failure
from kaitei.source import textfile

SUFFIXES = (".html", ".md", ".xml")


def problems(renderer: Renderer) -> Iterator[Problem]:
    """Yield what is wrong with templates, those of the theme that the site replaces or adds included.

    Args:
        renderer: of any locale; which one makes no difference.
    """
    themes = Environment(extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do", "jinja2.ext.i18n"], autoescape=True)
    for name in _names(renderer.folder):
        path = renderer.folder / name
        try:
            text = textfile.read_text(path, renderer.named(path))
        except KaiteiError as error:
            yield from error.problems
            continue
        if name.startswith(OWN):
            yield from _own(renderer, name, text)
        else:
            yield from _of_theme(themes, text, renderer.named(path))


def _names(folder: Path) -> Iterator[str]:
    """Yield the templates of a folder, by name as templates call each other."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in SUFFIXES and "/." not in f"/{name}" and path.is_file():
            yield name


def _own(renderer: Renderer, name: str, text: str) -> Iterator[Problem]:
    environment, named = renderer.environment, renderer.named
    try:
        environment.get_template(name)
        tree = environment.parse(text)
    except Exception as error:  # also what Jinja works out ahead, such as a constant that is none
        yield failure(error, name, renderer.folder, named)
        return
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        wanted = _wanted(node)
        if wanted and not any(_is_there(environment, one) for one in wanted):
            told = {"template": ", ".join(wanted)}
            yield Problem("template_part_missing", named(renderer.folder / name), node.lineno, told)


def _wanted(node: Any) -> list[str]:
    """The names of which a statement needs one to exist; [] where a value names it, or `ignore missing`."""
    value = node.template
    if not isinstance(value, nodes.Const) or (isinstance(node, nodes.Include) and node.ignore_missing):
        return []
    return [value.value] if isinstance(value.value, str) else [one for one in value.value if isinstance(one, str)]


def _is_there(environment: Environment, name: str) -> bool:
    assert environment.loader
    try:
        environment.loader.get_source(environment, name)
    except TemplateNotFound:
        return False
    except UnicodeDecodeError:  # told by itself
        return True
    return True


def _of_theme(environment: Environment, text: str, file: str) -> Iterator[Problem]:
    """Parse a template of the theme; which tags and filters plugins add to it is not known here."""
    try:
        environment.parse(text)
    except TemplateSyntaxError as error:
        if "unknown tag" not in str(error.message):
            yield Problem("template_broken", file, error.lineno, {"detail": str(error.message).rstrip(".")})
