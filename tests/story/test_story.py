"""From clone to the day of effect and after: a revision as an editor makes it, in git, with the site really built."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.repository import Repository, identify, repository
from tests.support.site import Built, digest

DRAFTED, ANNOUNCED, LAST_DAY, EFFECT, AFTER = "2026-11-22", "2026-12-01", "2026-12-14", "2026-12-15", "2026-12-16"
OLD, NEW = "三日以内に返します", "五日以内に返します"


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """The repository on the hosting platform, and an editor's clone of it, on a branch of its own."""
    start = repository(tmp_path / "start")
    start.git("clone", "--quiet", "--bare", "--branch", "main", ".", str(tmp_path / "platform.git"))
    return clone(tmp_path, "office")


def clone(tmp_path: Path, name: str) -> Repository:
    command = ["git", "clone", "--quiet", "--branch", "main", str(tmp_path / "platform.git"), str(tmp_path / name)]
    subprocess.run(command, check=True)
    made = Repository(tmp_path / name)
    identify(made)
    made.git("checkout", "--quiet", "-b", "revision")
    return made


def built(made: Repository, today: str) -> Built:
    result = made.build(today)
    assert result.code == 0, result.output
    return result


def merge(made: Repository) -> None:
    """Merge the branch as the platform would, and go on from there."""
    made.commit()
    made.git("checkout", "--quiet", "main")
    made.git("merge", "--quiet", "--no-ff", "--message", "merge", "revision")
    made.git("push", "--quiet", "origin", "main")
    made.git("checkout", "--quiet", "-B", "revision")


def test_a_revision_from_clone_to_the_day_of_effect_and_after(office: Repository, tmp_path: Path) -> None:
    before = built(office, DRAFTED)
    assert OLD in before.text("/privacy/")
    old_text = before.html("/privacy/2025-04-01.txt")

    # The editor begins the revision, and then changes words in one file.
    given = ["--summary", "ja=返事の日数を改めます", "--summary", "en=More days to answer", "--announced", ANNOUNCED]
    assert office.kaitei("revise", "privacy", EFFECT, *given, today=DRAFTED).code == 0
    office.edit(("docs/privacy.md", OLD, NEW))
    assert office.git("status", "--short", "--untracked-files=all").split() == [
        *("M", "docs/privacy.md", "M", "record/SOURCES"),
        *("??", "docs/privacy/2025-04-01.en.md", "??", "docs/privacy/2025-04-01.md"),
    ]

    # The pull request is checked and told.
    checked = office.kaitei("check", "--base", "origin/main", today=DRAFTED)
    assert (checked.code, checked.err) == (0, "")
    told = office.kaitei("report", "--base", "origin/main", "--html", str(tmp_path / "approval"), today=DRAFTED)
    assert told.code == 0
    assert "お便りは<ins>五</ins>日以内に返します" in told.out
    assert "お便りは<ins>三</ins>日以内に返します" in told.out
    assert (tmp_path / "approval" / "privacy.html").is_file()
    merge(office)

    _until_announced(built(office, "2026-11-30"), old_text)
    for day in (ANNOUNCED, LAST_DAY):
        _announced(built(office, day), old_text)
    for day in (EFFECT, AFTER):
        _in_effect(built(office, day), old_text)

    # The outgoing text was recorded when the revision began; nothing is left to do on the day.
    assert office.kaitei("check", "--base", "origin/main", today=AFTER).code == 0
    assert office.git("status", "--short") == ""
    _translated(office, old_text)
    _next_revision(office)


def _until_announced(site: Built, old_text: str) -> None:
    assert OLD in site.text("/privacy/")
    assert not site.has(f"/privacy/{EFFECT}/")
    assert site.holding("五日以内") == []
    assert site.html("/privacy/2025-04-01.txt") == old_text


def _announced(site: Built, old_text: str) -> None:
    assert OLD in site.text("/privacy/")
    assert "2026年12月15日に改定を施行します" in site.text("/privacy/")
    assert NEW in site.text(f"/privacy/{EFFECT}/")
    assert "改定予定" in site.text("/privacy/history/")
    assert site.has(f"/privacy/compare/2025-04-01/{EFFECT}/")
    assert site.html("/privacy/2025-04-01.txt") == old_text


def _in_effect(site: Built, old_text: str) -> None:
    assert NEW in site.text("/privacy/")
    assert "改定します" not in site.text("/privacy/")
    assert OLD in site.text("/privacy/2025-04-01/")
    assert "旧版（2026年12月14日まで）" in site.text("/privacy/2025-04-01/")
    assert site.html("/privacy/2025-04-01.txt") == old_text
    assert "within three days" in site.text("/en/privacy/")
    assert "within three days" in site.text("/en/privacy/2025-04-01/")


def _translated(office: Repository, old_text: str) -> None:
    """The translation follows later; the one before it was kept by the command."""
    office.edit(("docs/privacy.en.md", "2025-04-01", EFFECT), ("docs/privacy.en.md", "three", "five"))
    assert office.kaitei("check", "--base", "origin/main", today=AFTER).code == 0
    merge(office)
    site = built(office, AFTER)
    assert "within five days" in site.text("/en/privacy/")
    assert "within three days" in site.text("/en/privacy/2025-04-01/")
    assert site.html("/privacy/2025-04-01.txt") == old_text


def _next_revision(office: Repository) -> None:
    """What was upcoming once is frozen and recorded in its turn."""
    told = office.kaitei(
        "revise", "privacy", "2027-04-01", "--summary", "ja=次の改定", "--summary", "en=Next", today=AFTER
    )
    assert told.code == 0
    office.edit(("docs/privacy.md", NEW, "六日以内に返します"))
    assert office.kaitei("check", "--base", "origin/main", today=AFTER).code == 0
    merge(office)
    site = built(office, "2027-04-01")
    assert "六日以内に返します" in site.text("/privacy/")
    assert NEW in site.text(f"/privacy/{EFFECT}/")


def test_what_would_harm_the_record_is_stopped_at_the_pull_request_and_at_the_build(office: Repository) -> None:
    good = digest(built(office, DRAFTED).site)
    old_text = (office.site / "privacy/2025-04-01.txt").read_bytes().decode()

    office.edit(("docs/privacy.md", OLD, NEW))
    told = office.kaitei("check", "--base", "origin/main", lang="ja")
    assert told.code == 1
    assert (
        "docs/privacy.md: privacyの2025-04-01の本文（ja）が、記録したものと違います。「1. お便りは三日以内" in told.err
    )
    assert "kaitei revise privacy YYYY-MM-DD" in told.err

    # It was a slip of the pen after all: a correction says so, and the site tells its readers.
    line = "    summary: {ja: 返送の見直し, en: Returns revised}\n"
    item = f"    corrections:\n      - {{date: {DRAFTED}, summary: 日数の誤記, before: 三日, after: 五日}}\n"
    office.edit(("docs/privacy.md", line, line + item))
    assert "kaitei lock --correct privacy 2025-04-01" in office.kaitei("check", "--base", "origin/main").err
    assert office.kaitei("lock", "--correct", "privacy", "2025-04-01").code == 0
    assert office.kaitei("check", "--base", "origin/main").code == 0
    merge(office)
    corrected = built(office, DRAFTED)
    assert "日数の誤記" in corrected.text("/privacy/history/")
    assert NEW in corrected.html("/privacy/2025-04-01.txt")
    assert corrected.html("/record/privacy/2025-04-01.ja.1.txt") == old_text  # what was published before stays
    assert digest(corrected.site) != good
    good = digest(corrected.site)

    # A past text, or a past fact, stops the build itself, and the last site stays.
    for edit, words in (
        (("docs/privacy/2022-04-01.md", "七日以内", "八日以内"), "docs/privacy/2022-04-01.md: The revision of"),
        (("company.yml", "name: 浜田 渚", "name: 浜田 凪"), "A past fact in company.yml"),
    ):
        office.edit(edit)
        failed = office.build(DRAFTED)
        assert failed.code == 1
        assert words in failed.output
        assert "the revision of 2022-04-01 of privacy (ja)" in failed.output.lower()
        assert digest(office.site) == good
        office.git("checkout", "--quiet", ".")


def test_what_takes_effect_unrecorded_never_stops_a_build(office: Repository) -> None:
    """The workflow that publishes it records it."""
    shutil.rmtree(office.root / "record")
    told = office.build(DRAFTED)
    assert told.code == 0, told.output
    assert "record/SHA256SUMS: Public texts not recorded yet: 5." in told.output
    assert not (told.site / "record").exists()


def test_the_record_of_the_first_edition_is_taken_over_in_a_pull_request(office: Repository) -> None:
    """It counts as it is, is published as little as before, and stops no build."""
    lines = [f"{id_} file={file} text={text} corrections=1 words=AbCd\n" for id_, file, text in frozen(office)]
    shutil.rmtree(office.root / "record")
    office.write({"docs/revisions.lock": "".join(lines)})
    merge(office)
    told = office.build(DRAFTED)
    assert told.code == 0, told.output
    assert "record/SHA256SUMS: The record of the first edition (revisions.lock) is still there" in told.output
    assert not told.has("/revisions.lock")
    before = told.html("/privacy/2022-04-01.txt")

    assert office.kaitei("lock").code == 0
    assert not (office.root / "docs/revisions.lock").exists()
    checked = office.kaitei("check", "--base", "origin/main")
    assert (checked.code, checked.err) == (0, "")
    merge(office)
    after = built(office, DRAFTED)
    assert after.html("/record/privacy/2022-04-01.ja.txt") == after.html("/privacy/2022-04-01.txt") == before


def frozen(office: Repository) -> list[tuple[str, str, str]]:
    """The frozen texts as the first edition recorded them: what, the SHA-256 of the file, that of the text."""
    found = []
    for locale, suffix in (("ja", ""), ("en", ".en")):
        names = (f"docs/privacy/2022-04-01{suffix}.md", f"record/privacy/2022-04-01.{locale}.txt")
        file, text = (hashlib.sha256((office.root / name).read_bytes()).hexdigest() for name in names)
        found.append((f"privacy 2022-04-01 {locale}", file, text))
    return found


def test_a_site_is_built_without_git(office: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_git = digest(built(office, DRAFTED).site)
    shutil.copytree(office.root, tmp_path / "copy", symlinks=True, ignore=shutil.ignore_patterns(".git", "site"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert digest(built(Repository(tmp_path / "copy"), DRAFTED).site) == with_git


def test_a_clone_without_history_says_what_to_do(office: Repository, tmp_path: Path) -> None:
    address = (tmp_path / "platform.git").as_uri()
    office.edit(("docs/privacy.md", "写しは", "控えは"))
    merge(office)
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", address, str(tmp_path / "shallow")], check=True)
    told = Repository(tmp_path / "shallow").kaitei("check", "--base", "HEAD~1", lang="ja")
    assert told.code == 1
    assert "git fetch --unshallow" in told.err
    assert "fetch-depth: 0" in told.err
    missing = office.kaitei("check", "--base", "origin/nowhere", lang="ja")
    assert (missing.code, missing.err.splitlines()[0].split("。")[0]) == (
        1,
        "「origin/nowhere」がこのリポジトリにありません",
    )
