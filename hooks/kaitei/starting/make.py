"""The files of a new site: texts to begin with or the sample's, settings, and what hosts and workflows need."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from kaitei.data import FOLDER, REPOSITORY
from kaitei.facts import facts
from kaitei.source.yamltext import parse, split
from kaitei.starting import english, forms
from kaitei.starting.settings import with_plugin
from kaitei.wording.words import words

STARTER = FOLDER / "starter"
DATE = b"YYYY-MM-DD"
"""What stands in texts to begin with for the day on which the site is made."""

ALONG = (".gitattributes", ".github", ".gitignore", "publishing")
"""What every site takes from this repository, by path from its root."""

SAMPLE = ("company.yml", "docs", "mkdocs.yml", "overrides", "record")
"""What a site with the sample's texts takes besides."""

_LIVING = re.compile(r"docs/((?!.*\d{4}-\d\d-\d\d)[a-z0-9/-]+)\.md")
_OF_GENERATOR = (".github/scripts/release.sh", ".github/workflows/release.yml")


def site(lang: str, sample: bool, today: dt.date) -> dict[str, bytes]:
    """The files of a new site.

    Args:
        lang: its language, one of those of messages.
        sample: whether it has the sample's texts.
        today: the day from which texts to begin with are in force.
    """
    made = {path: _spoken(data, lang) for path, data in _taken(REPOSITORY, *ALONG).items() if path not in _OF_GENERATOR}
    made |= {path: data for path, data in _taken(STARTER / lang).items() if not path.startswith("sample/")}
    if sample:
        begun = ("docs/", "company.yml", "mkdocs.yml")
        made = {path: data for path, data in made.items() if not path.startswith(begun)} | _sample(lang)
    made = forms.renewed(made, {"policy": tuple(_policies(made)), "fact": tuple(_facts(made, lang))})
    return {
        **{path: data.replace(DATE, today.isoformat().encode()) for path, data in made.items()},
        "requirements.txt": requirement(metadata.version("kaitei"), "[material]" if sample else "").encode(),
    }


def _sample(lang: str) -> dict[str, bytes]:
    taken = _taken(REPOSITORY, *SAMPLE)
    taken["mkdocs.yml"] = with_plugin(taken["mkdocs.yml"].decode()).encode()
    return taken if lang == "ja" else english.only(taken) | _taken(STARTER / lang / "sample")


def _policies(made: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the policies among the files, as forms call them."""
    for path in sorted(made):
        if living := _LIVING.fullmatch(path):
            head = split(made[path].decode(), path)
            keys: Any = head.data.value if head else {}
            if "revisions" in keys:
                yield forms.label(keys["title"], living[1])


def _facts(made: Mapping[str, bytes], lang: str) -> Iterator[str]:
    """Yield what may change of the company, likewise."""
    known = facts.read(parse(made["company.yml"].decode(), "company.yml"), "company.yml", (lang,))
    return forms.fact_labels(known, words(lang))


def _spoken(data: bytes, lang: str) -> bytes:
    """A workflow whose messages are in the site's language."""
    return data.replace(b"KAITEI_LANG: ja", f"KAITEI_LANG: {lang}".encode())


def _taken(root: Path, *names: str) -> dict[str, bytes]:
    """The files below a folder, or those of its files and folders that are named."""
    found = [path for name in names or (".",) for path in ((root / name), *(root / name).rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if "__pycache__" not in path.parts}


def requirement(version: str, extra: str = "") -> str:
    """The line of requirements.txt: this version or a later one that breaks nothing; 0.3.1 → kaitei>=0.3.1,<0.4."""
    major, minor = map(int, version.split(".")[:2])
    return f"kaitei{extra}>={version},<{f'0.{minor + 1}' if major == 0 else major + 1}\n"
