"""YAML in which every scalar is text, every key stands once, and every value knows its line.

YAML 1.1 turns `0120` into 80, `9:00` into 540, `no` into False and a date that does not exist into a crash. Values here
stay as typed; the schemas say what they must look like. Source: product contract §1, "YAML values are text".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.source import characters, mislaid

Value = str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

MAX_NODES = 20_000
"""The most values that a text may have, aliases expanded: more than any front matter or facts file holds."""

MAX_DEPTH = 50
"""The most maps and lists within each other; beyond some ten thousands the parser's own stack would end."""

_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_PLAIN_TAGS = frozenset(_TAGS.values())


_SLIPS = (
    ("yaml_tab", re.compile(r" *\t")),
    ("yaml_wide_space", re.compile(r"[ \t]*\u3000")),
    ("yaml_wide_colon", re.compile(r"[ \t]*(?:- )?\{?[\w-]+：")),
)
"""What is typed into YAML with a Japanese keyboard or a word processor, and looks right."""

_BEGIN = re.compile(r"---[ \t]*\n")
_KEY = re.compile(r"[\w-]+")
_PARTS = re.compile(r",[ \t]*(?=[\w-]+:[ \t])")
_LONGEST = 60  # characters of what is quoted


class _AsTyped:
    """Resolver that takes every scalar for text at once; PyYAML's own would look for rules first, and find none."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: object) -> str:  # noqa: ARG002 (PyYAML's arguments)
        return _TAGS[kind]

    def descend_resolver(self, node: object, index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


_Loader = type("_Loader", (_AsTyped, getattr(yaml, "CBaseLoader", yaml.BaseLoader)), {})


def said(path: Path) -> str:
    """A path as messages name it, items counted from 1: ("revisions", 0, "date") → "revisions.1.date"."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


@dataclass(frozen=True, slots=True)
class Data:
    """Parsed YAML: the values, and the line at which each of them begins."""

    value: Value
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value at a path, or of the nearest value around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML head of a Markdown file and the Markdown after it."""

    data: Data
    body: str
    body_line: int  # the line of the file on which the body begins, counted from 1


def parse(text: str, file: str, first_line: int = 1, any_tag: bool = False) -> Data:
    """Parse YAML text.

    Args:
        text: the YAML.
        file: its name in messages.
        first_line: the line of the file at which `text` begins.
        any_tag: whether tags such as `!ENV` are read as the text behind them (mkdocs.yml has them) or refused.

    Raises:
        KaiteiError: for syntax errors, duplicate keys, tags, characters that no text has, values nested deeper than
            `MAX_DEPTH`, and aliases that expand to more than `MAX_NODES` values.
    """
    node = _composed(text, file, first_line)
    builder = _Builder(file, first_line, any_tag)
    value: Value = {} if node is None else builder.build(node, ())
    return Data(value, builder.lines or {(): first_line})


def _composed(text: str, file: str, first_line: int) -> yaml.Node | None:
    try:
        if (deep := _too_deep(text)) is not None:
            raise fail("yaml_too_deep", file, first_line + deep, depth=MAX_DEPTH)
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        begun, found = (mark.line if mark else 0 for mark in (error.context_mark, error.problem_mark))
        problem = _slip(text.split("\n"), found or begun, begun)
        detail = error.problem or error.context or ""
        raise fail(problem.key, file, first_line + problem.line, detail=detail, **problem.params) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise fail("yaml_syntax", file, first_line, detail=str(error).split("\n")[0]) from error
    return node


def _too_deep(text: str) -> int | None:
    """The line, counted from 0, on which values are nested too deeply, found before anything recurses."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark.line if event.start_mark else 0
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _slip(lines: list[str], at: int, begun: int) -> Problem:
    """What to tell where YAML cannot be read: the reason may stand a line before, or where a value begins.

    Args:
        lines: the YAML.
        at: the index of the line where it cannot be read, as are all of the problem's.
        begun: where what cannot be read begins.
    """
    near = {place: lines[place] for place in (at, at - 1, begun) if 0 <= place < len(lines)}
    slips = (Problem(key, "", place) for place in (at, at - 1) for key, one in _SLIPS if one.match(near.get(place, "")))
    bare = (
        Problem("yaml_quote", "", place, {"key": key, "write": f"{key}: {_quoted(value)}"})
        for place, line in near.items()
        for key, value in _pairs(line)
        if not _stands(value)
    )
    return next(slips, None) or next(bare, None) or Problem("yaml_syntax", "", at)


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """Yield keys and values of a line, those between braces too: "- {a: b, c: d: e" → ("a", "b"), ("c", "d: e")."""
    text = line.strip(" \t-,")
    key, colon, value = text.partition(": ")
    if text.startswith("{"):
        for part in _PARTS.split(text.removeprefix("{").removesuffix("}")):
            yield from _pairs(part)
    elif colon and _KEY.fullmatch(key):
        yield from list(_pairs(value) if value.lstrip().startswith("{") else ()) or [(key, value.strip())]


def _stands(value: str) -> bool:
    """Whether a value can be read by itself, as what it looks like: not "[甲] 乙", "@甲" or "第1条: 甲"."""
    if value in ("[", "{"):  # of a list or map that goes on below
        return True
    try:
        node = yaml.compose(value, Loader=_Loader)
    except yaml.YAMLError:
        return False
    return not isinstance(node, yaml.CollectionNode) or bool(node.flow_style)


def _quoted(value: str) -> str:
    """A value in the quotes that it needs, without those that it has at one end only."""
    plain = value[:_LONGEST].strip('"') if value.count('"') == 1 else value[:_LONGEST]
    return "'" + plain.replace("'", "''") + "'" if '"' in plain or "\\" in plain else f'"{plain}"'


def halves(text: str) -> tuple[str, str] | None:
    """What stands before and after the rule that ends the front matter with which a file begins; None without one.

    The second begins two lines below as many as the first has line ends.
    """
    end = re.search(r"^(?:---|\.\.\.)[ \t]*$\n?", text[4:], re.MULTILINE) if _BEGIN.match(text) else None
    return (text[: 4 + end.start()], text[4 + end.end() :]) if end else None


def split(text: str, file: str) -> FrontMatter | None:
    """Split a Markdown file into front matter and body; None where there is no front matter.

    Raises:
        KaiteiError: where the front matter has no end, is not a map, or stands where it is none.
    """
    if not _BEGIN.match(text) or not mislaid.opens(text.split("\n")[1:]):
        mislaid.check(text, file)
        return None
    parts = halves(text)
    if parts is None:
        raise fail("front_matter_open", file, 1)
    head, body = parts
    start = head.index("\n") + 1
    data = parse(head[start:], file, 2)
    if not isinstance(data.value, dict):
        raise fail("front_matter_map", file, 2)
    mislaid.check(body, file, head.count("\n") + 2)
    return FrontMatter(data, body, head.count("\n") + 2)


def node_at(node: yaml.Node | None, *keys: str) -> Any:
    """What stands at a path of keys in composed YAML, as a node; None where nothing does."""
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def end_of(node: yaml.Node) -> int:
    """Where the last value in a node ends, before the comments and empty lines that YAML counts with it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


class _Builder:
    """Turns YAML nodes into values, `MAX_NODES` at most, with what aliases expand to."""

    def __init__(self, file: str, first_line: int, any_tag: bool) -> None:
        self.file, self.first_line, self.any_tag = file, first_line, any_tag
        self.lines: dict[Path, int] = {}

    def build(self, node: yaml.Node, path: Path, key_line: int | None = None) -> Value:
        """The value of a node, noting its line: that of its key, where it has one."""
        self.lines[path] = self._line(node) if key_line is None else key_line
        if len(self.lines) > MAX_NODES or len(path) > MAX_DEPTH:
            raise fail("yaml_too_large", self.file, self._line(node))
        if node.tag not in _PLAIN_TAGS and not self.any_tag:
            raise fail("yaml_tag", self.file, self._line(node), tag=node.tag)
        if isinstance(node, yaml.ScalarNode):
            return self._text(node)
        if isinstance(node, yaml.MappingNode):
            return self._map(node, path)
        return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]

    def _text(self, node: yaml.ScalarNode) -> str:
        """A scalar; one in double quotes is checked, as escapes in it may stand for refused characters."""
        if node.style == '"':
            characters.check(node.value, self.file, self._line(node))
        return str(node.value)

    def _line(self, node: yaml.Node) -> int:
        return self.first_line + node.start_mark.line

    def _map(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = self._line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise fail("yaml_key", self.file, line)
            key = self._text(key_node)
            below = (*path, key)
            if key.startswith("\u3000"):
                raise fail("yaml_wide_space", self.file, line)
            if key in result:
                raise self._duplicate(key, line, self.lines[below])
            result[key] = self.build(value_node, below, line)
        return result

    def _duplicate(self, key: str, line: int, first: int) -> KaiteiError:
        return fail("yaml_duplicate", self.file, line, key=key, first=first)


def typed(value: Any) -> Any:
    """A value with the types that YAML gives its texts, for others than the engine: "2" → 2, "true" → True."""
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    try:
        found = yaml.safe_load(value)
    except yaml.YAMLError:
        return value
    return found if isinstance(found, bool | int | float) else value
