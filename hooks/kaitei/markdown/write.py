"""Elements written as HTML, with the line feeds that Python-Markdown puts around blocks."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kaitei.markdown.quick import BLOCK_ELEMENTS


class Writer:
    """Writes elements whose texts and attributes are HTML already, and remembers what each became."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self.written: dict[Element, str] = {}

    def inner(self, element: Element) -> str:
        """Return the HTML of what stands in an element."""
        text = element.text or ""
        if not len(element):
            return text
        before = "\n" if element[0].tag in BLOCK_ELEMENTS and not text.strip() else text
        return before + "".join([self._outer(child) for child in element])

    def _outer(self, element: Element) -> str:
        tag = element.tag
        values = element.items()
        start = "".join([f' {name}="{value}"' for name, value in sorted(values)]) if values else ""
        inner = self.inner(element) if len(element) else element.text or ""
        end = "" if tag == "hr" else f"</{tag}>"
        after = "\n" if tag in BLOCK_ELEMENTS else ""
        html = self.written[element] = f"<{tag}{start}>{inner}{end}{after}"
        return html
