from __future__ import annotations

from pathlib import Path

import pytest

from kaitei.errors import KaiteiError
from kaitei.source.folder import Sources, scan
from kaitei.source.textfile import read_text
from tests.support.cases import load, problems
from tests.support.small import LOCALES


def scanned(root: Path, files: dict[str, bytes]) -> Sources:
    """Write files below docs/ and read that folder."""
    (root / "docs").mkdir(exist_ok=True)
    for name, content in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return scan(root / "docs", root, LOCALES)


@pytest.mark.parametrize(
    ("name", "stem", "locale", "policy_id", "date"),
    [
        ("privacy.md", "privacy", "ja", "privacy", ""),
        ("privacy.en.md", "privacy", "en", "privacy", ""),
        ("privacy/2022-02-01.md", "privacy/2022-02-01", "ja", "privacy", "2022-02-01"),
        ("privacy/2022-02-01.en.md", "privacy/2022-02-01", "en", "privacy", "2022-02-01"),
        ("shop/terms.md", "shop/terms", "ja", "shop/terms", ""),
        ("shop/terms/2022-02-01.md", "shop/terms/2022-02-01", "ja", "shop/terms", "2022-02-01"),
        ("shop/index.md", "shop/index", "ja", "shop/index", ""),
        ("2022-02-01.md", "2022-02-01", "ja", "2022-02-01", "2022-02-01"),
        ("notes/2022-02.md", "notes/2022-02", "ja", "notes/2022-02", ""),
        ("en.md", "en", "ja", "en", ""),
        ("open.md", "open", "ja", "open", ""),
    ],
)
def test_a_name_says_what_a_file_is(
    name: str, stem: str, locale: str, policy_id: str, date: str, tmp_path: Path
) -> None:
    (file,) = scanned(tmp_path, {name: b"a\n"}).markdown
    assert (file.stem, file.locale, file.policy_id, file.frozen_date) == (stem, locale, policy_id, date)
    assert (file.path, file.name) == (name, f"docs/{name}")


def test_files_come_in_the_same_order_on_every_system(tmp_path: Path) -> None:
    names = ["b.md", "a.md", "a/2022-01-01.md", "c/x.md", "a/2021-01-01.md"]
    found = scanned(tmp_path, dict.fromkeys(names, b"x"))
    assert [file.path for file in found.markdown] == ["a.md", "b.md", "a/2021-01-01.md", "a/2022-01-01.md", "c/x.md"]


def test_what_mkdocs_publishes_may_be_there(tmp_path: Path) -> None:
    names = load("files")["published"]
    found = scanned(tmp_path, dict.fromkeys(names, b"\xff\x00"))
    assert set(found.assets) == set(names)
    assert not found.hints


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind in ("secret", "source") for name in load("files")[kind]]
)
def test_what_must_not_be_public_is_refused_by_name(name: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, {f"a/{name}": b"x"})
    assert problems(error) == [f"file_{kind}"]
    (problem,) = error.value.problems
    assert problem.file == f"docs/a/{name}"
    assert problem.params["pattern"]


@pytest.mark.parametrize("name", load("files")["office"])
def test_a_document_that_may_hold_tracked_changes_is_published_and_told_of(name: str, tmp_path: Path) -> None:
    found = scanned(tmp_path, {name: b"x"})
    assert found.assets == (name,)
    assert [(one.key, one.file) for one in found.hints] == [("file_office", f"docs/{name}")]


@pytest.mark.parametrize("name", load("files")["hidden"])
def test_hidden_files_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, {name: b"x"})
    assert problems(error) == ["file_hidden"]


def test_what_desktops_leave_behind_is_passed_over(tmp_path: Path) -> None:
    found = scanned(tmp_path, {".DS_Store": b"x", "a/Thumbs.db": b"x", "a/desktop.ini": b"x", "a.md": b"x"})
    assert ([file.path for file in found.markdown], found.assets) == (["a.md"], ())


def test_the_lock_is_no_source_but_only_at_its_place(tmp_path: Path) -> None:
    assert scanned(tmp_path, {"revisions.lock": b"x"}).assets == ()
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, {"a/revisions.lock": b"x"})
    assert problems(error) == ["file_source"]


def test_links_to_what_is_outside_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "docs" / "b").symlink_to(tmp_path / "folder", target_is_directory=True)
    (tmp_path / "docs" / "c.md").symlink_to(tmp_path / "nothing.md")
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, {})
    assert problems(error) == ["file_symlink"] * 3
    assert [problem.file for problem in error.value.problems] == ["docs/a.md", "docs/b", "docs/c.md"]


def test_a_link_to_a_file_within_is_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "b.md").symlink_to(tmp_path / "docs" / "a.md")
    assert [file.text for file in scanned(tmp_path, {"a.md": "同じ".encode()}).markdown] == ["同じ", "同じ"]


def test_the_suffix_of_the_default_locale_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, {"privacy.ja.md": b"x"})
    assert problems(error) == ["default_locale_suffix"]


def test_every_file_that_is_wrong_is_told(tmp_path: Path) -> None:
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, {"a.md": b"\xff", "b.py": b"", ".c": b"", "d.md": b"x"})
    assert sorted(problems(error)) == ["file_hidden", "file_source", "not_utf8 1"]


def test_a_mark_at_the_beginning_and_line_ends_of_windows_are_taken_away(tmp_path: Path) -> None:
    (file,) = scanned(tmp_path, {"a.md": b"\xef\xbb\xbf---\r\ntitle: a\r\n---\rbody\r\n"}).markdown
    assert file.text == "---\ntitle: a\n---\nbody\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("一行目\n二行目\n".encode("shift_jis"), "not_utf8 1"),
        (b"ok\nok\n" + "三行目\n".encode("euc_jp"), "not_utf8 3"),
        ("本文".encode("utf-16"), "not_utf8 1"),
        (b"ok\n\xc0\xaf\n", "not_utf8 2"),
        (b"ok\n\xed\xa0\x80\n", "not_utf8 2"),
        (b"a\nb\x00c\n", "control_character 2"),
        (b"a\x0bb", "control_character 1"),
        (b"a\n\n\x1b[31m", "control_character 3"),
        ("a\n\ufdd0company.name\ufdd1".encode(), "control_character 2"),
        ("\ufdef".encode(), "control_character 1"),
        ("\uffff".encode(), "control_character 1"),
    ],
)
def test_what_is_no_text_is_told_with_its_line(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(KaiteiError) as error:
        read_text(tmp_path / "a.md", "docs/a.md")
    assert problems(error) == [problem]


def test_a_character_that_cannot_be_seen_is_named_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x07")
    with pytest.raises(KaiteiError) as error:
        read_text(tmp_path / "a.md", "docs/a.md")
    assert error.value.problems[0].params == {"code": "U+0007"}


def test_a_file_that_is_missing_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.yml"):
        with pytest.raises(KaiteiError) as error:
            read_text(path, "company.yml")
        assert problems(error) == ["file_special" if path.is_dir() else "file_unreadable"]


def test_living_and_frozen_files_are_held_to_the_same(tmp_path: Path) -> None:
    files = {"a.md": b"\xff", "b/2022-02-01.md": b"\xff", "b/2023-02-01.md": "\ufffe".encode()}
    with pytest.raises(KaiteiError) as error:
        scanned(tmp_path, files)
    assert problems(error) == ["not_utf8 1", "not_utf8 1", "control_character 1"]


def test_the_digest_is_that_of_every_byte(tmp_path: Path) -> None:
    """Also of those that decoding takes away."""
    contents = (b"a\n", b"a\r\n", b"\xef\xbb\xbfa\n", b"b\n")
    found = [scanned(tmp_path, {"a.md": content}).markdown[0] for content in (*contents, contents[0])]
    assert len({file.digest for file in found}) == len(contents)
    assert found[0] == found[-1]
