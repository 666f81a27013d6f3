"""Elements written as HTML, with the line feeds that Python-Markdown puts around blocks."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kaitei.markdown.quick import BLOCK_ELEMENTS


class Writer:
    """Writes elements whose texts and attributes are HTML already, and remembers what each became.

    Their attributes are in the order of their names, as Python-Markdown writes them.
    """

    def __init__(self) -> None:
        """Begin with nothing written."""
        self.written: dict[Element, str] = {}

    def inner(self, element: Element) -> str:
        """Return the HTML of what stands in an element."""
        parts = [element.text or ""]
        for child in element:
            block = child.tag in BLOCK_ELEMENTS
            if block and len(parts) == 1 and not parts[0].strip():
                parts[0] = "\n"
            html = self.written[child] = self._tagged(child) + ("\n" if block else "")
            parts.append(html)
        return "".join(parts)

    def _tagged(self, element: Element) -> str:
        tag = element.tag
        start = tag
        for name, value in element.items():
            start += f' {name}="{value}"'
        return f"<{start}>" if tag == "hr" else f"<{start}>{self.inner(element)}</{tag}>"
