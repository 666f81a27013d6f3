"""Python-Markdown's patterns for links, images and footnotes, and its HTML, with a limit to how far they look ahead.

Without it each opening bracket has the whole paragraph searched for its closing one, six times over: a few thousand
brackets take minutes.
"""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

_MOST = 1000  # characters of a link's text, and of its target
_MOST_UNCLOSED = 100  # signs "<" without a ">"
_FOOTNOTE_RE = r"\[\^([^\]\n]{0,200})\]"


def limit(md: Markdown, footnotes: FootnoteExtension) -> None:
    """Put the bounded patterns in the place of Python-Markdown's."""
    patterns = md.inlinePatterns
    patterns.register(FootnoteInlineProcessor(_FOOTNOTE_RE, footnotes), "footnote", 175)
    patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
    patterns.register(_Link(LINK_RE, md), "link", 160)
    patterns.register(_Image(IMAGE_LINK_RE, md), "image_link", 150)
    patterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
    patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
    patterns.register(_ShortImageReference(IMAGE_REFERENCE_RE, md), "short_image_ref", 125)


def tame(source: str) -> str:
    """The Markdown, with every "<" as text if so many have no ">" that the HTML parser would be slow."""
    unclosed = source.count("<") - source.count(">")
    return source.replace("<", "&lt;") if unclosed > _MOST_UNCLOSED else source


class _Link(LinkInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        if data.find("]", index, index + _MOST) < 0:
            return "", index, False
        text, end, handled = super().getText(data[index : index + _MOST], 0)
        return text, index + end, handled

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        if data.find(")", index, index + _MOST) < 0:
            return "", None, index, False
        href, title, end, handled = super().getLink(data[index : index + _MOST], 0)
        return href, title, index + end, handled


class _Image(_Link, ImageInlineProcessor): ...


class _Reference(_Link, ReferenceInlineProcessor):
    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        name, end, handled = super().evalId(data[index : index + _MOST], 0, text)
        return name, index + end, handled


class _ImageReference(_Reference, ImageReferenceInlineProcessor): ...


class _ShortReference(_Link, ShortReferenceInlineProcessor): ...


class _ShortImageReference(_Link, ShortImageReferenceInlineProcessor): ...
