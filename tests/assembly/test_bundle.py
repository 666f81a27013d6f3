from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kaitei.assembly import bundle
from kaitei.assembly.bundle import InLocale, Summary
from kaitei.checks.outward import Outward
from kaitei.errors import Problem
from kaitei.programs.feed import FeedEntry
from kaitei.programs.search import InIndexes
from kaitei.text.content import Linked
from kaitei.text.links import Target

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
LINES = st.integers(0, 10_000)


def several(kind: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(kind, max_size=3).map(tuple)


PROBLEMS = several(st.builds(Problem, WORDS, WORDS, LINES, st.dictionaries(WORDS, WORDS, max_size=2)))
LINKS = several(st.builds(Linked, st.builds(Target, WORDS, WORDS), WORDS, LINES))
IN_LOCALE = st.builds(
    InLocale,
    WORDS,
    several(st.tuples(WORDS, WORDS)),
    several(st.builds(FeedEntry, WORDS, WORDS, WORDS)),
    WORDS,
    st.builds(InIndexes, WORDS, WORDS),
)
SUMMARIES = st.builds(
    Summary,
    id=WORDS,
    problems=PROBLEMS,
    warnings=PROBLEMS,
    outward=several(st.builds(Outward, WORDS, st.booleans(), LINKS)),
    anchors=st.dictionaries(WORDS, several(WORDS), max_size=2),
    locales=st.dictionaries(WORDS, IN_LOCALE, max_size=2),
    json=WORDS,
    changed=WORDS,
    next_change=WORDS,
)
STORED = several(st.tuples(WORDS, st.binary(max_size=40)))


@given(SUMMARIES)
def test_a_summary_is_read_as_it_was_written(made: Summary) -> None:
    assert bundle.read_summary(bundle.write_summary(made)) == made


@given(STORED, STORED)
def test_files_and_sheets_are_read_as_they_were_written(
    files: tuple[bundle.Named, ...], sheets: tuple[bundle.Named, ...]
) -> None:
    assert tuple(bundle.read_stored(bundle.write_stored(files))) == files
    assert tuple(bundle.read_stored(bundle.write_stored(sheets))) == sheets


def test_what_is_stored_is_told_apart_by_its_length_alone() -> None:
    files = (("a.html", b"\n"), ("b.html", b""), ("c/d.txt", b'[{"id": ""}, []]\n'), ("e", "改定\n".encode()))
    sheets = (("ja", b"{}"), ("ja", b"\n[]"), ("en", b""))
    assert tuple(bundle.read_stored(bundle.write_stored(files))) == files
    assert tuple(bundle.read_stored(bundle.write_stored(sheets))) == sheets
