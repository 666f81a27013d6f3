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

_NAME = r"\{\{[ \t]*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)[ \t]*\}\}"
_RAW = re.compile(rf"(<(pre|code|script|style|textarea)\b.*?</\2\s*>|<!--.*?-->)|{_NAME}", re.DOTALL | re.IGNORECASE)

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
        ours: set[int] = set()
        md.inlinePatterns.register(_Inline(md, self.fill, ours), "kaitei-placeholders", BEFORE_LINKS)
        md.postprocessors.register(_Typed(md, self.fill, ours), "kaitei-placeholders", BEFORE_RAW)


class _Inline(InlineProcessor):
    """Fills in what stands in a text."""

    def __init__(self, md: Markdown, fill: Fill, ours: set[int]) -> None:
        super().__init__(_NAME, md)
        self.fill, self.ours = fill, ours

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        said = self.fill(m[1], data.strip() == m[0])
        if said is None:
            return None, None, None
        html, is_block = said
        plain = html.unescape()
        if not is_block and escape(plain) == html:
            return plain, m.start(0), m.end(0)
        self.ours.add(len(self.md.htmlStash.rawHtmlBlocks))
        return self.md.htmlStash.store(str(html)), m.start(0), m.end(0)


class _Typed(Postprocessor):
    """Fills in what stands in HTML that an author typed."""

    def __init__(self, md: Markdown, fill: Fill, ours: set[int]) -> None:
        super().__init__(md)
        self.fill, self.ours = fill, ours

    def run(self, text: str) -> str:
        blocks: list[Any] = self.md.htmlStash.rawHtmlBlocks
        for at, block in enumerate(blocks):
            if isinstance(block, str) and at not in self.ours and "{{" in block:
                blocks[at] = _RAW.sub(self._filled, block)
        return text

    def _filled(self, match: re.Match[str]) -> str:
        said = self.fill(match[3], True) if match[3] else None
        return str(said[0]) if said else match[0]
