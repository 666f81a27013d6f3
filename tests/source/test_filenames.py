from __future__ import annotations

import pytest

from kaitei.errors import KaiteiError
from kaitei.source import filenames
from tests.support.cases import problems

LOCALES = ("ja", "en", "zh-TW")
POLICIES = ("privacy", "shop/terms", "terms", "basic-policy")


def meant(path: str) -> str | None:
    """The name that a file should have; None where its own is right."""
    stem, locale = filenames.read(path, f"docs/{path}", LOCALES, ())
    return filenames.meant(stem, locale, POLICIES, LOCALES)


@pytest.mark.parametrize(
    "name",
    [
        "2022-4-1", "20220401", "2022_04_01", "2022.04.01", "２０２２-０４-０１", "2022−04−01",
        "2022ー04ー01", "2022年4月1日", "令和4年4月1日", "r4-4-1", "R04.04.01", "2022-04-01 (1)", "2022-04-01 のコピー",
        "2022-04-01のコピー", "copy of 2022-04-01", "2022-04-01_2", " 2022-04-01", "2022-04-01 ", "\u200b2022-04-01",
        "2022-04-01-ja", "privacy-2022-04-01", "v2022-04-01", "2022-04-01-faq",
    ],
)  # fmt: skip
def test_a_date_that_is_almost_one_has_its_right_form(name: str) -> None:
    assert meant(f"privacy/{name}.md") == "privacy/2022-04-01.md"


@pytest.mark.parametrize(
    "name", ["2022-04-01-en", "2022-04-01_EN", "2022-04-01 en", "20220401.en", "2022-04-01.en (1)"]
)
def test_a_language_in_the_wrong_place_is_understood(name: str) -> None:
    assert meant(f"shop/terms/{name}.md") == "shop/terms/2022-04-01.en.md"


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("privacy-2022-04-01.md", "privacy/2022-04-01.md"),
        ("shop/terms_20220401.md", "shop/terms/2022-04-01.md"),
        ("privacy-en.md", "privacy.en.md"),
        ("basic-policy-en.md", "basic-policy.en.md"),
        ("basic-policy_2022-4-1.md", "basic-policy/2022-04-01.md"),
        ("basic-policy (2022-04-01) en.md", "basic-policy/2022-04-01.en.md"),
        ("privacy_EN.md", "privacy.en.md"),
        ("shop/terms en.md", "shop/terms.en.md"),
        ("news/2022-4-1.md", "news/2022-04-01.md"),
        ("privacy/2022-04.md", ""),
        ("privacy/2022.md", ""),
        ("privacy/22-04-01.md", ""),
        ("privacy/2022-13-1.md", ""),
        ("privacy.old.md", ""),
        ("privacy.fil.md", ""),
        ("20220401.md", ""),
    ],
)
def test_other_names_that_are_almost_right(path: str, right: str) -> None:
    assert meant(path) == right


@pytest.mark.parametrize(
    "path",
    "about.md about.en.md privacy.md privacy.en.md privacy/faq.md privacy-notice.md terms2022.md v1.2.md iso-27001.md "
    "news/2022-04-01-launch.md news/2022-04.md help/24-7.md privacy/rule-30.md 2023-12.md notes/2022.md".split(),
)
def test_names_of_pages_of_their_own_are_let_be(path: str) -> None:
    assert meant(path) is None


@pytest.mark.parametrize(
    ("path", "problem", "right"),
    [
        ("privacy.MD", "name_near", "docs/privacy.md"),
        ("privacy.md.md", "name_near", "docs/privacy.md"),
        ("a/b.en.Md", "name_near", "docs/a/b.en.md"),
        ("privacy.EN.md", "name_near", "docs/privacy.en.md"),
        ("privacy.zh_tw.md", "name_near", "docs/privacy.zh-TW.md"),
        ("privacy.JA.md", "name_near", "docs/privacy.md"),
        ("privacy.ｅｎ.md", "name_near", "docs/privacy.en.md"),
        ("privacy.ja.md", "default_locale_suffix", None),
        ("privacy.fr.md", "locale_unknown", None),
        ("about.pt-BR.md", "locale_unknown", None),
        ("privacy/2022-04-01.fr.md", "locale_unknown", None),
    ],
)
def test_a_suffix_that_is_almost_one_is_told(path: str, problem: str, right: str | None) -> None:
    with pytest.raises(KaiteiError) as error:
        filenames.read(path, f"docs/{path}", LOCALES, ())
    assert problems(error) == [problem]
    assert error.value.problems[0].params.get("right") == right


def test_a_language_of_former_times_is_known() -> None:
    assert filenames.read("a/2022-04-01.fr.md", "x", LOCALES, ("fr",)) == ("a/2022-04-01", "fr")
