"""The labels that a browser shows before items: by `type`, `start`, `reversed` and `value`, and by simple styles.

Of style sheets those within the page are read: `list-style`, and `content` before an element that is made of texts and
counters. Other sheets are not there; an item that begins with a number of its own therefore has no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import tinycss2

from kaitei.intake.web.counters import Counters, Part, Steps
from kaitei.intake.web.selectors import xpath
from kaitei.intake.word.numerals import written
from kaitei.text.markdown.dress import undressed

BULLET = "・"

_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_FORMATS = {
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    **dict.fromkeys(("lower-alpha", "lower-latin"), ("lowerLetter", ".")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), ("upperLetter", ".")),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "katakana": ("aiueoFullWidth", "、"),
    "katakana-iroha": ("irohaFullWidth", "、"),
    **dict.fromkeys(("cjk-ideographic", "japanese-informal", "cjk-decimal"), ("japaneseCounting", "、")),
}
"""Styles of lists as formats of numbers, and what follows the number."""

_BULLETS = ("disc", "circle", "square")
_STYLES = (*_FORMATS, *_BULLETS, "none")
_BEGINNING = 80  # characters of an item in which a number of its own would stand
_READ = {"list-style", "list-style-type", "content", "counter-increment", "counter-reset"}
_MOST = 300  # rules of a style sheet
_LONGEST = 200_000  # characters of a style sheet


class Labels:
    """The labels of a page's items and of whatever its styles count."""

    def __init__(self, root: Any) -> None:
        """Read the styles of a page, and count through it."""
        self.styles: dict[Any, str] = {}
        self.contents: dict[Any, list[Part]] = {}
        self.increments: dict[Any, Steps] = {}
        self.resets: dict[Any, Steps] = {}
        self._numbers: dict[Any, int] = {}
        self.usual = 0  # items numbered as usual, which a sheet that is not there may show otherwise
        for sheet in root.iter("style"):
            self._read(root, (sheet.text or "")[:_LONGEST])
        counters = Counters(self.resets, self.increments)
        self._shown: dict[Any, str] = dict(counters.shown(root, self.contents) if self.contents else ())

    def of(self, element: Any) -> str:
        """What is shown before an element."""
        if shown := self._shown.get(element):
            return shown.rstrip(" \xa0")
        typed = element.tag != "li" or undressed(element.text_content()[:_BEGINNING].lstrip())
        return "" if typed else self._item(element)

    def _item(self, item: Any) -> str:
        parent = item.getparent()
        ordered = parent is not None and parent.tag == "ol"
        said = self._style(item) or self._style(parent)
        self.usual += ordered and not said
        kind = said or ("decimal" if ordered else "disc")
        if kind in _FORMATS:
            form, end = _FORMATS[kind]
            if ordered and item not in self._numbers:
                self._numbers |= _numbers(parent)
            return f"{written(self._numbers[item], form)}{end}" if ordered else BULLET
        return BULLET if kind in _BULLETS else ""

    def _style(self, element: Any) -> str:
        """The style of a list that its own attributes or a sheet give an element, "" where none does."""
        if element is None:
            return ""
        own = [word for word in _STYLES if re.search(rf"list-style[^;]*\b{word}\b", element.get("style", ""))]
        return (own or [self.styles.get(element, "") or _TYPES.get(element.get("type", ""), "")])[0]

    def _read(self, root: Any, sheet: str) -> None:
        for selector, said in islice(_rules(sheet), _MOST):
            self._apply(root, selector, said)

    def _apply(self, root: Any, selector: str, said: dict[str, Any]) -> None:
        plain = re.sub(r"::?before$", "", selector)
        path = xpath(plain)
        types = {word for name in ("list-style", "list-style-type") for word in _words(said.get(name, ()))}
        found = [word for word in _STYLES if word in types]
        parts = list(_parts(said.get("content", ()))) if plain != selector else []
        for element in root.xpath(path) if path else ():
            self.styles |= {element: found[0]} if found else {}
            self.contents |= {element: parts} if parts else {}
            for name, kept, number in (("counter-increment", self.increments, 1), ("counter-reset", self.resets, 0)):
                if steps := _steps(said.get(name, ()), number):
                    kept[element] = steps


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the selectors of a sheet with what it says of lists and counters, where it says anything of these."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            said = {one.lower_name: one.value for one in found if one.type == "declaration" and one.lower_name in _READ}
            for selector in tinycss2.serialize(rule.prelude).split(",") if said else ():
                yield selector.strip(), said


def _words(value: Any) -> list[str]:
    return [one.value for one in value if one.type == "ident"]


def _steps(value: Any, number: int) -> list[tuple[str, int]]:
    """The counters that a declaration names, each with its number, or with the usual one."""
    found: list[tuple[str, int]] = []
    for one in value:
        if one.type == "ident":
            found.append((one.value, number))
        elif one.type == "number" and found and one.is_integer:
            found[-1] = (found[-1][0], one.int_value)
    return found


def _parts(content: Any) -> Iterator[Part]:
    """Yield the parts of a `content` that are texts or counters."""
    for one in content:
        if one.type == "string":
            yield Part(one.value)
        elif one.type == "function" and one.lower_name in ("counter", "counters"):
            names = [word.value for word in one.arguments if word.type == "ident"]
            between = [word.value for word in one.arguments if word.type == "string"] or [None]
            if names:
                form, _ = _FORMATS.get(names[1] if len(names) > 1 else "", ("decimal", ""))
                yield Part(names[0], form, between[0])


def _numbers(parent: Any) -> Iterator[tuple[Any, int]]:
    """Yield the items of an ordered list with their numbers."""
    items = [one for one in parent if one.tag == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    number = _whole(parent.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _whole(item.get("value"), number)
        yield item, number
        number += step


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text or "") else otherwise  # type: ignore[arg-type]
