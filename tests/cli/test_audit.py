"""The paper for an audit as an editor asks for it: a table for a spreadsheet, a page to print."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kaitei.wording.words import words
from tests.support.pages import Page
from tests.support.repository import Repository, project, repository

FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1", "＝1+1", "＋1", "－1", "＠A")
BOM = "\ufeff"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A site whose terms had another name, and whose titles are hostile."""
    made = repository(tmp_path_factory.mktemp("audit") / "project")
    made.edit(
        ("docs/terms.md", "title: 利用規約\nkind: terms\n", 'title: "=1+1"\nkind: terms\naliases: [old/terms]\n'),
        ("docs/privacy.md", "title: 約束", 'title: "<script>alert(1)</script>"'),
    )
    made.commit("<img src=x onerror=alert(1)> (#7)")
    return made


def table(text: str) -> list[dict[str, str]]:
    """The rows of a table, by its headings."""
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_table_has_headings_in_the_language_of_messages(made: Repository, lang: str) -> None:
    told = made.kaitei("audit", lang=lang)
    assert (told.code, told.err) == (0, "")
    t = words(lang)
    found = [(one[t("audit_policy")], one[t("audit_revision")], one[t("audit_language")]) for one in table(told.out)]
    assert found == [
        ("guide", "2027-04-01", "ja"),
        ("privacy", "2025-04-01", "ja"),
        ("privacy", "2025-04-01", "en"),
        ("privacy", "2022-04-01", "ja"),
        ("privacy", "2022-04-01", "en"),
        ("terms", "2024-04-01", "ja"),
    ]


@pytest.mark.parametrize("id_", ["terms", "old/terms"])
def test_one_policy_is_named_by_its_id_or_a_former_one(made: Repository, id_: str) -> None:
    (row,) = table(made.kaitei("audit", id_).out)
    assert (row["Policy"], row["Title"], row["State"]) == ("terms", "'=1+1", "In force")


@pytest.mark.parametrize("words_", FORMULAS)
def test_no_cell_becomes_a_formula(words_: str, tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    written = words_.replace("\t", "\\t").replace("\n", "\\n")
    made.edit(("docs/terms.md", "summary:", f'decided: {{by: "{written}", ref: a=b}}, summary:'))
    (row,) = table(made.kaitei("audit", "terms").out)
    assert (row["Decided by"], row["Reference"]) == (f"'{words_}", "a=b")


def test_a_file_is_written_as_it_would_be_printed(made: Repository, tmp_path: Path) -> None:
    for form in ("csv", "html"):
        place = tmp_path / f"audit.{form}"
        told = made.kaitei("audit", "--format", form, "-o", str(place))
        assert (told.code, told.out, told.err) == (0, f"{place}\n", "")
        written = place.read_bytes().replace(b"\r\n", b"\n")  # as click's runner has it
        assert written == made.kaitei("audit", "--format", form).out.encode()
    assert (tmp_path / "audit.csv").read_bytes().count(b"\r\n") == 7


def test_nothing_is_written_on_failure(made: Repository, tmp_path: Path) -> None:
    before = made.files()
    place = tmp_path / "audit.csv"
    told = made.kaitei("audit", "nothing", "-o", str(place))
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("There is no policy “nothing”.")
    told = made.kaitei("audit", "-o", str(tmp_path / "no" / "folder.csv"))
    assert (told.code, told.out) == (1, "")
    assert "cannot be written" in told.err
    assert list(tmp_path.iterdir()) == []
    assert made.files() == before


@pytest.mark.parametrize("arguments", [["--format", "pdf"], ["terms", "privacy"], ["-o", ""]])
def test_wrong_usage_ends_with_2(made: Repository, arguments: list[str]) -> None:
    told = made.kaitei("audit", *arguments)
    assert (told.code, told.out) == (2, "")
    assert "Usage: kaitei audit" in told.err


def test_what_the_paper_lacks_is_told_beside_a_table_and_on_a_page(made: Repository, tmp_path: Path) -> None:
    made.git("clone", "--quiet", "--depth=1", made.root.as_uri(), str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow")
    told = shallow.kaitei("audit")
    assert (told.code, len(told.err.splitlines())) == (0, 1)
    assert told.err.startswith("This clone is shallow")
    assert told.err.strip() in Page(shallow.kaitei("audit", "--format", "html").out).text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_stands_alone(made: Repository, lang: str, tmp_path: Path) -> None:
    place = tmp_path / "audit.html"
    assert made.kaitei("audit", "--format", "html", "-o", str(place), lang=lang).code == 0
    page = Page(place.read_text(encoding="utf-8"))
    assert page.lang == lang
    assert "<script>alert(1)</script>" in page.text
    assert list(page.links()) == []
