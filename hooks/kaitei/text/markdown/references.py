"""Links within a page that lead nowhere, and anchors that stand twice, with the lines on which they are typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote

from kaitei.text.markdown.document import Diagnostic
from kaitei.text.markdown.numerals import COUNT

_LINK = re.compile(r"[(<\"'=:][ \t]{0,9}#([^\s()<>\"']{1,500})")
_ANCHOR = re.compile(r"(?:#|(?:id|name)[ \t]{0,9}=[ \t]{0,9}[\"']?)([^\s{}<>\"']{1,500})")
_STEP = re.compile(r"[-_]")  # what may have been typed instead of a branch's "no": c14-2 for c14no2
_COUNT = COUNT.pattern
_HEADED = re.compile(
    rf"第?(?P<number>{_COUNT})(?P<rank>[編章節款目条])?(?P<branches>(?:の{_COUNT})*)"
    rf"|(?P<word>part|chapter|section|article)-(?P<count>[0-9]{{1,3}})(?![0-9])"
)
_STEPS = {"編": "pt", "章": "ch", "節": "s", "款": "ss", "目": "dv", "part": "pt", "chapter": "ch", "section": "s"}
_ALWAYS = frozenset({"", "top"})  # HTML gives these to every page
_MOST_GUESSES = 50  # beyond that many dead links the nearest name is not looked for


def unknown_anchors(text: str, targets: Iterable[str], known: Collection[str]) -> list[Diagnostic]:
    """Report every link to an anchor that the page does not have, with the nearest that it has."""
    missing = dict.fromkeys(target for target in targets if unquote(target) not in known and target not in _ALWAYS)
    if not missing:
        return []
    typed = _lines(_LINK, text)
    candidates = sorted(known)
    remarks = []
    for count, target in enumerate(missing):
        name = unquote(target)
        near = meant(name, candidates) if count < _MOST_GUESSES else ""
        params = {"anchor": name, "nearest": near}
        remarks += [Diagnostic(line, "unknown_anchor", params) for line in typed.get(name, [1])]
    return remarks


def meant(name: str, known: Collection[str]) -> str:
    """The known anchor that was probably meant, "" for none.

    A branch (第14条の2) goes first: "c14-2" or "c14の2" → "c14no2", if that is known; then what hosting platforms make
    of a heading in their previews: "第2条届出" → "c2", "article-1-scope" → "c1"; else the nearest name is taken.
    """
    plain = unicodedata.normalize("NFKC", name)
    branches = [
        plain.replace("の", "no"),
        *(plain[: at.start()] + "no" + plain[at.end() :] for at in _STEP.finditer(plain)),
    ]
    found = [branch for branch in branches if branch in known and "no" in branch]
    found = found or _headed(plain, known)
    return (found or difflib.get_close_matches(name, sorted(known), 1, 0.5) or [""])[0]


def _headed(name: str, known: Collection[str]) -> list[str]:
    """The known anchors of the clause whose number a heading's own name begins with, the shortest first."""
    found = _HEADED.match(name)
    if not found:
        return []
    typed = [found["number"] or found["count"], *re.findall(_COUNT, found["branches"] or "")]
    number = "no".join(str(COUNT.read(one)) for one in typed)
    rank = found["rank"] or found["word"]
    steps = [f"{_STEPS.get(rank, 'c')}{number}", *([f"c{number}"] if rank == "section" else [])]
    held = [one for one in known if one.rpartition("-")[2] in steps]
    return sorted(held, key=lambda one: (steps.index(one.rpartition("-")[2]), len(one), one))


def duplicate_anchors(text: str, anchors: Iterable[str], named: Collection[str]) -> list[Diagnostic]:
    """Report anchors given to paragraphs or in HTML that stand twice or are a clause's as well."""
    counts = Counter(anchors)
    twice = [anchor for anchor, count in counts.items() if count > 1 or anchor in named]
    typed = _lines(_ANCHOR, text) if twice else {}
    return [Diagnostic(typed.get(anchor, [1])[-1], "duplicate_anchor", {"anchor": anchor}) for anchor in twice]


def _lines(pattern: re.Pattern[str], text: str) -> Mapping[str, list[int]]:
    """Map every name that the pattern finds to its lines."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for name in pattern.findall(line) if "#" in line or "=" in line else ():
            found.setdefault(unquote(name), []).append(number)
    return found
