"""The allowlist: which HTML elements, attributes and addresses a text may have, so that a browser runs nothing in it.

`clean` is a sanitiser (nh3, which parses as browsers do): it sees every text whole, and its output is what gets
published. Where it changes anything, `content.make` calls `check`, which names what is not allowed, so that the editor
can mend it. The lists are in `schemas/allowlist.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import nh3

from kaitei import data
from kaitei.errors import Problem
from kaitei.source import address
from kaitei.source.placeholders import TOKEN


@dataclass(frozen=True, slots=True)
class _Rules:
    """The lists of `schemas/allowlist.yml`."""

    elements: frozenset[str]
    attributes: dict[str, frozenset[str]]  # by element, those of every element included
    addresses: frozenset[str]  # attributes whose value is an address
    schemes: frozenset[str]
    local: frozenset[str]  # attributes whose address must be within the site

    def schemes_of(self, name: str) -> frozenset[str]:
        """The schemes that an attribute's address may have, none where it must be within the site."""
        return address.LOCAL if name in self.local else self.schemes


def clean(rendered: str) -> str:
    """The HTML with nothing in it but what the allowlist names."""
    return _cleaner().clean(rendered)


def check(rendered: str, source: str, file: str, first_line: int) -> tuple[Problem, ...]:
    """A problem for each element, attribute and address that is not allowed.

    Args:
        rendered: the HTML that the Markdown became.
        source: the Markdown, to find the line in.
        file: its name in messages.
        first_line: the line of the file on which `source` begins.
    """
    found = _Finder()
    try:
        found.feed(rendered)
        found.close()
    except AssertionError:  # the standard library's, on broken declarations such as "<![x"
        found.problems.append(("element_forbidden", "<!["))
    return tuple(Problem(key, file, first_line + _line(source, what), {"what": what}) for key, what in found.problems)


class _Finder(HTMLParser):
    """Parser that notes what is not on the lists, as message key and name: ("element_forbidden", "<script")."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _rules().elements:
            self.problems.append(("element_forbidden", f"<{tag}"))
            return
        self.problems.extend(_attribute_problems(tag, attrs))

    def handle_comment(self, data: str) -> None:
        """Refuse a comment that browsers end sooner than this parser: `<!--> <b> -->`; `clean` drops all others."""
        if data.startswith((">", "->")) or "--!>" in data:
            self.problems.append(("element_forbidden", f"<!--{data}"))

    def handle_decl(self, decl: str) -> None:
        self.problems.append(("element_forbidden", f"<!{decl}"))

    def handle_pi(self, data: str) -> None:
        self.problems.append(("element_forbidden", f"<?{data}"))

    def unknown_decl(self, data: str) -> None:
        self.problems.append(("element_forbidden", f"<![{data}"))


def _kept(_: str, name: str, value: str) -> str | None:
    """An attribute's value, None where it is an address that is not allowed; nh3 then drops the attribute."""
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
    """How many lines stand before the first `what` in the source, 0 where it is not found."""
    index = source.lower().find(what.lower())
    return source.count("\n", 0, index) if index >= 0 else 0


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    read = data.read("schemas/allowlist.yml")
    lists = read["attributes"]
    return _Rules(
        frozenset(read["elements"]),
        {element: frozenset([*lists["*"], *lists.get(element, ())]) for element in read["elements"]},
        *(frozenset(read[name]) for name in ("addresses", "schemes", "local")),
    )


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    rules = _rules()
    return nh3.Cleaner(
        tags=set(rules.elements),
        attributes={element: set(names) for element, names in rules.attributes.items()},
        attribute_filter=_kept,
        url_schemes=set(rules.schemes),
        link_rel=None,
    )
