"""Placeholders on ordinary pages, as an extension of Markdown: code is left alone, and so is what is filled in.

What `{{ company.name }}` stands for is never read again as Markdown, HTML or a placeholder, and headings, titles and
tables of contents are made as if it had been typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markupsafe import Markup, escape

_NAME = r"\{\{[ \t]*(?P<name>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)[ \t]*\}\}"
_KEPT = r"<(?P<kept>pre|code|script|style|textarea)\b.*?</(?P=kept)\s*>|<!--.*?-->"
_RAW = re.compile(rf"{_KEPT}|(?P<tag><[a-z][^<>]*>)|{_NAME}", re.DOTALL | re.IGNORECASE)
_PLACEHOLDER = re.compile(_NAME)

BEFORE_LINKS = 175
"""Markdown's own patterns go by priority: code 190, `\\{` 180, links 160."""

BEFORE_RAW = 35
"""The priority of a step just before the HTML that an author typed is put back (30)."""

Said = tuple[Markup, bool] | None
"""What a placeholder stands for: HTML, and whether that is a block; None where it is to be left as it is."""

Fill = Callable[[str, bool], Said]
"""Fills in a name; whether it stands alone in its paragraph, as a block must."""


class Placeholders(Extension):
    """Fills in placeholders."""

    def __init__(self, fill: Fill) -> None:
        """Keep what fills in; it knows which page is being made."""
        super().__init__()
        self.fill = fill

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Join in."""
        md.inlinePatterns.register(_Inline(md, self.fill), "kaitei-placeholders", BEFORE_LINKS)
        md.postprocessors.register(_Typed(md, self.fill), "kaitei-placeholders", BEFORE_RAW)


class _Inline(InlineProcessor):
    """Fills in what stands in a text."""

    def __init__(self, md: Markdown, fill: Fill) -> None:
        super().__init__(_NAME, md)
        self.fill = fill

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if any(one.start() < m.start() < one.end() for one in _RAW.finditer(data)):  # which `_Typed` sees
            return None, None, None
        said = self.fill(m["name"], data.strip() == m[0])
        if said is None:
            return None, None, None
        html, is_block = said
        plain = html.unescape()
        if not is_block and escape(plain) == html:
            return plain, m.start(0), m.end(0)
        return self.md.htmlStash.store(html), m.start(0), m.end(0)


class _Typed(Postprocessor):
    """Fills in what stands in HTML that an author typed; what has been filled in, here or above, is `Markup`."""

    def __init__(self, md: Markdown, fill: Fill) -> None:
        super().__init__(md)
        self.fill = fill

    def run(self, text: str) -> str:
        blocks: list[Any] = self.md.htmlStash.rawHtmlBlocks
        for at, block in enumerate(blocks):
            if isinstance(block, str) and not isinstance(block, Markup) and "{{" in block:
                blocks[at] = Markup(_RAW.sub(self._filled, block))
        return text

    def _filled(self, match: re.Match[str]) -> str:
        if match["tag"]:
            return _PLACEHOLDER.sub(self._in_tag, match["tag"])
        said = self.fill(match["name"], True) if match["name"] else None
        return str(said[0]) if said else match[0]

    def _in_tag(self, match: re.Match[str]) -> str:
        said = self.fill(match["name"], False)
        return escape(said[0].striptags()) if said else match[0]
