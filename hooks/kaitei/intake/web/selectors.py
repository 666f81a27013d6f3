"""Simple selectors as XPath: `main`, `#terms`, `.policy`, `ol.items > li`, `div p`."""

from __future__ import annotations

import re

_COMPOUND = re.compile(r"(\*|[A-Za-z][A-Za-z0-9]*)?((?:[#.][\w-]+)*)")
_PART = re.compile(r"([#.])([\w-]+)")


def xpath(selector: str) -> str | None:
    """The path to what a selector selects; None where it is not a simple one."""
    path = "."
    for step in re.sub(r"\s*>\s*", " >", selector.strip()).split():
        direct, compound = step.startswith(">"), step.lstrip(">")
        found = _COMPOUND.fullmatch(compound)
        if not compound or not found:
            return None
        path += (
            f"{'/' if direct else '//'}{(found[1] or '*').lower()}{''.join(map(_condition, _PART.finditer(found[2])))}"
        )
    return path if path != "." else None


def _condition(part: re.Match[str]) -> str:
    if part[1] == "#":
        return f'[@id="{part[2]}"]'
    return f'[contains(concat(" ", normalize-space(@class), " "), " {part[2]} ")]'
