"""What building costs beside stock MkDocs with Material, for whole projects, cold and after a small change."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kaitei.assembly.builder import VARIABLE
from tests.bench import corpora, others
from tests.bench.corpora import EDITED, TODAY, Shape
from tests.bench.measure import Run, difference, put_aside, run

REPOSITORY = Path(__file__).parents[2]
CACHE = Path(".cache")
EMPTY = "empty"
"""Told as if it were a tool: a project of this generator without a policy, whose cost is the floor of every build."""
WORDS = ("次のとおり定めます", "次の各条のとおり定めます")
BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict")


@dataclass(frozen=True)
class Scenario:
    """A build of the project after something has, or has not, happened since the build before it."""

    name: str
    happen: Callable[[Path], None]
    days: int = 0  # since `TODAY`


@dataclass(frozen=True)
class Measured:
    """The runs of a tool in a scenario, one a round."""

    tool: str
    scenario: str
    runs: tuple[Run, ...]
    pages: int  # texts, histories and comparisons in the site
    differs: str | None = None  # where it differs from a build without a cache: "" nowhere, None not looked at


def cold(root: Path) -> None:
    """Leave nothing of an earlier build."""
    put_aside(root / CACHE, root / "site")


def edit(root: Path, old: str = WORDS[0], new: str = WORDS[1]) -> None:
    """Change a word of a living text."""
    file = root / "docs" / f"{EDITED}.md"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def change_fact(root: Path) -> None:
    """Appoint a new representative as of today."""
    (root / "company.yml").write_text(corpora.company(TODAY), encoding="utf-8")


def restore(root: Path) -> None:
    """Undo what the scenarios change."""
    edit(root, *reversed(WORDS))
    (root / "company.yml").write_text(corpora.company(), encoding="utf-8")


UNCHANGED, ONE_EDITED = "nothing changed", "one living file edited"
SCENARIOS = (
    Scenario("cold", cold),
    Scenario(UNCHANGED, lambda root: None),
    Scenario(ONE_EDITED, edit),
    Scenario("one fact changed", change_fact),
    Scenario("a day passed", lambda root: None, days=1),
)
"""One after the other, each upon the state that the one before it has left."""


def measure(shape: Shape, folder: Path, rounds: int, identity: bool, say: Callable[[str], None]) -> list[Measured]:
    """Build each tool's site in turn, as often as there are rounds.

    Args:
        shape: the size of the project.
        folder: an empty folder; the project is left there under `kaitei`.
        rounds: how often.
        identity: whether to compare each scenario's site with one built without a cache, in the first round.
        say: told what is under way.
    """
    say("writing the corpora")
    root, stock = corpora.kaitei(folder / "kaitei", shape).root, folder / "stock"
    corpora.stock(stock, shape)
    empty = corpora.empty(folder / EMPTY).root
    run(BUILD, empty, empty / "site", environment())  # not counted: the floor of a small change is that of no change
    tools = {tool.name: tool for tool in others.installed()}
    for name, tool in tools.items():
        tool.write(folder / name, shape)
    runs: dict[tuple[str, str], list[Run]] = {}
    differs: dict[str, str] = {}
    for turn in range(rounds):
        say(f"round {turn + 1} of {rounds}")
        put_aside(stock / "site")
        runs.setdefault(("stock", "cold"), []).append(run(BUILD, stock, stock / "site", environment()))
        for name, tool in tools.items():
            put_aside(folder / name / "site")
            runs.setdefault((name, "cold"), []).append(run(tool.command, folder / name, folder / name / "site", {}))
        runs.setdefault((EMPTY, UNCHANGED), []).append(run(BUILD, empty, empty / "site", environment()))
        for scenario in SCENARIOS:
            say(f"  {scenario.name}")
            scenario.happen(root)
            environ = environment(scenario.days)
            runs.setdefault(("kaitei", scenario.name), []).append(run(BUILD, root, root / "site", environ))
            if identity and turn == 0:
                differs[scenario.name] = _differs(root, folder / "again", environ)
        restore(root)
    pages = {"kaitei": sum(kinds(root / "site").values()), EMPTY: 0}
    return [
        Measured(tool, name, tuple(done), pages.get(tool, shape.texts), _told(tool, name, differs))
        for (tool, name), done in runs.items()
    ]


def kinds(site: Path) -> Counter[str]:
    """Count a site's pages of policies by kind; home, search, lists of all policies and stubs are none of them."""
    found = (kind(path.relative_to(site).as_posix()) for path in site.rglob("index.html"))
    return Counter(one for one in found if one)


def kind(path: str) -> str:
    """What of a policy a file is: text, canonical (the text alone), history, comparison; "" for all else."""
    match = re.fullmatch(
        r"(?:en/)?[a-z-]+-\d+/(?:[\d-]{10}/|[\d-]{10}(\.txt)|(history)/|(compare)/.+/)?(?:index\.html)?", path
    )
    if match is None:
        return ""
    return "canonical" if match[1] else "history" if match[2] else "comparison" if match[3] else "text"


def _differs(root: Path, copy: Path, environ: dict[str, str]) -> str:
    """Build from scratch elsewhere; return the first path that differs."""
    put_aside(copy)
    left = shutil.ignore_patterns("site", CACHE.name, ".site.*")
    shutil.copytree(root, copy, symlinks=True, ignore=left)
    run(BUILD, copy, copy / "site", environ | {VARIABLE: ""})
    return difference(root / "site", copy / "site")


def _told(tool: str, scenario: str, differs: Mapping[str, str]) -> str | None:
    return differs.get(scenario) if tool == "kaitei" else None


def environment(days: int = 0) -> dict[str, str]:
    """What a build is told on a day so many after `TODAY`."""
    today = TODAY + dt.timedelta(days)
    compiled = {"PYTHONPATH": str(REPOSITORY / "hooks"), "PYTHONDONTWRITEBYTECODE": ""}  # empty: kept, as is usual
    return {"KAITEI_TODAY": today.isoformat(), "KAITEI_LANG": "en", "NO_MKDOCS_2_WARNING": "1", **compiled}
