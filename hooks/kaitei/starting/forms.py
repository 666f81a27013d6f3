"""The forms of the hosting platform: the policies to choose from are kept as they are on the site.

Of a workflow only the options of the field `policy` are written anew, as text: comments, order and quotes stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from kaitei.site.site import Site

FOLDER = ".github/workflows"
_FIELD = ("on", "workflow_dispatch", "inputs", "policy", "options")
_LABEL = re.compile(r".*（([a-z0-9/-]+)）", re.DOTALL)


def label(title: str, id_: str) -> str:
    """How a policy is called in a form: 利用規約（terms）."""
    return f"{title}（{id_}）"


def chosen(text: str) -> str:
    """The id in a label, though the title may have changed since; "" where it is none."""
    found = _LABEL.fullmatch(text.strip())
    return found[1] if found else ""


def labels(site: Site) -> tuple[str, ...]:
    """The policies of a site, as forms call them."""
    return tuple(label(one.title, one.id) for one in site.registry.policies.values())


def behind(site: Site) -> Iterator[tuple[Path, int, bytes]]:
    """Yield each workflow that offers other policies than the site has: where, the line, and what it should be."""
    wanted = labels(site)
    for path in sorted((site.settings.root / FOLDER).glob("*.y*ml")):
        data = path.read_bytes()
        made = filled(data, wanted)
        if made != data:
            same = zip(data.splitlines(), made.splitlines(), strict=False)
            yield path, 1 + next((at for at, (one, other) in enumerate(same) if one != other), 0), made


def filled(data: bytes, wanted: Sequence[str]) -> bytes:
    """A workflow with these policies to choose from; unchanged where it has no such field, or is no YAML."""
    try:
        text = data.decode()
        node = _at(yaml.compose(text, Loader=yaml.BaseLoader), *_FIELD)
    except (UnicodeDecodeError, yaml.YAMLError):
        return data
    if not (isinstance(node, yaml.SequenceNode) and node.value and wanted):
        return data
    if [one.value for one in node.value] == list(wanted):
        return data
    quoted = [json.dumps(one, ensure_ascii=False) for one in wanted]
    if node.flow_style:
        start, end, made = node.start_mark.index, node.end_mark.index, f"[{', '.join(quoted)}]"
    else:
        newline = "\r\n" if "\r\n" in text else "\n"
        start, end = node.start_mark.index, node.value[-1].end_mark.index
        made = f"{newline}{' ' * node.start_mark.column}".join(f"- {one}" for one in quoted)
    return f"{text[:start]}{made}{text[end:]}".encode()


def renewed(files: Mapping[str, bytes], wanted: Sequence[str]) -> dict[str, bytes]:
    """The files of a site, by path, with these policies in its forms."""
    return {path: filled(data, wanted) if path.startswith(FOLDER) else data for path, data in files.items()}


def _at(node: yaml.Node | None, *keys: str) -> yaml.Node | None:
    """What stands at a path in YAML."""
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node
