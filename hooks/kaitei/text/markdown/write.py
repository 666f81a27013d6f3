"""Elements written as HTML, with the line feeds that Python-Markdown puts around blocks."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown

BLOCK_ELEMENTS = frozenset(Markdown().block_level_elements)


class Writer:
    """Writes elements whose texts and attributes are HTML already, and remembers what each became.

    Their attributes are in the order of their names, as Python-Markdown writes them.
    """

    def __init__(self, written: dict[Element, str] | None = None) -> None:
        """Begin with the HTML of elements that are written already."""
        self.written = {} if written is None else written

    def inner(self, element: Element) -> str:
        """The HTML of what stands in an element."""
        html = element.text or ""
        if len(element) and element[0].tag in BLOCK_ELEMENTS and not html.strip():
            html = "\n"
        for child in element:
            html += self.written.get(child) or self.outer(child)
        return html

    def outer(self, element: Element) -> str:
        """The HTML of an element, with the line feed after a block."""
        tag = start = element.tag
        for name, value in element.items():
            start += f' {name}="{value}"'
        inner = self.inner(element) if len(element) else element.text or ""
        html = f"<{start}>" if tag == "hr" else f"<{start}>{inner}</{tag}>"
        self.written[element] = html = f"{html}\n" if tag in BLOCK_ELEMENTS else html
        return html
