"""The allowlist: which HTML elements, attributes and addresses a text may have, so that a browser runs nothing in it.

`clean` is a sanitiser (nh3, which parses as browsers do): it sees every text whole, and its output is what gets
published. Where it changes anything, `content.make` calls `check`, which names what is not allowed, so that the editor
can mend it. What is merely old-fashioned (`<center>`, `<a name="x">`, `border`) becomes what it means (`modern`) or is
dropped, and `outdated` names it. The lists are in `schemas/allowlist.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import nh3

from kaitei import data
from kaitei.errors import Problem
from kaitei.source import address
from kaitei.source.placeholders import TOKEN

_ANCHOR = re.compile(r"""<a\s(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ID = re.compile(r"\sid\s*=", re.IGNORECASE)
_NAME = re.compile(r"(\s)name(\s*=)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """The lists of `schemas/allowlist.yml`."""

    elements: frozenset[str]
    attributes: dict[str, frozenset[str]]  # by element, those of every element included
    successors: dict[str, str]  # by outdated element the one that it becomes
    dropped: frozenset[str]  # outdated attributes
    addresses: frozenset[str]  # attributes whose value is an address
    schemes: frozenset[str]
    local: frozenset[str]  # attributes whose address must be within the site

    def schemes_of(self, name: str) -> frozenset[str]:
        """The schemes that an attribute's address may have, none where it must be within the site."""
        return address.LOCAL if name in self.local else self.schemes


def clean(rendered: str) -> str:
    """The HTML with nothing in it but what the allowlist names."""
    return _cleaner().clean(rendered)


def modern(rendered: str) -> str:
    """The HTML with today's elements and anchors in the place of outdated ones; its outdated attributes stay."""
    rules = _rules()
    renamed = _outdated_tag().sub(lambda tag: tag[1] + rules.successors[tag[2].lower()], rendered)
    return _ANCHOR.sub(lambda tag: tag[0] if _ID.search(tag[0]) else _NAME.sub(r"\1id\2", tag[0], count=1), renamed)


def outdated(rendered: str, source: str, file: str, first_line: int) -> tuple[Problem, ...]:
    """A hint for each element and attribute that is old-fashioned, at its first place; see `check`."""
    found = _Finder()
    found.read(rendered)
    lines = {what: first_line + _line(source, what) for what in found.outdated}
    keys = {"name": "html_anchor"}
    return tuple(Problem(keys.get(what, "html_outdated"), file, line, {"what": what}) for what, line in lines.items())


def check(rendered: str, source: str, file: str, first_line: int) -> tuple[Problem, ...]:
    """A problem for each element, attribute and address that is not allowed.

    Args:
        rendered: the HTML that the Markdown became.
        source: the Markdown, to find the line in.
        file: its name in messages.
        first_line: the line of the file on which `source` begins.
    """
    found = _Finder()
    found.read(rendered)
    return tuple(Problem(key, file, first_line + _line(source, what), {"what": what}) for key, what in found.problems)


class _Finder(HTMLParser):
    """Parser that notes what is not on the lists, as message key and name: ("element_forbidden", "<script")."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[tuple[str, str]] = []
        self.outdated: dict[str, None] = {}  # "<center", "border", each once

    def read(self, rendered: str) -> None:
        """Take a page."""
        try:
            self.feed(rendered)
            self.close()
        except AssertionError:  # the standard library's, on broken declarations such as "<![x"
            self.problems.append(("element_forbidden", "<!["))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        rules = _rules()
        if tag in rules.successors:
            self.outdated[f"<{tag}"] = None
        elif tag not in rules.elements:
            self.problems.append(("element_forbidden", f"<{tag}"))
            return
        allowed = rules.attributes[rules.successors.get(tag, tag)]
        self.outdated |= dict.fromkeys(name for name, _ in attrs if name in rules.dropped - allowed)
        self.problems.extend(_attribute_problems(allowed, attrs))

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


def _attribute_problems(allowed: Container[str], attrs: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    rules = _rules()
    for name, value in attrs:
        if name not in allowed:
            if name not in rules.dropped:
                yield "attribute_forbidden", name
        elif name in rules.addresses and (flaw := address.flaw(value or "", rules.schemes_of(name))):
            key = "image_elsewhere" if name in rules.local else f"address_{flaw}"
            yield key, TOKEN.sub(r"{{ \1 }}", value or "")


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
        read["outdated"]["elements"],
        frozenset(read["outdated"]["attributes"]),
        *(frozenset(read[name]) for name in ("addresses", "schemes", "local")),
    )


@lru_cache(maxsize=1)
def _outdated_tag() -> re.Pattern[str]:
    return re.compile(rf"(</?)({'|'.join(_rules().successors)})(?=[\s/>])", re.IGNORECASE)


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
