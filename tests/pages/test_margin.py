"""What stands above printed sheets: it never wraps, since its lines are short enough, and nothing of it is lost."""

from __future__ import annotations

from kaitei.pages.margin import lines

COMPANY, TITLE = "株式会社はるなぎ文具", "利用規約"
STATE = ("2026年11月28日現在 現行（2026年12月31日まで）", "施行 2025年4月1日", "2025年5月1日訂正（第3条）")


def test_whose_and_which_stand_above_state_and_days() -> None:
    assert lines("　", (COMPANY, TITLE), STATE[:2]) == f"{COMPANY}　{TITLE}\n{STATE[0]}　{STATE[1]}"


def test_parts_for_which_there_is_no_room_begin_another_line() -> None:
    assert lines("　", STATE[:2] + STATE[2:] * 2) == f"{'　'.join(STATE)}\n{STATE[2]}"
    assert lines("　", ("社" * 40, "規" * 40)) == f"{'社' * 40}\n{'規' * 40}"


def test_latin_takes_less_room() -> None:
    assert lines(" · ", ("a" * 50, "b" * 50)) == f"{'a' * 50} · {'b' * 50}"


def test_a_part_longer_than_a_line_is_shortened() -> None:
    assert lines("　", ("規" * 80,)) == f"{'規' * 59}…"


def test_what_is_not_known_leaves_no_gap() -> None:
    assert lines("　", ("", TITLE), ()) == TITLE
