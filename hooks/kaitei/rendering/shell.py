"""The theme's page as a shell: rendered once with marks, then filled for every page that the engine makes.

A shell is rendered for a page far down (`FOLDERS`), so that all relative addresses in it begin with the same long way
up; for a page they are shortened to the way from there. What an editor wrote is in no shell: the scripts within it are
the theme's, and `scripts` may let them run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from kaitei.rendering.sheet import Entry, Nested, Sheet, nested
from kaitei.text import links

FOLDERS = "kaitei-shell/" * 12
"""The address at which a shell is rendered, below the site's root."""

_UP = "/".join([".."] * 12)
_MARK = re.compile("(KAITEI-[a-z0-9-]+-MARK)")
_OURS = re.compile(r"""[ \t]*<(?:link\b[^<>]*\brel="?canonical"?|meta\b[^<>]*\bname="?description"?)[^<>]*>\n?""")
_SCRIPT = re.compile(r"<script\b(?![^>]*\ssrc\s*=)([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_DATA = re.compile(
    r"""(?:^|\s)type\s*=\s*["']?(?!module|text/javascript|application/javascript)[\w/+.-]+""", re.IGNORECASE
)
_ROOT = re.compile(r"<html\b", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def mark(name: str) -> str:
    """The mark that stands for a part of a page: "body" → "KAITEI-body-MARK"."""
    return f"KAITEI-{name}-MARK"


LEAF, BRANCH, WITHIN = (Entry(mark(f"{name}-anchor"), level, mark(f"{name}-label")) for name, level in
                        (("leaf", 2), ("branch", 2), ("within", 3)))  # fmt: skip
SAMPLE = Sheet(
    locale="",
    address=f"/{FOLDERS}",
    title=mark("title"),
    attributes=mark("attributes"),
    head=mark("head"),
    body=f"<h1>{mark('body')}</h1>",
    contents=(LEAF, BRANCH, WITHIN),
)
"""The page with which a shell is rendered."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How a theme writes a table of contents: the markup around a leaf, and around an entry with others beneath it.

    A theme that shows one level alone has none of the latter.
    """

    leaf: str
    before: str
    after: str

    def write(self, entries: tuple[Nested, ...]) -> str:
        """The markup of entries."""
        return "".join(self._entry(one) for one in entries)

    def _entry(self, one: Nested) -> str:
        if not one.children or not self.before:
            return _named(self.leaf, LEAF, one.entry)
        return _named(self.before, BRANCH, one.entry) + self.write(one.children) + _named(self.after, BRANCH, one.entry)


def _named(markup: str, sample: Entry, entry: Entry) -> str:
    """The markup of an entry; within an attribute its name is without HTML."""
    plain = Markup(entry.label).striptags()
    named = markup.replace(f'"{sample.label}"', f'"{escape(plain)}"').replace(sample.label, entry.label)
    return named.replace(sample.anchor, entry.anchor)


@dataclass(frozen=True, slots=True)
class Shell:
    """A theme's page for a language and an entry of the navigation, with marks."""

    html: str
    bare: str  # the same without what surrounds the table of contents, for pages that have none
    contents: tuple[Contents, ...]  # of the places where the theme has the table of contents

    def fill(self, sheet: Sheet, base: str = "", security: str = "") -> str:
        """A page whole.

        Args:
            sheet: the page.
            base: the path of the site's root where the page may stand at any address ("/"), else "".
            security: the tag of its Content-Security-Policy, "" for none.
        """
        entries = nested(sheet.contents)
        values = {
            mark("title"): sheet.title,
            mark("attributes"): sheet.attributes,
            mark("security"): security,
            mark("head"): sheet.head,
            mark("body"): sheet.body,
        }
        values |= {mark(f"contents-{at}"): one.write(entries) for at, one in enumerate(self.contents)}
        values |= {mark(f"language-{code}"): _from(sheet.address, to, base) for code, to in sheet.languages}
        parts = _parts(self.html if entries else self.bare, depth(sheet.address), base)
        return "".join(values.get(part, part) for part in parts)

    def scripts(self, folders: int, base: str = "") -> tuple[str, ...]:
        """The scripts within a page so many folders down, as sources of a Content-Security-Policy: `'sha256-…'`."""
        return _scripts(self.html, folders, base)


def make(html: str) -> Shell:
    """A shell from what a theme has made of `SAMPLE`.

    Raises:
        ValueError: where the theme shows no title or no body; which of them.
    """
    for name in ("title", "body"):
        if mark(name) not in html:
            raise ValueError(name)
    html = re.sub(rf"{re.escape(_UP)}/(KAITEI-language-[\w-]+-MARK)", r"\1", html.replace(SAMPLE.body, mark("body")))
    contents: list[Contents] = []
    while region := _region(html):
        start, end, found = region
        html = f"{html[:start]}{mark(f'contents-{len(contents)}')}{html[end:]}"
        contents.append(found)
    return Shell(html, _bare(html, len(contents)), tuple(contents))


def mend(html: str, sheet: Sheet, before: str = "", security: str = "") -> str:
    """A page of the theme's with what no theme says: attributes of `<html>`, and the engine's part of `<head>`.

    The theme's own canonical address and description go, as the engine's part has them.

    Args:
        html: the page.
        sheet: what is to be said.
        before: the path of a style sheet before which the engine's is to stand, so that it can change what that says;
            "" for none.
        security: the tag of its Content-Security-Policy, "" for none.
    """
    end = html.find("</head>")
    head, rest = _OURS.sub("", html[:end]), html[end:]
    at = head.find(f'{before}"') if before else -1
    at = head.rfind("<link", 0, at) if at >= 0 else len(head)
    head = f"{head[:at]}{sheet.head}{head[at:]}"
    head = _HEAD.sub(lambda match: match[0] + security, head, count=1)
    return _ROOT.sub(lambda match: f"{match[0]} {sheet.attributes}", head, count=1) + rest


def depth(address: str) -> int:
    """How many folders down an address is: "/terms/history/" → 2."""
    return address.count("/") - 1


def _region(html: str) -> tuple[int, int, Contents] | None:
    """Where the sample's table of contents begins and ends, and how it is written; None where it is not, or no list."""
    leaf, branch, within = (html.find(mark(f"{name}-label")) for name in ("leaf", "branch", "within"))
    start, leaf_end = html.rfind("<li", 0, max(leaf, 0)), html.find("</li>", leaf) + 5
    if (end := html.find("</li>", branch) + 5) <= within or within < 0:
        return (start, end, Contents(html[start:leaf_end], "", "")) if -1 < start < leaf_end < branch < end else None
    branch_start, within_start = html.rfind("<li", 0, max(branch, 0)), html.rfind("<li", 0, max(within, 0))
    within_end = html.find("</li>", within) + 5
    end = html.find("</li>", within_end) + 5
    if not -1 < start < leaf_end <= branch_start < within_start < within_end < end:
        return None
    return start, end, Contents(html[start:leaf_end], html[branch_start:within_start], html[within_end:end])


def _bare(html: str, count: int) -> str:
    """A shell without the elements that hold nothing but its tables of contents."""
    for at in range(count):
        here = html.find(mark(f"contents-{at}"))
        around = [span for name in ("details", "nav") if (span := _around(html, here, name))]
        start, end = min(around, default=(0, 0))
        html = html[:start] + html[end:]
    return html


def _around(html: str, here: int, name: str) -> tuple[int, int] | None:
    """Where the innermost element of a name around a place begins and ends; None where none holds that place alone."""
    start, end = html.rfind(f"<{name}", 0, here), html.find(f"</{name}>", here) + len(name) + 3
    alone = start >= 0 and f"</{name}>" not in html[start:here] and f"<{name}" not in html[here:end]
    return (start, end) if alone else None


def _from(page: str, address: str, base: str) -> str:
    return base + address[1:] if base else links.relative(address, page)


@lru_cache(maxsize=64)
def _parts(html: str, folders: int, base: str) -> tuple[str, ...]:
    """A shell cut at its marks, with addresses as they are from a page so many folders down."""
    up = "/".join([".."] * folders) or "."
    html = html.replace(f"{_UP}/", base or f"{up}/").replace(_UP, base.rstrip("/") or "/" if base else up)
    return tuple(_MARK.split(html))


@lru_cache(maxsize=64)
def _scripts(html: str, folders: int, base: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_hashes("".join(_parts(html, folders, base)))))


def _hashes(html: str) -> Iterator[str]:
    for attributes, script in _SCRIPT.findall(html):
        if not _DATA.search(attributes):
            yield f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
