"""Several versions brought in at once: files, a folder of them, the commits of one, Open Terms Archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import word
from tests.support.repository import Repository, identify, repository


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project")


def test_six_versions_in_three_encodings_and_two_formats(made: Repository, tmp_path: Path) -> None:
    texts = [f"会員規約\n\n第1条（会費）\n会費は{year}円とします。\n" for year in range(2018, 2024)]
    codecs = ["cp932", "euc_jp", "utf-8"]
    given = []
    for at, text in enumerate(texts):
        year = 2018 + at
        if at < 3:
            (tmp_path / f"{at}.txt").write_bytes(text.encode(codecs[at]))
            given.append(f"{year}-04-01={tmp_path / f'{at}.txt'}")
        else:
            lines = text.split()
            data = word.made({"paragraphs": [{"text": line} for line in (*lines, f"令和{year - 2018}年4月1日改定")]})
            (tmp_path / f"{at}.docx").write_bytes(data)
            given.append(str(tmp_path / f"{at}.docx"))
    told = made.kaitei("import", "members", "--yes", *given)
    assert (told.code, told.err) == (0, "")
    revisions = made.load().registry.policies["members"].revisions
    assert [one.date for one in revisions] == [f"{year}-04-01" for year in range(2023, 2017, -1)]
    assert {one.event for one in revisions} == {"revised"}
    assert all(one.held for one in revisions)
    assert (made.kaitei("check", "--base", "main").err, made.kaitei("lock").code) == ("", 0)


def test_a_folder_of_dated_files(made: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("2019-04-01.txt", "規約（令和4年4月1日）.txt", "memo.xls"):
        (folder / name).write_text(f"会員規約\n\n{name}の本文です。\n", encoding="utf-8")
    assert made.kaitei("import", "members", str(folder)).code == 1
    assert made.kaitei("import", "members", "--yes", str(folder)).code == 0
    assert [one.date for one in made.load().registry.policies["members"].revisions] == ["2022-04-01", "2019-04-01"]
    assert made.kaitei("import", "others", str(made.root / "docs/privacy/none")).code == 1


def test_the_commits_of_a_file(made: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "--quiet", "--initial-branch=main")
    identify(other)
    body = "会員規約\n\n第1条（会費）\n会費は{}円です。\n{}"
    for at, (name, text) in enumerate(
        [
            ("a.md", body.format(1, "")),
            ("a.md", body.format(2, "\n2020年5月1日改定\n")),
            ("a.md", body.format(3, "\n2020年5月1日改定\n")),
            ("terms.md", body.format(3, "\n2020年5月1日改定\n2021年6月1日改定\n")),
        ]
    ):
        (other.root / "a.md").unlink(missing_ok=True)
        other.write({name: text})
        other.git("add", "--all")
        other.git("commit", "--quiet", "--date", f"2019-0{at + 1}-10T00:00:00Z", "--message", "x")
    told = made.kaitei("import", "members", "--git", str(other.root), "terms.md")
    assert told.code == 1
    assert "is of 2020-05-01 too" in told.err
    assert made.kaitei("import", "members", "--yes", "--git", str(other.root), "terms.md").code == 0
    found = made.load().registry.policies["members"]
    assert [one.date for one in found.revisions] == ["2021-06-01", "2020-05-01", "2019-01-10"]
    assert "会費は3円" in made.read("docs/members/2020-05-01.md")
    assert made.kaitei("import", "others", "--git", str(other.root), "none.md").code == 1
    assert made.kaitei("import", "others", "--git", str(tmp_path), "a.md").code == 1


def test_a_folder_of_open_terms_archive(made: Repository, tmp_path: Path) -> None:
    for name, text in {
        "2021-03-05T10-20-30Z.md": "# Terms\n\nOne.\n",
        "2022-03-05T10-20-30Z.md": "# Terms\n\nTwo.\n\nLast updated: February 1, 2022\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert made.kaitei("import", "members", "--yes", "--versions", str(tmp_path)).code == 0
    found = made.load().registry.policies["members"].revisions
    assert [one.date for one in found] == ["2022-02-01", "2021-03-05"]
