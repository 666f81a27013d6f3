"""No page may be older than what it is made from: whatever changes, a build with what was kept equals one without."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.errors import KaiteiError
from tests.support.small import REPOSITORY, frozen, living, translated
from tests.support.states import (
    Change,
    State,
    added,
    chosen,
    facts,
    file,
    removed,
    same,
    today,
    tree,
    without,
)

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
