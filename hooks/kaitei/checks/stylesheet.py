"""What CSS would load, in a file, an SVG image or an attribute, as a browser's tokens have it.

Comments, strings and escapes are the tokenizer's (`tinycss2`, which follows CSS Syntax); whatever rule, property or
function an address stands in, it is found by its token. `schemas/css.yml` has the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tinycss2 import parse_component_value_list, serialize

from kaitei.data import read
from kaitei.errors import Problem
from kaitei.source import address

_IMPORT = "@import"


@dataclass(frozen=True, slots=True)
class Load:
    """An address that a browser would ask."""

    address: str | None  # None where it is put together only in the browser
    line: int  # of the CSS, counted from 1
    written: str
    sheet: bool = False  # whether it is that of another style sheet, which may load more


def loads(css: str) -> Iterator[Load]:
    """Yield what CSS would load, whatever encloses it; in no order."""
    if "(" not in css and "@" not in css:
        return
    waiting: list[tuple[Sequence[Any], str]] = [(parse_component_value_list(css, skip_comments=True), "")]
    while waiting:
        nodes, within = waiting.pop()
        imported = False
        for node in nodes:
            before, imported = imported, _is_import(node) or (imported and node.type == "whitespace")
            yield from _loaded(node, _IMPORT if before else within)
            inner = getattr(node, "arguments", getattr(node, "content", None))
            if isinstance(inner, list):
                waiting.append((inner, _IMPORT if before else _function(node) or within))


def check(content: bytes, file: str, site_url: str) -> Iterator[Problem]:
    """Yield what is wrong with a published style sheet: it is none, or asks another host than the site's.

    Args:
        content: the file's bytes.
        file: its name in messages.
        site_url: the site's own address.
    """
    try:
        css = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Problem("not_utf8", file, content[: error.start].count(b"\n") + 1)
        return
    if css.lstrip().startswith("<"):
        yield Problem("asset_kind", file, 1, {"suffix": ".css"})
        return
    charset = _charset(css)
    if charset not in ("", "utf-8"):
        yield Problem("css_charset", file, 1, {"charset": charset})
    for load in sorted(loads(css), key=lambda load: load.line):
        if not _is_own(load, site_url):
            yield Problem("css_load", file, load.line, {"what": load.written})


def _is_own(load: Load, site_url: str) -> bool:
    """Whether the site itself has what is loaded, or the style sheet does."""
    if load.address is None:
        return False
    if address.allowed(load.address, address.LOCAL):
        return True
    if address.is_web(load.address):
        return address.host(load.address) == address.host(site_url)
    return not load.sheet and address.read(load.address).lower().startswith(tuple(_rules()["embedded"]))


def _loaded(node: Any, within: str) -> Iterator[Load]:
    """Yield what one token loads, in a function of a name or behind `@import`."""
    rules, name = _rules(), _function(node)
    loading = within == _IMPORT or within in rules["loading"]
    if node.type == "url" or (node.type == "string" and loading):
        yield Load(node.value, node.source_line, serialize([node])[:80], within == _IMPORT)
    elif name in rules["running"] or (loading and _is_put_together(name)):
        yield Load(None, node.source_line, f"{name}(")
    elif node.type == "error" and node.kind == "bad-url":
        yield Load(None, node.source_line, "url(")


def _is_import(node: Any) -> bool:
    return bool(node.type == "at-keyword" and node.lower_value == "import")


def _is_put_together(name: str) -> bool:
    return name.startswith("--") or name in _rules()["replaced"]


def _function(node: Any) -> str:
    return str(node.lower_name) if node.type == "function" else ""


def _charset(css: str) -> str:
    """The encoding that a style sheet names for itself, in lower case."""
    nodes = parse_component_value_list(css[:100])
    named = len(nodes) > 2 and nodes[0].type == "at-keyword" and nodes[0].lower_value == "charset"
    return str(getattr(nodes[2], "value", "")).lower() if named else ""


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read("schemas/css.yml")
    return rules
