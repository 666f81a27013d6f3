"""No page may be older than what it is made from: whatever changes, a build with what was kept equals one without."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.errors import KaiteiError
from kaitei.record import files as kept_files
from kaitei.record import keeping, record
from kaitei.record.files import Record
from kaitei.record.writing import write_all
from kaitei.site.site import Site
from tests.support.small import REPOSITORY, frozen, living, site, translated

REVISIONS = """\
- {date: 2027-02-01, announced: 2026-11-25, summary: 廃止, event: repealed}
- {date: 2027-01-01, announced: 2026-12-01, summary: {ja: 窓口の変更, en: New desk}, users: consent}
- {date: 2026-04-01, adopted: 2026-03-01, summary: 目的の追加, reason: 事業の追加, remarks: {c2: 新設}}
- {date: 2025-04-01, summary: 文言の整理, corrections: [{date: 2025-05-01, summary: 誤記, before: 甲, after: 乙}]}
- {date: 2024, summary: 制定, text: not-held}
"""
FILES = {
    "privacy.md": living(
        REVISIONS, "{{ company.name }}です。\n\n１．目的\n２．提供\n\n{{ desks.privacy }}\n\n{{ signature }}\n"
    ),
    "privacy/2026-04-01.md": frozen(
        "{{ company.name }}\n\n１．目的\n２．提供 [規約](/terms.md#c1)\n\n{{ representative }}\n"
    ),
    "privacy/2025-04-01.md": frozen("１．目的\n\n[会社](/about.md)へ。[{{ company.url }}]({{ company.url }})\n"),
    "privacy.en.md": translated("2026-04-01", "1. Purpose of {{ company.name }}\n"),
    "terms.md": living(
        "- {date: 2026-12-01, announced: 2026-11-24, summary: 料金}\n- {date: 2025-01-01, summary: 制定}",
        "## 第1条（目的）\n\n本文\n",
        "規約",
        "kind: terms\naliases: [kiyaku]\n",
    ),
    "terms/2025-01-01.md": frozen("## 第1条（目的）\n\n旧\n", "規約"),
    "about.md": "# 会社案内\n\n[個人情報](/privacy.md)\n",
    "index.md": "---\ntitle: 規約\n---\n{{ policies }}\n",
}
FACTS = """\
company:
  name: {ja: 見本社, en: Mihon Inc.}
  url: https://example.com/
representative:
  - {title: 代表, name: 一郎}
  - {from: 2026-06-25, title: 社長, name: 花子}
desks:
  privacy: {name: {ja: 相談窓口, en: Desk}, phone: 0120-000-000}
  sales: {name: 営業窓口}
"""


@dataclass(frozen=True)
class State:
    """All that a site is made from."""

    files: Mapping[str, str] = field(default_factory=lambda: dict(FILES))
    facts: str = FACTS
    today: str = "2026-11-22"
    assets: tuple[str, ...] = ("mark.png",)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def made(self) -> Site:
        """The site."""
        return site(self.files, self.today, self.facts, self.assets, **self.settings)


Change = Callable[[State], State]


def file(name: str, old: str, new: str) -> Change:
    """Change words of a file."""
    return lambda state: dataclasses.replace(
        state, files={**state.files, name: re.sub(old, new, state.files.get(name, frozen()), count=1)}
    )


def added(name: str, text: str) -> Change:
    """Add a file."""
    return lambda state: dataclasses.replace(state, files={**state.files, name: text})


def removed(name: str) -> Change:
    """Remove a file."""
    return lambda state: dataclasses.replace(state, files={k: v for k, v in state.files.items() if k != name})


def facts(old: str, new: str) -> Change:
    """Change words of the facts."""
    return lambda state: dataclasses.replace(state, facts=re.sub(old, new, state.facts, count=1))


def chosen(**values: Any) -> Change:
    """Change a setting."""
    return lambda state: dataclasses.replace(state, settings={**state.settings, **values})


def today(day: str) -> Change:
    """Change the day."""
    return lambda state: dataclasses.replace(state, today=day)


CHANGES: dict[str, Change] = {
    "a word of the site's own": chosen(own_words={"ja": {"action_history": "改定のあゆみ"}}),
    "a word of the living text": file("privacy.md", "です。", "といいます。"),
    "a clause of the living text": file("privacy.md", "２．提供", "２．開示\n３．提供"),
    "a word of a frozen text": file("privacy/2026-04-01.md", "２．提供", "２．譲渡"),
    "a link in a frozen text": file("privacy/2026-04-01.md", r"/terms\.md#c1", "/privacy/2025-04-01.md"),
    "a word of the oldest text": file("privacy/2025-04-01.md", "目的", "用途"),
    "a word of the translation": file("privacy.en.md", "Purpose", "Use"),
    "which revision the translation renders": file("privacy.en.md", "2026-04-01", "2025-04-01"),
    "no translation": removed("privacy.en.md"),
    "another translation": added("terms.en.md", translated("2025-01-01", "1. Terms\n", "Terms")),
    "a frozen translation": added("privacy/2025-04-01.en.md", frozen("1. Old purpose\n", "Privacy")),
    "the title": file("privacy.md", "title: 個人情報の取扱い", "title: 個人情報の保護"),
    "the title of a frozen text": file("privacy/2026-04-01.md", "title: 個人情報の取扱い", "title: 個人情報の保護"),
    "the title of another policy": file("terms/2025-01-01.md", "title: 規約", "title: 利用規約"),
    "the kind": file("privacy.md", "kind: privacy", "kind: [privacy, other]"),
    "a summary": file("privacy.md", "summary: 目的の追加", "summary: 用途の追加"),
    "a summary in one language": file("privacy.md", "en: New desk", "en: Another desk"),
    "a reason": file("privacy.md", "事業の追加", "法改正"),
    "a transition": file("privacy.md", "事業の追加,", "事業の追加, transition: 従前の例による,"),
    "a day on which it came into the record": file("privacy.md", "文言の整理,", "文言の整理, recorded: 2026-11-01,"),
    "a revision called off": file(
        "privacy.md", "date: 2027-01-01,", "date: 2027-01-01, withdrawn: 2026-12-20, reason: 延期,"
    ),
    "what another policy replaces": file("terms.md", "kind: terms", "kind: terms\npredecessor: privacy"),
    "a remark": file("privacy.md", "c2: 新設", "c2: 新たに設ける"),
    "a correction": file("privacy.md", "summary: 誤記,", "summary: 脱字,"),
    "what users are owed": file("privacy.md", "users: consent", "users: none"),
    "when it was adopted": file("privacy.md", "adopted: 2026-03-01", "adopted: 2026-03-02"),
    "when it is announced": file("privacy.md", "announced: 2026-12-01", "announced: 2026-11-01"),
    "when it takes effect": file("privacy.md", "date: 2027-01-01", "date: 2027-01-15"),
    "no repeal": file("privacy.md", "- {date: 2027-02-01[^\n]*\n  ", ""),
    "an alias": file("privacy.md", "kind: privacy", "aliases: [kojin]\nkind: privacy"),
    "no alias": file("terms.md", r"aliases: \[kiyaku\]\n", ""),
    "another policy": added("cookies.md", living("- {date: 2026-01-01, summary: 制定}", "クッキー\n", "クッキー")),
    "a policy in a folder": added("shop/terms.md", living("- {date: 2026-01-01, summary: 制定}", "店\n", "店の規約")),
    "the folder's name": added("shop/index.md", "# 店舗\n"),
    "a word of an ordinary page": file("about.md", "個人情報", "お客様の情報"),
    "a translated page": added("about.en.md", "# About\n"),
    "a page in the place of an asset": added("news.md", "# 知らせ\n"),
    "the company's name": facts("見本社", "見本株式会社"),
    "its name in one language": facts("Mihon Inc.", "Mihon Ltd."),
    "its address": facts(r"https://example\.com/", "https://www.example.com/"),
    "a past representative": facts("一郎", "次郎"),
    "the present representative": facts("花子", "桃子"),
    "a new representative from today": facts("(花子}\n)", r"\1  - {from: 2026-11-22, title: 社長, name: 三郎}\n"),
    "a new representative to come": facts("(花子}\n)", r"\1  - {from: 2026-12-10, title: 社長, name: 三郎}\n"),
    "a desk": facts("0120-000-000", "0120-000-001"),
    "a desk that no text shows": facts("営業窓口", "営業部"),
    "a day": today("2026-11-23"),
    "the day of an announcement": today("2026-11-25"),
    "the day after it": today("2026-12-01"),
    "a day of effect": today("2027-01-01"),
    "the day of repeal": today("2027-02-01"),
    "an earlier day": today("2026-03-31"),
    "an asset": lambda state: dataclasses.replace(state, assets=(*state.assets, "other.png")),
    "no asset": lambda state: dataclasses.replace(state, assets=()),
    "wareki": chosen(date_format="wareki"),
    "the latest dates only": chosen(dates="latest"),
    "another word for revision": chosen(revision_word="改訂"),
    "the old text first": chosen(new_first=False),
    "other labels": chosen(labels={"ja": {"new": "新", "old": "旧"}}),
    "a place for proposals": chosen(edit_url="https://github.example/edit/{path}"),
    "another's search": chosen(searches=False),
    "another host": chosen(site_url="https://policies.example.net/legal/"),
}


def tree(made: Site, memo: Memo) -> dict[str, bytes]:
    """Every file of a site, every page but for the theme and every warning; or what is wrong with it."""
    try:
        builder = Builder.make(made, memo)
    except KaiteiError as error:
        return {"problems": repr(error.problems).encode()}
    found = dict(builder.files({}, ()))
    for locale in builder.contexts:
        sheets = (*builder.pages(locale).values(), *builder.sheets(locale))
        found |= {f"page {sheet.address}": repr(sheet).encode() for sheet in sheets}
    memo.tidy()
    return found | {"warnings": repr(builder.warnings).encode()}


def without(state: State) -> dict[str, bytes]:
    """Build a site without any memory."""
    found = tree(state.made(), Memo(None))
    assert len(found) > 20 or "problems" in found
    return found


def same(state: State, kept: Path) -> bool:
    """Whether a site is the same with what was kept and without."""
    return tree(state.made(), Memo(kept)) == without(state)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build has kept of the site before anything changes."""
    folder = tmp_path_factory.mktemp("kept")
    assert same(State(), folder)
    return folder


@pytest.fixture(scope="module")
def before() -> dict[str, bytes]:
    """The site before anything changes."""
    return without(State())


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_shows_and_so_does_its_end(change: Change, kept: Path, before: dict[str, bytes]) -> None:
    assert change(State()) != State()
    assert same(change(State()), kept)
    assert tree(State().made(), Memo(kept)) == before


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=6))
def test_changes_after_one_another_show(tmp_path: Path, names: list[str]) -> None:
    kept = Path(tempfile.mkdtemp(dir=tmp_path))
    state = State()
    for name in names:
        changed = CHANGES[name](state)
        with contextlib.suppress(KaiteiError):  # some changes do not go together
            changed.made()
            state = changed
        assert same(state, kept)


def write(root: Path, files: Mapping[str, str]) -> State:
    """Write the files of a site below a folder; return the site."""
    for name, text in files.items():
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / name).write_text(text, encoding="utf-8")
    return State(files, settings={"root": root, "docs": root / "docs"})


PNG = b"\x89PNG\r\n\x1a\n"
PICTURE, TEXT, LISTED = "docs/mark.png", "record/privacy/2025-04-01.ja.txt", "record/SHA256SUMS"
SHOWN = FILES | {"privacy/2025-04-01.md": FILES["privacy/2025-04-01.md"] + "\n![印](/mark.png)\n"}
Entry = Callable[[Path], object]


def entry(name: str, old: str, new: str) -> Entry:
    """Change words of a file of the project, which it must have."""

    def changed(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert re.search(old, text)
        (root / name).write_text(re.sub(old, new, text, count=1), encoding="utf-8")

    return changed


def reentered(root: Path) -> None:
    """Let a recorded text, with its sum, say something else."""
    entry(TEXT, "目的", "用途")(root)
    sum_ = hashlib.sha256((root / TEXT).read_bytes()).hexdigest()
    entry(LISTED, f"[0-9a-f]{{64}}  {TEXT.removeprefix('record/')}", f"{sum_}  {TEXT.removeprefix('record/')}")(root)


RECORD: dict[str, tuple[Entry, str]] = {
    "nothing": (lambda _: None, ""),
    "no record": (lambda root: shutil.rmtree(root / "record"), ""),
    "a recorded text and its sum": (reentered, "lock_reread"),
    "a recorded text": (entry(TEXT, "目的", "用途"), "record_text_altered"),
    "no recorded text": (lambda root: (root / TEXT).unlink(), "record_text_gone"),
    "a sum": (entry(LISTED, "[0-9a-f]{64}", "0" * 64), "record_text_altered"),
    "no sum": (entry(LISTED, f"[0-9a-f]{{64}}  {TEXT.removeprefix('record/')}\n", ""), ""),
    "a frozen file's sum": (entry("record/SOURCES", r"[0-9a-f]{64}(?=  docs/privacy)", "0" * 64), "lock_file_touched"),
    "what a text was entered from": (entry("record/entries.tsv", r"\t[0-9a-f]{64}\t", f"\t{'0' * 64}\t"), ""),
    "a picture that a frozen text shows": (
        lambda root: (root / PICTURE).write_bytes(PNG + b"x"),
        "record_picture_changed",
    ),
    "no picture that a frozen text shows": (lambda root: (root / PICTURE).unlink(), "record_picture_changed"),
    "a list that says nothing": (entry(LISTED, ".*", "nonsense"), "sums_line"),
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with everything recorded, and what builds have kept of it before and after."""
    root = tmp_path_factory.mktemp("recorded")
    state = write(root, SHOWN)
    (root / PICTURE).write_bytes(PNG)
    assert same(state, root / "kept")
    write_all(keeping.added(state.made(), Record()).files(state.made().settings), root)
    assert same(state, root / "kept")
    return root


@pytest.mark.parametrize("name", RECORD)
def test_every_change_of_the_record_shows_and_so_does_its_end(name: str, recorded: Path, tmp_path: Path) -> None:
    """What is recorded of a policy is one of the things that its bundle is made from; the rest is never kept."""
    root = tmp_path / "project"
    shutil.copytree(recorded, root)
    state = write(root, SHOWN)
    before = tree(state.made(), Memo(root / "kept"))
    change, told = RECORD[name]
    change(root)
    assert same(state, root / "kept")
    found = tree(state.made(), Memo(root / "kept"))
    assert told in repr(found.get("problems", found.get("warnings")))
    assert (found == before) is (name == "nothing")
    shutil.rmtree(root / "record", ignore_errors=True)
    shutil.copytree(recorded / "record", root / "record")
    shutil.copy(recorded / PICTURE, root / PICTURE)
    assert tree(state.made(), Memo(root / "kept")) == before


def test_what_is_recorded_in_a_language_that_the_site_no_longer_has_is_held_against_its_file(tmp_path: Path) -> None:
    kept, state, text = tmp_path / "kept", write(tmp_path, FILES), frozen("1. But\n", "Vie")
    passed_over = record.frozen_path(state.made().settings, "privacy", "2025-04-01", "fr")
    passed_over.write_text(text, encoding="utf-8")
    named = kept_files.Named("privacy", "2025-04-01", "fr")
    known = Record(sources={"docs/privacy/2025-04-01.fr.md": hashlib.sha256(text.encode()).hexdigest()})
    known = known.with_text(named, b"Vie\n1. But\n", kept_files.Origin("2026-11-22", "0" * 64, "0" * 64))
    write_all(known.files(state.made().settings), tmp_path)
    assert same(state, kept)
    passed_over.write_text(text.replace("But", "Objet"), encoding="utf-8")
    assert same(state, kept)
    assert b"lock_file_touched" in tree(state.made(), Memo(kept))["problems"]


def keys(state: State) -> dict[str, str]:
    """The key of each policy's bundle, by id."""
    builder = Builder.make(state.made(), Memo(None))
    return {job.policy.id: key for key, job in builder.jobs.items()}


@pytest.mark.parametrize(
    "name",
    [
        "a word of the living text",
        "a clause of the living text",
        "a word of a frozen text",
        "a link in a frozen text",
        "a word of the oldest text",
        "a word of the translation",
        "a summary",
        "a reason",
        "a remark",
        "a correction",
        "what users are owed",
        "when it was adopted",
    ],
)
def test_what_a_policy_says_touches_no_other(name: str) -> None:
    old, new = keys(State()), keys(CHANGES[name](State()))
    assert old["privacy"] != new["privacy"]
    assert old["terms"] == new["terms"]


@pytest.mark.parametrize(
    "name",
    [
        "the title",
        "the title of a frozen text",
        "the kind",
        "when it is announced",
        "no repeal",
        "an alias",
        "no translation",
        "another translation",
        "a frozen translation",
        "another policy",
        "a translated page",
        "the company's name",
        "a day",
        "an asset",
        "wareki",
    ],
)
def test_what_others_see_of_a_policy_or_of_the_site_touches_all(name: str) -> None:
    old, new = keys(State()), keys(CHANGES[name](State()))
    assert not set(old.values()) & set(new.values())


def test_a_word_of_an_ordinary_page_touches_no_policy() -> None:
    assert keys(CHANGES["a word of an ordinary page"](State())) == keys(State())


def test_a_key_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Whatever the order in which Python has its sets and dictionaries there."""
    script = "from tests.cache.test_stale import State, keys; print(sorted(keys(State()).items()))"
    paths = (str(REPOSITORY / "hooks"), str(REPOSITORY))
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
