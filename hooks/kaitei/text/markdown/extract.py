"""The text, anchors and links that `read` finds in a piece of HTML, and white space as browsers show it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaitei.text.markdown.document import Line
from kaitei.text.markdown.signs import GUARD

_WHITE = " \t\n\r\f"
_SPACES = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")  # whatever is more than a single space


@dataclass(frozen=True, slots=True)
class Extract:
    """What was found in a piece of HTML."""

    lines: tuple[Line, ...] = ()
    words: str = ""  # its text as typed, without what `lines` adds: targets of links, numbers of items
    anchors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()  # of links within the page, without the number sign

    @property
    def plain(self) -> str:
        """The text without the targets of links, white space tidied; the table of contents shows it."""
        return tidy(self.words)


def tidy(text: str) -> str:
    """The text with white space as a browser shows it: "  a   b " → "a b"; full-width spaces are kept."""
    text = text.replace(GUARD, "").strip(_WHITE)
    clumped = "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text
    return _SPACES.sub(" ", text) if clumped else text
