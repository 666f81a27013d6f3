"""What a piece of HTML says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaitei.text.markdown.document import Line
from kaitei.text.markdown.signs import GUARD

_WHITE = " \t\n\r\f"
_SPACES = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")  # whatever is more than a single space


@dataclass(frozen=True, slots=True)
class Extract:
    """What a piece of HTML says."""

    lines: tuple[Line, ...] = ()
    words: str = ""  # its text alone
    anchors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()  # of links within the page, without the number sign

    @property
    def plain(self) -> str:
        """The text without the targets of links."""
        return tidy(self.words)


def tidy(text: str) -> str:
    """Make white space what a browser makes of it; full-width spaces are the author's."""
    text = text.replace(GUARD, "").strip(_WHITE)
    clumped = "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text
    return _SPACES.sub(" ", text) if clumped else text
