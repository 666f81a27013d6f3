"""What the corpus of typing counts as found, right and invented."""

from __future__ import annotations

import pytest

from tests.bench.typing import outlined, report, score, together

TEXT = "## 第1条（目的）\n\n1. 甲\n2. 乙\n\n## 第2条\n\n丙"
OUTLINE = "c1 第1条 （目的）\n  c1-1 1. 甲\n  c1-2 2. 乙\nc2 第2条\n"


def counts(outline: str, text: str = TEXT) -> tuple[int, int, int, int]:
    """Clauses of the outline, those found, those right, and those invented."""
    one = score({"text": text, "outline": outline})
    return len(one.pairs), one.found, one.right, len(one.invented)


def test_an_outline_gives_each_clause_the_one_above_it() -> None:
    entries = outlined("c1 Article 1. （甲）\n  甲 - 甲\nc2 Section 2.1. 乙\n")
    assert [(one.anchor, one.above, one.number) for one in entries] == [
        ("c1", "", "Article1."),
        ("甲", "c1", ""),
        ("c2", "", "Section2.1."),
    ]


@pytest.mark.parametrize("outline", ["c1", "c1 1. 甲\n    c1-1 (1) 乙\n", "  c1 1. 甲\n"])
def test_an_outline_with_a_line_that_is_none_is_refused(outline: str) -> None:
    with pytest.raises(ValueError, match="c1"):
        outlined(outline)


def test_all_clauses_in_their_places_are_right() -> None:
    assert counts(OUTLINE) == (4, 4, 4, 0)


def test_a_clause_that_the_outline_lacks_is_invented() -> None:
    assert counts(OUTLINE.replace("  c1-2 2. 乙\n", "")) == (3, 3, 3, 1)


def test_a_clause_that_is_not_in_the_text_is_missing() -> None:
    assert counts(OUTLINE + "c3 第3条 丁\n") == (5, 4, 4, 0)


def test_a_clause_elsewhere_is_found_and_not_right() -> None:
    assert counts(OUTLINE.replace("  c1-2 2.", "c1-2 2.")) == (4, 4, 3, 0)
    assert counts(OUTLINE.replace("c1-2 2.", "c1-3 2.")) == (4, 4, 3, 0)


def test_another_number_or_other_words_are_another_clause() -> None:
    assert counts(OUTLINE.replace("2. 乙", "3. 乙")) == (4, 3, 3, 1)
    assert counts(OUTLINE.replace("2. 乙", "2. 丙")) == (4, 3, 3, 1)


def test_a_caption_has_to_be_there_before_or_after_the_words() -> None:
    outline = "c1 第1条 （目的）甲は"
    assert counts(outline, "第1条（目的）\n甲は乙とする。")[2] == 1
    assert counts(outline, "第1条　甲は乙とする。（目的）")[2] == 1
    assert counts(outline, "第1条　甲は乙とする。")[2] == 0


def test_what_is_wrong_is_told() -> None:
    one = score({"text": TEXT, "outline": OUTLINE.replace("2. 乙", "2. 丙").replace("c2 ", "c3 ")})
    assert one.told() == "\n".join(
        [
            "  missing  c1-2 (in c1) 2. 丙",
            "  wrong    c3 (in none) 第2条 ",
            "    found  c2 (in none) 第2条 丙",
            "  invented c1-2 (in c1) 2. 乙",
        ]
    )


def test_warnings_are_held_against_the_lines_at_which_one_is_right() -> None:
    case = {"text": "1. 甲\n3. 乙", "outline": "c1 1. 甲\nc3 3. 乙\n"}
    assert (score(case).false, score(case).silent) == (1, 0)
    assert (score(case | {"warnings": [2]}).false, score(case | {"warnings": [1, 2]}).silent) == (0, 1)


def test_scores_are_summed() -> None:
    one = score({"text": TEXT, "outline": OUTLINE})
    assert together([one, one]).right == 8


def test_both_halves_are_reported() -> None:
    assert [line.split()[0] for line in report().splitlines()[3:]] == ["read", "apart"]
