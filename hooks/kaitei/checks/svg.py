"""SVG images that draw and do nothing else.

Shown by `<img>` an SVG image runs nothing; opened at its own address it is a document of the site's own origin. So what
runs, embeds or loads is refused before it is published. `schemas/svg.yml` has the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from kaitei.checks import stylesheet
from kaitei.data import read
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.source import address

_SVG = "http://www.w3.org/2000/svg"
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")  # in which markup is the same to everybody


def check(content: bytes, file: str) -> tuple[Problem, ...]:
    """A problem for each part of an SVG image that could act, or for what is no SVG image at all.

    Nothing is fetched and no entity expanded: a document type with declarations of its own is refused unread.

    Args:
        content: the file's bytes.
        file: its name in messages.
    """
    reader = _Reader(file)
    try:
        reader.read(content)
    except KaiteiError as error:
        return (*reader.problems, *error.problems)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        return (*reader.problems, Problem("svg_invalid", file, line, {"detail": str(error)}))
    return tuple(reader.problems)


class _Reader:
    """Walks an image and notes what it must not have."""

    def __init__(self, file: str) -> None:
        self.file, self.depth = file, 0
        self.problems: list[Problem] = []
        self.style: list[str] = []  # the text of the style sheet being read
        self.style_depth = 0  # of its element, 0 outside
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartElementHandler = self.start
        self.parser.CharacterDataHandler = self.text
        self.parser.EndElementHandler = self.end

    def read(self, content: bytes) -> None:
        self.parser.Parse(content, True)

    def note(self, key: str, what: str) -> None:
        self.problems.append(Problem(key, self.file, self.parser.CurrentLineNumber, {"what": what}))

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse encodings that Python knows and browsers do not, which would read something else."""
        if encoding and encoding.lower() not in _ENCODINGS:
            raise fail("svg_invalid", self.file, detail=encoding)

    def doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        """Refuse declarations; the mere name of the public document type, which older programs write, does nothing."""
        if internal:
            raise fail("svg_doctype", self.file, self.parser.CurrentLineNumber)

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self.note("svg_reference", f"<?{target}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self.depth and (namespace, local) != (_SVG, "svg"):
            raise fail("svg_invalid", self.file, self.parser.CurrentLineNumber, detail=f"<{local}>")
        self.depth += 1
        if self.style_depth or not _element_allowed(namespace, local):
            self.note("svg_active", f"<{local}")
        for key, value in attributes.items():
            for problem, what in _attribute(key, value):
                self.note(problem, what)
        if local == "style" and not self.style_depth:
            self.style, self.style_depth = [], self.depth

    def text(self, text: str) -> None:
        if self.style_depth:
            self.style.append(text)

    def end(self, _: str) -> None:
        if self.style_depth == self.depth:
            self.style_depth = 0
            for what in _loaded("".join(self.style)):
                self.note("svg_reference", what)
        self.depth -= 1


def _element_allowed(namespace: str, local: str) -> bool:
    rules = _rules()
    return local in rules["elements"] if namespace == _SVG else namespace.startswith(tuple(rules["namespaces"]))


def _attribute(key: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an attribute, whatever the prefix of its name."""
    rules = _rules()
    namespace, _, name = key.rpartition(" ")
    moved = value.rpartition(":")[2].strip().lower() if name == "attributeName" else ""
    if name.lower().startswith("on"):
        yield "svg_active", name
    elif moved.startswith("on") or moved in rules["addresses"]:
        yield "svg_active", f'{name}="{value}"'
    elif name in rules["addresses"]:
        if not _within(value):
            yield "svg_reference", value[:80]
    elif not namespace and name not in rules["inert"] and not name.startswith(("data-", "aria-")):
        found = _loaded(value) if address.is_inert(value) else (value[:80],)
        yield from (("svg_reference", what) for what in found)


def _within(written: str) -> bool:
    """Whether an address stays in the image: a part of it, or a picture embedded in it."""
    bare = address.read(written).lower()
    kinds = "|".join(_rules()["pictures"])
    return not bare or bare.startswith("#") or re.match(rf"data:image/({kinds});base64,", bare) is not None


def _loaded(css: str) -> Iterator[str]:
    """Yield what a style, or the value of any attribute, would load or run, but for parts of the image itself."""
    for load in stylesheet.loads(css):
        if load.sheet or load.address is None or not _within(load.address):
            yield load.written


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read("schemas/svg.yml")
    return rules
