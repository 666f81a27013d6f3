"""No page may be older than what it is made from: whatever changes, a build with what was kept equals one without."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaitei.build import Builder
from kaitei.cache.memory import Memory
from kaitei.cache.store import Kept, Nothing, Store
from kaitei.check import checked
from kaitei.errors import KaiteiError
from kaitei.registry import register
from kaitei.site import Site
from tests.support.small import LOCALES, frozen, living, site, sources, translated

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

    def made(self, kept: Kept) -> Site:
        """Return the site."""
        found = site(self.files, self.today, self.facts, self.assets, **self.settings)
        known = register(sources(self.files, self.assets), LOCALES, kept)
        return dataclasses.replace(found, kept=kept, registry=known)


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
    "a word of an ordinary page": file("about.md", "会社案内", "会社概要"),
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
    "another host": chosen(site_url="https://policies.example.net/legal/"),
    "a logo": chosen(logo="/mark.png"),
}


def tree(made: Site, folder: Path) -> dict[str, bytes]:
    """Build a site; return every file and every part of a page of the theme."""
    builder = Builder.make(made)
    told = problems(made, builder)
    for group in builder.groups():
        made.kept.place(group, folder)
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for locale in builder.contexts:
        for path in sorted(builder.themed_files(locale)):
            found[f"themed {locale} {path}"] = repr(builder.themed(path, locale)).encode()
    made.kept.close()
    return found | {"told": told.encode()}


def problems(made: Site, builder: Builder) -> str:
    """Return what checking the site tells."""
    try:
        return repr(checked(made, builder.prepare))
    except KaiteiError as error:
        return repr(error.problems)


def same(state: State, kept: Path, memory: Memory | None = None) -> bool:
    """Whether a site is the same with what was kept, and what the process remembers, and without."""
    folders = [Path(tempfile.mkdtemp(dir=kept.parent)) for _ in range(2)]
    with_it, without = tree(state.made(Store(kept, memory)), folders[0]), tree(state.made(Nothing()), folders[1])
    for folder in folders:
        shutil.rmtree(folder)
    return with_it == without and len(without) > 20


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build has kept of the site before anything changes."""
    folder = tmp_path_factory.mktemp("kept") / "engine"
    assert same(State(), folder)
    assert same(State(), folder)
    return folder


@pytest.fixture(scope="module")
def memory(kept: Path) -> Memory:
    """What the process remembers of builds of the site, and of all that came of changing it."""
    made = Memory()
    assert same(State(), kept, made)
    return made


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_shows(change: Change, kept: Path) -> None:
    assert change(State()) != State()
    assert same(change(State()), kept)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_shows_to_a_process_that_builds_again(change: Change, kept: Path, memory: Memory) -> None:
    assert same(State(), kept, memory)
    assert same(change(State()), kept, memory)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=6), st.booleans())
def test_changes_after_one_another_show(tmp_path: Path, names: list[str], served: bool) -> None:
    kept = Path(tempfile.mkdtemp(dir=tmp_path)) / "engine"
    memory = Memory() if served else None
    state = State()
    for name in names:
        changed = CHANGES[name](state)
        with contextlib.suppress(KaiteiError):  # some changes do not go together
            changed.made(Nothing())
            state = changed
        assert same(state, kept, memory)
