from __future__ import annotations

from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.policy.policy import Revision
from tests.support.cases import cases, load, told
from tests.support.small import day, frozen, living, policy, registry, translated

HEAD = "---\ntitle: 規約\nkind: terms"
ONE = "- {date: 2023-12-20, summary: 制定}"
TWO = "- {date: 2023-12-20, summary: 改定}\n- {date: 2022-02-01, summary: 制定}"


@pytest.mark.parametrize("case", cases("registry", "wrong"))
def test_what_makes_no_policy_is_told(case: dict[str, Any]) -> None:
    files = {name: text.replace("<head>", HEAD) for name, text in case["files"].items()}
    with pytest.raises(KaiteiError) as error:
        registry(files)
    assert [f"{problem.file} {told(problem)}" for problem in error.value.problems] == case["problems"]


@pytest.mark.parametrize(("name", "key"), load("registry")["ids"].items())
def test_ids_that_clash_with_the_site_are_refused(name: str, key: str) -> None:
    with pytest.raises(KaiteiError) as error:
        registry({name: living(ONE)})
    assert [problem.key for problem in error.value.problems] == [key]
    assert error.value.problems[0].file == f"docs/{name}"


@pytest.mark.parametrize("name", load("registry")["good-ids"])
def test_an_id_is_the_path_without_suffix(name: str) -> None:
    made = registry({name: living(ONE)})
    assert list(made.policies) == [name.removesuffix(".md")]
    assert policy(made, name.removesuffix(".md")).address == f"/{name.removesuffix('.md')}/"


def test_a_policy_with_one_revision_has_its_text_in_the_living_file() -> None:
    made = policy(registry({"privacy.md": living(ONE, "本文\n")}))
    (text,) = made.texts.values()
    assert (text.title, text.body, text.body_line, text.living) == ("個人情報の取扱い", "本文\n", 7, True)
    assert (text.file, text.locale, text.date) == ("docs/privacy.md", "ja", day("2023-12-20"))
    assert [(r.date, r.event, r.users, r.line) for r in made.revisions] == [("2023-12-20", "enacted", "notify", 5)]


def test_an_older_revision_has_its_text_in_its_frozen_file() -> None:
    made = policy(registry({"privacy.md": living(TWO), "privacy/2022-02-01.md": frozen("旧\n", "旧い題")}))
    text = made.texts["ja", day("2022-02-01")]
    assert (text.title, text.body, text.body_line, text.living, text.file) == (
        "旧い題",
        "旧\n",
        4,
        False,
        "docs/privacy/2022-02-01.md",
    )
    assert [revision.event for revision in made.revisions] == ["revised", "enacted"]


def test_of_a_frozen_copy_only_the_title_counts() -> None:
    """Freezing is a copy, so the copy's own list of revisions goes on saying what it said."""
    copy = living("- {date: 2022-02-01, summary: 古い要約, foo: bar}", "旧\n", "旧い題", "kind: cookies\n")
    made = policy(registry({"privacy.md": living(TWO), "privacy/2022-02-01.md": copy}))
    assert made.texts["ja", day("2022-02-01")].title == "旧い題"
    assert made.revisions[1].summary == "制定"


def test_the_newest_text_may_be_frozen_already_when_it_is_the_same() -> None:
    made = policy(registry({"privacy.md": living(ONE, "本文\n"), "privacy/2023-12-20.md": frozen("本文\n")}))
    assert made.texts["ja", day("2023-12-20")].living


def test_translations_stand_beside_the_texts_that_they_render() -> None:
    made = policy(
        registry(
            {
                "privacy.md": living(TWO),
                "privacy/2022-02-01.md": frozen(),
                "privacy.en.md": translated("2022-02-01", "The text.\n"),
            }
        )
    )
    assert {key: text.living for key, text in made.texts.items()} == {
        ("ja", day("2023-12-20")): True,
        ("ja", day("2022-02-01")): False,
        ("en", day("2022-02-01")): True,
    }


def test_frozen_translations_need_nothing_but_a_title() -> None:
    files = {
        "privacy.md": living(TWO),
        "privacy/2022-02-01.md": frozen(),
        "privacy/2022-02-01.en.md": frozen("Old.\n", "Privacy"),
    }
    assert policy(registry(files)).texts["en", day("2022-02-01")].body == "Old.\n"


def test_a_lost_text_needs_no_file() -> None:
    revisions = (
        "- {date: 2023-12-20, summary: 改定}\n- {date: 2022-02, summary: 改定, text: not-held}\n"
        "- {date: '2021', summary: 制定, text: not-held}"
    )
    made = policy(registry({"privacy.md": living(revisions)}))
    assert [(r.date, r.day, r.held, r.pdf) for r in made.revisions] == [
        ("2023-12-20", day("2023-12-20"), True, ""),
        ("2022-02", day("2022-02-01"), False, ""),
        ("2021", day("2021-01-01"), False, ""),
    ]


def test_a_text_kept_as_pdf_needs_no_file() -> None:
    revisions = "- {date: 2023-12-20, summary: 改定}\n- {date: 2022-02-01, summary: 制定, text: /archive/2022.pdf}"
    made = policy(registry({"privacy.md": living(revisions)}))
    assert (made.revisions[1].held, made.revisions[1].pdf) == (False, "/archive/2022.pdf")


def test_a_partial_date_after_a_day_within_it_begins_on_the_next_day() -> None:
    revisions = "- {date: '2022', summary: 改定, text: not-held}\n- {date: 2022-03-31, summary: 制定, text: not-held}"
    made = policy(registry({"privacy.md": living(revisions, "")}))
    assert [str(r.day) for r in made.revisions] == ["2022-04-01", "2022-03-31"]


def test_a_month_within_a_year_follows_it() -> None:
    revisions = "- {date: 2022-03, summary: 改定, text: not-held}\n- {date: '2022', summary: 制定, text: not-held}"
    made = policy(registry({"privacy.md": living(revisions, "")}))
    assert [str(r.day) for r in made.revisions] == ["2022-03-01", "2022-01-01"]


def test_a_repealed_policy_keeps_its_last_text_in_the_living_file() -> None:
    revisions = "- {date: 2024-03-31, summary: 廃止, event: repealed}\n- {date: 2023-12-20, summary: 制定}"
    made = policy(registry({"privacy.md": living(revisions, "最後の本文\n")}))
    assert {text.date: text.body for text in made.texts.values()} == {day("2023-12-20"): "最後の本文\n"}
    assert [(r.event, r.held) for r in made.revisions] == [("repealed", False), ("enacted", True)]


def test_a_repealed_policy_may_have_its_last_text_frozen() -> None:
    revisions = "- {date: 2024-03-31, summary: 廃止, event: repealed}\n- {date: 2023-12-20, summary: 制定}"
    made = policy(registry({"privacy.md": living(revisions, "\n"), "privacy/2023-12-20.md": frozen("最後\n")}))
    assert made.texts["ja", day("2023-12-20")].body == "最後\n"


def test_everything_that_a_revision_says_is_read() -> None:
    made = policy(
        registry(
            {
                "privacy.md": living(
                    "- date: 2023-12-20\n  adopted: 2023-11-10\n  announced: 2023-11-20\n"
                    "  summary: {ja: 新設, en: New}\n  reason: 法改正\n"
                    "  remarks: {c8: 移動}\n  users: consent\n  event: enacted\n  corrections:\n"
                    "    - {date: 2024-01-10, summary: 訂正, before: 誤, after: 正}\n"
                    "    - {date: 2024-01-11, summary: 訂正, before: teh, after: the, count: 2, locale: en}"
                )
            }
        )
    )
    (revision,) = made.revisions
    assert isinstance(revision, Revision)
    assert (revision.adopted, revision.announced) == (day("2023-11-10"), day("2023-11-20"))
    assert (revision.summary, revision.reason, revision.remarks) == (
        {"ja": "新設", "en": "New"},
        "法改正",
        {"c8": "移動"},
    )
    assert (revision.users, revision.event) == ("consent", "enacted")
    assert [(c.date, c.before, c.after, c.count, c.locale) for c in revision.corrections] == [
        (day("2024-01-10"), "誤", "正", 1, ""),
        (day("2024-01-11"), "teh", "the", 2, "en"),
    ]


def test_a_revision_may_be_announced_on_its_first_day() -> None:
    made = policy(registry({"privacy.md": living("- {date: 2023-12-20, announced: 2023-12-20, summary: 制定}")}))
    assert made.revisions[0].announced == made.revisions[0].day


def test_kinds_aliases_and_successor_are_read() -> None:
    files = {
        "privacy.md": living(
            ONE, head="kind: [privacy, external-transmission]\naliases: [old/privacy, pp]\nsuccessor: shop/privacy\n"
        ),
        "shop/privacy.md": living(ONE),
    }
    made = policy(registry(files))
    assert (made.kinds, made.aliases, made.successors) == (
        ("privacy", "external-transmission"),
        ("old/privacy", "pp"),
        ("shop/privacy",),
    )
    assert policy(registry(files), "shop/privacy").kinds == ("privacy",)


def test_policies_come_in_order_of_their_ids() -> None:
    assert list(registry({f"{name}.md": living(ONE) for name in ("terms", "a/b", "privacy")}).policies) == [
        "a/b",
        "privacy",
        "terms",
    ]


def test_any_other_file_is_a_page() -> None:
    made = registry(
        {
            "about.md": "---\ntitle: 案内\ntags: [店]\nhide: {a: 1}\n---\n{{ company.name }} {{a}} {{ company.name}}\n",
            "index.en.md": "# Home\n",
            "shop/index.md": "店\n",
        },
        ("a.png",),
    )
    assert [(p.path, p.stem, p.locale, p.title, p.names) for p in made.pages] == [
        ("about.md", "about", "ja", "案内", ("company.name", "a")),
        ("index.en.md", "index", "en", "Home", ()),
        ("shop/index.md", "shop/index", "ja", "index", ()),
    ]
    assert (made.policies, made.assets) == ({}, ("a.png",))


def test_a_page_is_found_by_its_place_and_its_locale() -> None:
    made = registry({"index.en.md": "# Home\n", "shop/README.md": "店\n", "shop/about.md": "案内\n"})
    found = {
        (place, code): made.page(place, code) for place in ("index", "shop/index", "shop") for code in ("ja", "en")
    }
    assert {key: page.file for key, page in found.items() if page} == {
        ("index", "en"): "docs/index.en.md",
        ("shop/index", "ja"): "docs/shop/README.md",
    }


def test_a_revision_is_found_by_its_day() -> None:
    made = policy(registry({"privacy.md": living(TWO), "privacy/2022-02-01.md": frozen()}))
    assert made.revision(day("2022-02-01")).summary == "制定"


def test_a_missing_text_is_told_with_the_name_that_it_should_have() -> None:
    with pytest.raises(KaiteiError) as error:
        registry({"shop/terms.md": living(TWO)})
    assert error.value.problems[0].params == {"date": "2022-02-01", "expected": "docs/shop/terms/2022-02-01.md"}
