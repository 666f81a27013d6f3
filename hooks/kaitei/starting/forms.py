"""The forms of the hosting platform: the policies and facts to choose from are kept as they are on the site.

Of a workflow only the options of the fields `policy` and `fact` are written anew, as text: all else stays as typed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from kaitei.facts import facts
from kaitei.facts.facts import Facts
from kaitei.pages.fact_lines import LABELS
from kaitei.site.site import Site
from kaitei.source import yamltext
from kaitei.starting.fact import names
from kaitei.wording.per_locale import pick
from kaitei.wording.words import Words

FOLDER = ".github/workflows"
_INPUTS = ("on", "workflow_dispatch", "inputs")
Offers = Mapping[str, Sequence[str]]
"""What there is to choose from, by the name of the field."""

_LABEL = re.compile(r".*（([a-z0-9/-]+)）", re.DOTALL)


def label(title: str, id_: str) -> str:
    """How a policy is called in a form: 利用規約（terms）."""
    return f"{title}（{id_}）"


def chosen(text: str) -> str:
    """The id in a label, though the title may have changed since; "" where it is none."""
    found = _LABEL.fullmatch(text.strip())
    return found[1] if found else ""


def offers(site: Site) -> Offers:
    """What a site has, as forms call it."""
    default = site.settings.default
    policies = [label(one.title, one.id) for one in site.registry.policies.values()]
    return {"policy": policies, "fact": tuple(fact_labels(site.facts, site.settings.words(default)))}


def fact_labels(known: Facts, words: Words) -> Iterator[str]:
    """Yield what may change of the company, as forms call it: 窓口（個人情報相談窓口）　電話（desks.privacy.phone）."""
    for name in names(known):
        entry, _, key = name.rpartition(".")
        fact = entry.split(".")[0]
        kind, own = words.get(f"fact_{fact}"), "name_of_person" if fact in facts.PERSONS else "name_of"
        if fact not in (*facts.SINGLE, *facts.PERSONS):  # persons change, and the form with them
            kind = words("fact_named", kind=kind, name=_newest(known, f"{entry}.name"))
        yield label(words("fact_line", name=kind, value=words(LABELS.get(key, own))), name)


def _newest(known: Facts, name: str) -> str:
    """The last text of a fact, in the default language."""
    found = [facts.find(known.as_of(day), name) for day in (dt.date.min, *known.changes)]
    return pick(next(one for one in reversed(found) if one), known.locales[0], known.locales[0]).text


def behind(site: Site) -> Iterator[tuple[Path, int, bytes]]:
    """Yield each workflow that offers something else than the site has: where, the line, and what it should be."""
    wanted = offers(site)
    for path in sorted((site.settings.root / FOLDER).glob("*.y*ml")):
        data = path.read_bytes()
        made = filled(data, wanted)
        if made != data:
            same = zip(data.splitlines(), made.splitlines(), strict=False)
            yield path, 1 + next((at for at, (one, other) in enumerate(same) if one != other), 0), made


def filled(data: bytes, wanted: Offers) -> bytes:
    """A workflow with these to choose from; unchanged where it has no such field, or is no YAML."""
    for field, labels in wanted.items():
        data = _filled(data, field, labels)
    return data


def _filled(data: bytes, field: str, wanted: Sequence[str]) -> bytes:
    try:
        text = data.decode()
        node = yamltext.node_at(yaml.compose(text, Loader=yaml.BaseLoader), *_INPUTS, field, "options")
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


def renewed(files: Mapping[str, bytes], wanted: Offers) -> dict[str, bytes]:
    """The files of a site, by path, with these to choose from in its forms."""
    return {path: filled(data, wanted) if path.startswith(FOLDER) else data for path, data in files.items()}
