"""What may lie about where texts are looked for: a build and `kaitei check` say the same, and wait for nothing."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from kaitei.cli.main import main
from kaitei.source import textfile
from tests.support import site
from tests.support.repository import Repository
from tests.support.site import NAMES, Content, Project

LISTS = ("record/SHA256SUMS", "record/SOURCES", "record/entries.tsv", "docs/revisions.lock")
TEXT = "record/privacy/2022-04-01.ja.txt"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
TERMS = "---\ntitle: 規約\nkind: terms\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n本文\n"
FROZEN = "---\ntitle: 約束\n---\n１．約束を守ります。\n"


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """End a test that waits for a pipe to which nobody writes."""

    def late(*_: object) -> None:
        raise AssertionError("waited for ever")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def checked(project: Project, lang: str = "en") -> tuple[int, list[str]]:
    """Run `kaitei check`; return its exit code and the lines that name a file, but for what it alone says."""
    arguments = ["--config", str(project.root / "mkdocs.yml"), "--lang", lang, "check"]
    done = CliRunner().invoke(main, arguments, env={"KAITEI_TODAY": "2026-11-22"})
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    lines = (done.stderr if done.exit_code else done.output).splitlines()
    return done.exit_code, [line for line in lines if line.startswith(NAMES)]


def refused(project: Project) -> list[str]:
    """What a build that fails says, once the check has said the same."""
    built = project.build()
    assert (built.code, built.failure) == (1, None), built.output
    code, told = checked(project)
    assert (code, told) == (1, built.messages)
    _, japanese = checked(project, "ja")
    assert [line.split(": ")[0] for line in japanese] == [line.split(": ")[0] for line in told]
    assert not set(japanese) & set(told)
    return told


def made(tmp_path: Path, **files: Content) -> Project:
    return site.make(tmp_path / "project", site.files("plain") | files)


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def listening(path: Path) -> None:
    path.unlink(missing_ok=True)
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("make", [pipe, listening])
@pytest.mark.parametrize("name", ["docs/x.md", "docs/privacy.md", "docs/x.png", "company.yml", *LISTS])
def test_what_is_no_file_is_not_waited_for(name: str, make: Callable[[Path], None], tmp_path: Path) -> None:
    project = made(tmp_path)
    (project.root / "record").mkdir()
    make(project.root / name)
    told = [line for line in refused(project) if line.startswith(f"{name}: ")]
    assert len(told) == 1
    assert "no ordinary file" in told[0]


def test_settings_that_are_no_file_are_not_waited_for(tmp_path: Path) -> None:
    """MkDocs reads them before any hook is asked; the command says what is wrong."""
    project = made(tmp_path)
    pipe(project.root / "mkdocs.yml")
    code, told = checked(project)
    assert code == 1
    assert [line.split(": ")[0] for line in told] == ["mkdocs.yml"]


def test_settings_nested_without_end_are_told_by_the_command(tmp_path: Path) -> None:
    project = made(tmp_path)
    (project.root / "mkdocs.yml").write_text("site_name: " + "[" * 60_000, encoding="utf-8")
    code, (told,) = checked(project)
    assert code == 1
    assert told.startswith("mkdocs.yml:1: ")
    assert "more than 50 deep" in told


def test_names_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    project = made(tmp_path)
    try:
        Path(os.fsdecode(os.fsencode(project.root / "docs") + b"/\x8bK\x96\xf1.md")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes no such name")
    (told,) = refused(project)
    assert told.startswith(r"docs/\udc8bK\udc96\udcf1.md: The name")


def test_a_folder_that_is_missing_or_a_file_is_told_by_the_command(tmp_path: Path) -> None:
    """MkDocs itself refuses it, in words of its own."""
    files = {name: content for name, content in site.files("plain").items() if not name.startswith("docs/")}
    project = site.make(tmp_path / "project", files)
    for _ in range(2):
        code, told = checked(project)
        assert code == 1
        assert [line.partition(":")[0] for line in told] == ["mkdocs.yml"]
        assert "docs_dir" in told[0]
        (project.root / "docs").write_text("", encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything; see the next test")
@pytest.mark.parametrize("name", ["docs/privacy.md", "docs/x.png", "docs/privacy", "company.yml", *LISTS])
def test_what_may_not_be_opened_is_told(name: str, tmp_path: Path) -> None:
    project = made(tmp_path, **{"docs/x.png": "x"} | dict.fromkeys(LISTS, ""))
    (project.root / name).chmod(0)
    try:
        assert any(line.startswith(f"{name}: ") for line in refused(project))
    finally:
        (project.root / name).chmod(0o700)


@pytest.mark.parametrize("name", ["docs/privacy.md", "docs/x.png", "docs/privacy", "company.yml", *LISTS, TEXT])
def test_what_cannot_be_opened_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path, **{"docs/x.png": "x"} | dict.fromkeys(LISTS, ""))
    if name == TEXT:
        Repository(project.root).lock()
    closed = str(project.root / name)

    def no(path: object) -> bool:
        return os.path.realpath(os.fspath(path)) == closed  # type: ignore[call-overload,no-any-return]

    def opener(path: str, flags: int, real: Callable[[str, int], int] = textfile._opener) -> int:
        if no(path):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags)

    scandir, access = os.scandir, os.access

    def look(path: str = ".") -> object:
        if no(path):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(textfile, "_opener", opener)
    monkeypatch.setattr(os, "scandir", look)
    monkeypatch.setattr(os, "access", lambda path, mode: not no(path) and access(path, mode))
    told = refused(project)
    assert [line for line in told if line.startswith(f"{name}: ") and "Permission denied" in line]


def test_characters_that_nobody_sees_are_told_and_fail_nothing(tmp_path: Path) -> None:
    files = site.files("plain")
    project = made(
        tmp_path,
        **{
            "docs/about.md": "本\u200b文\n\ue000\n",
            "docs/privacy.md": str(files["docs/privacy.md"]).replace("約束を", "約束\u00adを"),
            "docs/privacy/2022-04-01.md": FROZEN.replace("約束を", "約束\u2060を"),
            "company.yml": str(files["company.yml"]) + 'own: "a\\u200b"\n',
        },
    )
    built = project.build()
    assert built.code == 0, built.output
    told = [line for line in built.output.splitlines() if "cannot see" in line]
    assert len(told) == 4
    assert all(line.startswith("INFO") for line in told)
    assert any("docs/about.md:1: " in line and "U+200B ZERO WIDTH SPACE, U+E000" in line for line in told)
    assert any("company.yml:" in line and "U+200B" in line for line in told)
    assert CliRunner().invoke(main, ["--config", str(project.root / "mkdocs.yml"), "lock"]).exit_code == 0
    assert "docs/privacy/2022-04-01.md" not in project.build().output
    code, again = checked(project)
    assert code == 0
    assert sum("cannot see" in line for line in again) == 3


def test_texts_in_a_language_that_is_gone_are_passed_over_where_they_are_recorded(tmp_path: Path) -> None:
    """They cannot be taken away, as the record asks for them, and must be on no page."""
    files = {"docs/privacy/2022-04-01.en.md": "---\ntitle: Promise\n---\nWe keep it.\n"}
    project = made(tmp_path, **files)
    assert CliRunner().invoke(main, ["--config", str(project.root / "mkdocs.yml"), "lock"]).exit_code == 0
    project.write({"mkdocs.yml": site.config({}, ("ja",)), "docs/privacy.en.md": "---\ntitle: Promise\n---\nNew.\n"})
    built = project.build()
    assert built.code == 0, built.output
    (told,) = [line for line in built.output.splitlines() if "no longer has the language “en”" in line]
    assert told.startswith("INFO")
    assert not built.holding("We keep it.")
    assert not built.holding("New.")
    assert checked(project)[0] == 0


def test_a_language_that_there_never_was_is_an_error(tmp_path: Path) -> None:
    (told,) = refused(made(tmp_path, **{"docs/about.fr.md": "Texte\n"}))
    assert told.startswith("docs/about.fr.md: The site has no language “fr” (it has ja, en).")


APART = [normalize("NFD", name) for name in ("プライバシーマーク.svg", "ガイド.md")]
"""Names as some systems and archives keep them: か and the mark of が are two characters."""


@pytest.mark.parametrize("languages", [None, ("ja",)])
def test_names_that_are_kept_apart_on_disk_are_found_as_people_type_them(
    languages: tuple[str, ...] | None, tmp_path: Path
) -> None:
    picture, page = APART
    body = "![印](/images/プライバシーマーク.svg)\n\n[案内](/ガイド.md)\n"
    files = site.files("plain") | {
        "docs/terms.md": TERMS.replace("本文\n", body),
        f"docs/images/{picture}": SVG,
        f"docs/{page}": "# 案内\n\n![印](images/プライバシーマーク.svg) [規約](terms.md)\n",
    }
    project = site.make(tmp_path, files, languages=languages)
    assert Repository(project.root).kaitei("lock").code == 0
    built = project.build()
    assert built.code == 0, built.output
    terms = built.page("/terms/")
    assert [unquote(image["src"]) for image in terms.all("img")] == ["../images/プライバシーマーク.svg"]
    assert built.has("/images/プライバシーマーク.svg")
    assert built.has("/ガイド/")
    assert "../images/プライバシーマーク.svg" in unquote(built.html("/ガイド/"))
    assert not [name for name in site.tree(built.site) if name != normalize("NFC", name)]


def test_a_picture_whose_name_is_kept_apart_is_in_the_record_by_its_name_on_disk(tmp_path: Path) -> None:
    files = site.files("plain") | {
        "docs/privacy/2022-04-01.md": f"{FROZEN}![印](/プライバシーマーク.svg)\n",
        f"docs/{APART[0]}": SVG,
    }
    project = site.make(tmp_path, files)
    assert Repository(project.root).kaitei("lock").code == 0
    listed = (project.root / "record/SOURCES").read_text(encoding="utf-8")
    assert f"  docs/{APART[0]}\n" in listed
