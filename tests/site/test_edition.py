from __future__ import annotations

import hashlib

import pytest

from kaitei.errors import KaiteiError
from kaitei.site.edition import Edition
from tests.support.cases import problems
from tests.support.small import day, edition, frozen, living, site

COMPANY = """\
company:
  name:
    - 旧社
    - {from: 2023-06-01, value: 新社}
"""
REVISIONS = (
    "- {date: 2024-01-01, summary: 改定}\n- {date: 2023-01-01, summary: 改定}\n"
    "- {date: 2022-02, summary: 制定, text: not-held}"
)
NEWER = "１．{{ company.name }}の目的\n２．提供\n"


def made(date: str, newer: str = NEWER, today: str = "2026-01-01") -> Edition:
    return both(newer, today)[date == "2024-01-01"]


def both(newer: str = NEWER, today: str = "2026-01-01") -> tuple[Edition, Edition]:
    """Both texts, the older first."""
    files = {
        "privacy.md": living(REVISIONS, newer),
        "privacy/2023-01-01.md": frozen("１．{{ company.name }}の目的\n\n{{ dates }}\n"),
    }
    of = site(files, today, COMPANY)
    return edition(of, "2023-01-01"), edition(of, "2024-01-01")


def test_the_digest_is_that_of_the_canonical_text() -> None:
    one = made("2024-01-01")
    assert one.sha256 == hashlib.sha256(one.canonical.encode("utf-8")).hexdigest()


def test_the_canonical_text_has_the_facts_of_the_first_day() -> None:
    assert "旧社の目的" in made("2023-01-01").canonical
    assert "新社の目的" in made("2024-01-01").canonical


def test_the_text_as_it_stood_on_another_day_has_the_facts_of_that_day() -> None:
    one = made("2023-01-01")
    assert "新社の目的" in one.canonical_on(day("2023-06-01"))
    assert one.canonical_on(day("2023-05-31")) == one.canonical


def test_a_text_lists_the_day_of_its_revision_alone() -> None:
    lines = made("2023-01-01").canonical_on(day("2030-01-01")).splitlines()
    assert [line for line in lines if line.startswith("20")] == ["2023-01-01"]


def test_the_day_of_the_site_touches_nothing() -> None:
    assert made("2024-01-01").sha256 == made("2024-01-01", today="2030-01-01").sha256


def test_an_edition_is_compared_with_an_older_one() -> None:
    older, newer = both()
    counts = newer.since(older).counts
    assert (counts["changed"], counts["added"]) == (1, 1)
    assert newer.since(older) is newer.since(older)
    assert newer.since(newer).counts["unchanged"] == len(newer.since(newer).rows)


def test_the_lines_of_a_clause_read_as_on_the_day_asked_for() -> None:
    older, _ = both()
    place = next(at for at, node in enumerate(older.nodes[1:]) if node.own.anchor == "c1")
    assert (
        older.lines_with(place, older.facts.as_of(older.revision.day))
        == older.nodes[place + 1].own.lines
        == (("旧社の目的",),)
    )
    assert older.lines_with(place, older.facts.as_of(day("2024-01-01"))) == (("新社の目的",),)


def test_two_editions_of_the_same_words_are_not_the_same() -> None:
    (_, one), (_, other) = both(), both()
    assert one.canonical == other.canonical
    assert one != other


def test_what_no_page_may_contain_is_told_when_the_text_is_read() -> None:
    one = made("2024-01-01", "<script>1</script>\n")
    assert one.text.title
    with pytest.raises(KaiteiError) as error:
        _ = one.reading
    assert problems(error) == ["element_forbidden 9"]


def test_a_gist_is_in_no_canonical_text_no_record_and_no_comparison() -> None:
    gist = "/// gist\n{{ company.name }}が集めます。\n///\n"
    noted = f"１．{{{{ company.name }}}}の目的\n{gist}２．提供\n\n{gist}"
    plain, with_gists = made("2024-01-01"), made("2024-01-01", noted)
    assert with_gists.content.document.gists
    assert with_gists.canonical == plain.canonical
    assert with_gists.shown_digest(day("2024-01-01")) == plain.shown_digest(day("2024-01-01"))
    assert {row.change for row in with_gists.since(plain).rows} == {"unchanged"}


def test_a_gist_that_is_put_in_or_changed_leaves_the_wording_as_recorded() -> None:
    first, second = (f"１．甲\n/// gist\n{said}\n///\n２．乙\n" for said in ("一", "二"))
    assert (
        made("2024-01-01", first).wording
        == made("2024-01-01", second).wording
        == made("2024-01-01", "１．甲\n２．乙\n").wording
    )
    assert made("2024-01-01", first).wording != made("2024-01-01", first.replace("甲", "丙")).wording


def test_what_is_struck_out_put_in_or_defined_is_compared() -> None:
    old = "１．料金は千円です。\n\n/// define\n会員\n\n- 承認した者\n///\n"
    new = "１．料金は~~千円~~^^二千円^^です。\n\n/// define\n会員\n\n- 承認した個人\n///\n"
    rows = made("2024-01-01", new).since(made("2024-01-01", old)).rows
    told = ["".join(f"⟦{text}⟧" if op == "+" else text for op, text in row.new.segments) for row in rows if row.new]
    assert told == ["個人情報の取扱い", "１．料金は⟦~~千円~~^^二千円^^⟧です。", "会員\n: 承認した⟦個人⟧"]
