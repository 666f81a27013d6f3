from __future__ import annotations

import pickle

import pytest

from kaitei.errors import KaiteiError, Problem, fail


def test_a_problem_gets_the_place_that_it_lacks() -> None:
    assert Problem("date_twice").at("docs/a.md", 3) == Problem("date_twice", "docs/a.md", 3)


def test_a_problem_keeps_the_place_that_it_has() -> None:
    assert Problem("date_twice", "docs/a.md", 3).at("docs/b.md", 9) == Problem("date_twice", "docs/a.md", 3)


def test_a_problem_with_a_file_can_still_be_given_a_line() -> None:
    assert Problem("date_twice", "docs/a.md").at("docs/b.md", 9) == Problem("date_twice", "docs/a.md", 9)


def test_an_error_tells_each_problem_once_in_the_order_found() -> None:
    first, second = Problem("yaml_tag", "a.md", 2), Problem("yaml_key", "a.md", 1)
    assert KaiteiError([first, second, first, second]).problems == (first, second)


def test_the_same_problem_on_two_lines_is_two_problems() -> None:
    assert len(KaiteiError([Problem("yaml_tag", "a.md", 2), Problem("yaml_tag", "a.md", 3)]).problems) == 2


def test_fail_makes_texts_of_its_values() -> None:
    with pytest.raises(KaiteiError) as error:
        raise fail("yaml_duplicate", "a.md", 4, key="title", first=2)
    assert error.value.problems == (Problem("yaml_duplicate", "a.md", 4, {"key": "title", "first": "2"}),)


def test_an_error_that_escapes_still_names_file_line_and_key() -> None:
    assert str(fail("yaml_tag", "docs/a.md", 7, tag="!x")) == "docs/a.md:7: yaml_tag {'tag': '!x'}"


def test_an_error_comes_whole_from_one_process_to_another() -> None:
    error = KaiteiError([Problem("yaml_tag", "docs/a.md", 7, {"tag": "!x"}), Problem("date_twice")])
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.problems, str(again)) == (KaiteiError, error.problems, str(error))
