"""The border between what an editor may write and what a browser would run.

Two steps that do not trust each other: a parser that names what is not allowed, so that the editor can mend it, and a
sanitiser (nh3, which parses as browsers do) whose output is what gets published. `schemas/allowlist.yml` has the lists.

Both remember what they found of the pieces of pages (`kaitei.pieces`). Where the sanitiser gave back each piece as it
was, and the pieces nest, its output is the page as it is; any other page is cleaned whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import nh3
import yaml

from kaitei import address, pieces
from kaitei.errors import Problem
from kaitei.markdown.tags import Tag, attributes, simple_tags
from kaitei.placeholders import TOKEN

_FILE = Path(__file__).parent / "schemas" / "allowlist.yml"
_REMEMBERED = 1000  # tags and pieces
_tags = lru_cache(maxsize=_REMEMBERED)(simple_tags)  # which both steps ask for, one after the other


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the file says."""

    elements: frozenset[str]
    attributes: dict[str, frozenset[str]]  # by element, those of every element included
    addresses: frozenset[str]  # attributes whose value is an address
    schemes: frozenset[str]
    local: frozenset[str]  # attributes whose address must be within the site

    def schemes_of(self, name: str) -> frozenset[str]:
        """Return the schemes of which an attribute's address may be."""
        return address.LOCAL if name in self.local else self.schemes


def clean(rendered: str) -> str:
    """Return the HTML with nothing in it but what the allowlist names."""
    return rendered if _unchanged(rendered) else _cleaned(rendered)


def _unchanged(rendered: str) -> bool:
    """Whether the sanitiser is known to give the HTML back as it is, having done so with each piece of it."""
    found = [tags for tags in map(_returned, pieces.split(rendered)) if tags]
    return len(found) == len(pieces.split(rendered)) and pieces.nest(tuple(chain.from_iterable(found)))


@lru_cache(maxsize=_REMEMBERED)
def _returned(piece: str) -> tuple[str, ...] | None:
    """Return the tags of outer elements in a piece that the sanitiser gives back as it is, None for any other piece."""
    tags = _tags(piece)
    found = pieces.outer(tags) if tags is not None else None
    if found is None:
        return None
    whole = pieces.completed(piece, found)
    return found if _cleaned(whole) == whole else None


def _cleaned(rendered: str) -> str:
    lowered = rendered.lower()
    return _cleaner(any(name in lowered for name in _rules().addresses)).clean(rendered)


def check(rendered: str, source: str, file: str, first_line: int) -> tuple[Problem, ...]:
    """Return a problem for each element, attribute and address that is not allowed.

    Args:
        rendered: the HTML that the Markdown became.
        source: the Markdown, to find the line in.
        file: its name in messages.
        first_line: the line of the file on which `source` begins.
    """
    if _plainly_allowed(rendered):
        return ()
    found = _Finder()
    try:
        found.feed(rendered)
        found.close()
    except AssertionError:  # the standard library's, on broken declarations such as "<![x"
        found.problems.append(("element_forbidden", "<!["))
    return tuple(Problem(key, file, first_line + _line(source, what), {"what": what}) for key, what in found.problems)


def _plainly_allowed(rendered: str) -> bool:
    """Whether HTML is of the simple form and all in it allowed; if not, the parser is to say what is wrong."""
    return all(map(_piece_allowed, pieces.split(rendered)))


@lru_cache(maxsize=_REMEMBERED)
def _piece_allowed(piece: str) -> bool:
    tags = _tags(piece)
    return tags is not None and all(map(_tag_allowed, tags))


@lru_cache(maxsize=_REMEMBERED)
def _tag_allowed(tag: Tag) -> bool:
    end, start, written = tag
    if (start or end) not in _rules().elements:
        return False
    return not written or all(_attribute_allowed(start, name, value) for name, value in attributes(written))


def _attribute_allowed(tag: str, name: str, value: str) -> bool:
    rules = _rules()
    if name not in rules.attributes[tag]:
        return False
    return name not in rules.addresses or ("&" not in value and address.allowed(value, rules.schemes_of(name)))


class _Finder(HTMLParser):
    """Walks the HTML and notes what is not on the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _rules().elements:
            self.problems.append(("element_forbidden", f"<{tag}"))
            return
        self.problems.extend(_attribute_problems(tag, attrs))

    def handle_comment(self, data: str) -> None:
        """Refuse a comment that browsers end sooner than this parser; others are left out when cleaning."""
        if data.startswith((">", "->")) or "--!>" in data:
            self.problems.append(("element_forbidden", f"<!--{data}"))

    def handle_decl(self, decl: str) -> None:
        self.problems.append(("element_forbidden", f"<!{decl}"))

    def handle_pi(self, data: str) -> None:
        self.problems.append(("element_forbidden", f"<?{data}"))

    def unknown_decl(self, data: str) -> None:
        self.problems.append(("element_forbidden", f"<![{data}"))


def _kept(_: str, name: str, value: str) -> str | None:
    """Return an attribute's value, None where it is an address that is not allowed."""
    rules = _rules()
    return value if name not in rules.addresses or address.allowed(value, rules.schemes_of(name)) else None


def _attribute_problems(tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    rules = _rules()
    for name, value in attrs:
        if name not in rules.attributes[tag]:
            yield "attribute_forbidden", name
        elif name in rules.addresses and (flaw := address.flaw(value or "", rules.schemes_of(name))):
            yield f"address_{flaw}", TOKEN.sub(r"{{ \1 }}", value or "")


def _line(source: str, what: str) -> int:
    index = source.lower().find(what.lower())
    return source.count("\n", 0, index) if index >= 0 else 0


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    lists = read["attributes"]
    return _Rules(
        frozenset(read["elements"]),
        {element: frozenset([*lists["*"], *lists.get(element, ())]) for element in read["elements"]},
        *(frozenset(read[name]) for name in ("addresses", "schemes", "local")),
    )


@lru_cache(maxsize=2)
def _cleaner(addresses: bool) -> nh3.Cleaner:
    """Return the sanitiser; for HTML in which no address can be, one that does not ask about every attribute."""
    rules = _rules()
    return nh3.Cleaner(
        tags=set(rules.elements),
        attributes={element: set(names) for element, names in rules.attributes.items()},
        attribute_filter=_kept if addresses else None,
        url_schemes=set(rules.schemes),
        link_rel=None,
    )
