"""A small model of what GitHub makes of a comment: Markdown, then HTML, then references in the words that are left.

GitHub itself cannot be run here. The model errs on the active side: it takes Markdown for Markdown within blocks of HTML
too, and any name, number or address for one that exists. In `pre` and `code` it sees none, as GitHub does.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\(([^)\s]*)[^)]*\)"), r'<img src="\2">'),
    (re.compile(r"\[([^\]]*)\]\(([^)\s]*)[^)]*\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"<((?:https?|mailto|ftp):[^\s<>]*)>"), r'<a href="\1">\1</a>'),
    (re.compile(r"(`+)(?!`)([^`]+)\1"), r"<code>\2</code>"),
    (re.compile(r"(\*\*|__|~~)(?=\S)(.+?)\1"), r"<strong>\2</strong>"),
    (re.compile(r"(?<![\w*_])[*_](?=\S)(.+?)[*_]"), r"<em>\1</em>"),
    (re.compile(r"^\s*\[[^\]]+\]:\s*\S+"), "<a>"),
    (re.compile(r"^(#{1,6}) (.*)"), lambda m: f"<h{len(m[1])}>{m[2]}</h{len(m[1])}>"),
    (re.compile(r"^\s{0,3}(?:[-+*]|\d+[.)]) (.*)"), r"<li>\1</li>"),
    (re.compile(r"^\s{0,3}(?:```|~~~).*"), "<fence>"),
    (re.compile(r"^\s{0,3}>(.*)"), r"<blockquote>\1</blockquote>"),
    (re.compile(r"^\s{0,3}(?:=+|-{3,})\s*$"), "<h1>"),
    (re.compile(r"^\s{0,3}\|.*"), "<table>"),
    (re.compile(r"\$[^$]+\$"), "<math>"),
)
_REFERENCES = re.compile(
    r"(?<!\w)@[a-z0-9]|[\w.+-]+@[a-z0-9-]+\.[a-z]|#\d|\b(?:gh|[a-z][a-z0-9]*)-\d|\bghsa-\w|(?:https?|ftp)://\w|mailto:\w"
    r"|www\.\w|\b[0-9a-f]{7,40}\b|:[a-z0-9+_-]+:",
    re.IGNORECASE | re.ASCII,
)


@dataclass
class Shown:
    """A comment as it is shown."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""  # of the whole
    active: list[str] = field(default_factory=list)  # references in words outside pre, code and links


def shown(markdown: str) -> Shown:
    """What a comment comes to."""
    reader = _Reader()
    reader.feed("\n".join(map(_rendered, re.split("\r\n|\r|\n", re.sub("<!--.*?-->", "", markdown, flags=re.DOTALL)))))
    reader.close()
    reader.end()
    return reader.shown


def _rendered(line: str) -> str:
    line = _ESCAPE.sub(lambda sign: f"&#{ord(sign[1])};", line)
    for pattern, by in _INLINE:
        line = pattern.sub(by, line)
    return line


class _Reader(HTMLParser):
    """Gathers words until an element really begins or ends; end tags that end nothing do not part them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown, self.open, self.words = Shown(), [""], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end()
        self.shown.elements.append((tag, dict(attrs)))
        if tag not in ("br", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.end()
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.words += data

    def end(self) -> None:
        self.shown.text += self.words
        if not {"pre", "code", "a"} & set(self.open):
            self.shown.active += _REFERENCES.findall(html.unescape(self.words))
        self.words = ""
