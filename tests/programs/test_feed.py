"""Feeds, held against the rules of RFC 4287 and read as a feed reader reads them."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import feedparser
import pytest

from kaitei.programs import feed
from kaitei.source.settings import Locale
from tests.support import small
from tests.support.registries import contexts, feeds

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://policies.example.com"
REVISIONS = """
- date: 2027-01-01
  announced: 2026-11-16
  summary: {ja: 乙を加える, en: Adds B}
  reason: 要望
  remarks: {c2: 新しい約束}
- date: 2025-04-01
  summary: {ja: 甲を改める, en: A changed}
  corrections:
    - {date: 2025-05-01, summary: 誤記の訂正, before: 甲甲です。, after: 甲です。}
    - {date: 2025-05-01, summary: 別の誤記, before: a, after: b}
    - {date: 2026-12-01, summary: これからの訂正, before: a, after: b}
- {date: 2020-04-01, summary: {ja: 制定, en: First version}}
"""
FILES = {
    "privacy.md": small.living(REVISIONS, "1. 甲です。\n2. 乙<です>。\n", head="kind: privacy\naliases: [old]\n"),
    "privacy/2025-04-01.md": small.frozen("1. 甲です。\n"),
    "privacy/2020-04-01.md": small.frozen("1. 丙です。\n"),
}
HISTORY = f"{BASE}/old/history/#"


def made(today: str = "2026-11-22", files: dict[str, str] | None = None, **changes: Any) -> dict[str, str]:
    site = small.site(files or FILES, today, **changes)
    return {address: content for context in contexts(site).values() for address, content in feeds(context)}


def parsed(content: str) -> Any:
    found = feedparser.parse(content)
    assert not found.bozo, found.bozo_exception
    return found


def breaches(content: str) -> Iterator[str]:
    """Yield what RFC 4287 does not allow."""
    root = ET.fromstring(content)
    entries = root.findall(f"{ATOM}entry")
    for node in (root, *entries):
        for name in ("id", "title", "updated"):  # 4.1.1, 4.1.2
            if len(node.findall(f"{ATOM}{name}")) != 1 or not node.findtext(f"{ATOM}{name}"):
                yield f"{node.tag}: {name}"
        for name in ("updated", "published"):  # 3.3
            for stamp in node.findall(f"{ATOM}{name}"):
                if dt.datetime.fromisoformat(stamp.text or "").tzinfo is None:
                    yield f"{name}: {stamp.text}"
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in node.findall(f"{ATOM}link")]
        if len(links) != len(set(links)) or not all(link.get("href") for link in node.findall(f"{ATOM}link")):
            yield "link"  # 4.1.1
    if not root.findtext(f"{ATOM}author/{ATOM}name") or root.tag != f"{ATOM}feed":
        yield "author"  # 4.1.1
    if "self" not in {link.get("rel") for link in root.findall(f"{ATOM}link")}:
        yield "self"  # 4.1.1
    for entry in entries:
        if "alternate" not in {link.get("rel") for link in entry.findall(f"{ATOM}link")}:
            yield "alternate"  # 4.1.2
        kinds = {entry.find(f"{ATOM}{name}").get("type") for name in ("summary", "content")}  # type: ignore[union-attr]
        if kinds != {"html"} or any(len(entry.findall(f"{ATOM}{name}")) > 1 for name in ("summary", "content")):
            yield f"content: {kinds}"  # 4.1.2, 4.1.3.1
    ids = [node.findtext(f"{ATOM}id") for node in (root, *entries)]
    if len(ids) != len(set(ids)) or not all("://" in (id_ or "") for id_ in ids):
        yield "ids"  # 4.2.6
    if entries and root.findtext(f"{ATOM}updated") != max(entry.findtext(f"{ATOM}updated") or "" for entry in entries):
        yield "updated of the feed"


@pytest.mark.parametrize("today", ["2019-01-01", "2020-04-01", "2026-11-22", "2030-01-01"])
def test_feeds_keep_the_rules_of_atom(today: str) -> None:
    found = made(today)
    assert set(found) == {f"{locale}{path}feed.xml" for locale in ("", "/en") for path in ("/", "/privacy/", "/old/")}
    for address, content in found.items():
        assert list(breaches(content)) == [], address
        assert parsed(content).feed.id == BASE + address.replace("/privacy/", "/old/")


def test_the_rules_can_be_broken() -> None:
    content = made()["/feed.xml"]
    assert "ids" in list(breaches(content.replace("-corrected-2025-05-01-2", "-corrected-2025-05-01")))
    assert "self" in list(breaches(content.replace('rel="self"', 'rel="related"')))
    assert list(breaches(content.replace("+09:00", "")))


def test_what_happened_is_told_newest_first_and_each_by_its_day() -> None:
    entries = parsed(made()["/privacy/feed.xml"]).entries
    assert [(entry.id.removeprefix(HISTORY), entry.updated[:10], entry.title) for entry in entries] == [
        ("2027-01-01-announced", "2026-11-16", "個人情報の取扱い：2027年1月1日に改定を施行します"),
        ("2025-04-01-corrected-2025-05-01-2", "2025-05-01", "個人情報の取扱い：正誤（2025年5月1日）"),
        ("2025-04-01-corrected-2025-05-01", "2025-05-01", "個人情報の取扱い：正誤（2025年5月1日）"),
        ("2025-04-01", "2025-04-01", "個人情報の取扱い：2025年4月1日に改定を施行しました"),
        ("2020-04-01", "2020-04-01", "個人情報の取扱い：2020年4月1日に施行しました"),
    ]
    assert {entry.updated[10:] for entry in entries} == {"T00:00:00+09:00"}
    assert [entry.link for entry in entries[:2]] == [
        f"{BASE}/privacy/2027-01-01/",
        f"{BASE}/privacy/history/#2025-04-01",
    ]


def test_an_entry_shows_summary_reason_and_what_changed() -> None:
    first, second = parsed(made()["/privacy/feed.xml"]).entries[:2]
    assert first.summary == "乙を加える"
    body = first.content[0].value
    for part in ("乙を加える", "理由：要望", "<th>改定後", "（新設）", "乙&lt;です&gt;", "新しい約束", "新設 1"):
        assert part in body, part
    assert f'href="{BASE}/privacy/compare/2025-04-01/2027-01-01/"' in body
    assert "甲です" not in body  # which has not changed
    assert "別の誤記" in second.content[0].value
    assert "<del>a</del>" in second.content[0].value


def test_a_feed_in_another_language_says_which_words_are_not() -> None:
    entries = parsed(made()["/en/privacy/feed.xml"])
    assert entries.feed.language == "en"
    first = entries.entries[0]
    assert (first.title, first.summary) == ("個人情報の取扱い: Revision takes effect on January 1, 2027", "Adds B")
    assert 'Reason: <span lang="ja">要望</span>' in first.content[0].value
    assert first.link == f"{BASE}/en/privacy/history/#2027-01-01"


def ids(found: dict[str, str]) -> dict[str, list[str]]:
    """The ids of each feed and of its entries, by address."""
    feeds = {address: parsed(content) for address, content in found.items()}
    return {address: [one.feed.id, *(entry.id for entry in one.entries)] for address, one in feeds.items()}


def test_a_policy_keeps_its_ids_in_every_feed_whatever_it_is_called() -> None:
    """Subscribers of any feed see no entry twice."""
    by_name = {}
    for name, former in (("a", ""), ("b", "aliases: [a]\n"), ("c", "aliases: [a, b]\n")):
        head = f"kind: privacy\n{former}"
        files = {f"{name}{path[7:]}": text for path, text in FILES.items()}
        files[f"{name}.md"] = small.living(REVISIONS, "1. 甲です。\n2. 乙<です>。\n", head=head)
        by_name[name] = made(files=files)
    assert len(ids(by_name["a"])["/feed.xml"]) == 6
    assert ids(by_name["a"]).items() < ids(by_name["b"]).items() < ids(by_name["c"]).items()
    first, second, third = (ids(by_name["c"])[f"/en/{name}/feed.xml"] for name in "abc")
    assert first == second == third


def test_at_a_former_address_the_feed_names_the_present_one() -> None:
    found = made()
    assert found["/old/feed.xml"] == found["/privacy/feed.xml"]
    links = {link.rel: link.href for link in parsed(found["/old/feed.xml"]).feed.links}
    assert links == {"self": f"{BASE}/privacy/feed.xml", "alternate": f"{BASE}/privacy/"}


def test_what_does_not_fit_leads_on_and_loses_no_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parsed(made()["/feed.xml"]).entries
    monkeypatch.setattr(feed, "CHARACTERS", 3)
    short = parsed(made()["/feed.xml"]).entries
    assert "ほか1か所は、新旧対照表" in short[0].content[0].value
    monkeypatch.setattr(feed, "TABLES", 1)
    least = parsed(made()["/feed.xml"]).entries
    assert "<table" not in least[3].content[0].value
    assert "/compare/2020-04-01/2025-04-01/" in least[3].content[0].value
    assert [entry.id for entry in whole] == [entry.id for entry in short] == [entry.id for entry in least]


def test_an_upcoming_text_is_announced_on_the_day_it_was_decided_where_no_other_is_known() -> None:
    def ids(head: str) -> list[str]:
        files = {"a.md": small.living(f"- {{date: 2027-01-01, {head}summary: 制定}}")}
        return [entry.id for entry in parsed(made(files=files)["/a/feed.xml"]).entries]

    assert ids("adopted: 2026-11-01, ") == [f"{BASE}/a/history/#2027-01-01-announced"]
    assert ids("adopted: 2026-12-01, ") == ids("") == []


def test_what_xml_cannot_hold_is_replaced() -> None:
    """Texts and facts hold none of it; a setting may, by an escape of YAML."""
    locales = tuple(Locale(code, code, "a\x07b\ufffec", "") for code in ("ja", "en"))
    assert "a\ufffdb\ufffdc" in parsed(made(locales=locales)["/feed.xml"]).feed.title


def test_the_days_begin_in_the_sites_zone() -> None:
    found = parsed(made(timezone="Europe/London")["/feed.xml"]).entries
    assert [entry.updated for entry in found][-1] == "2020-04-01T00:00:00+01:00"


def test_what_is_called_off_or_brought_in_later_is_told_on_its_day() -> None:
    """Of a text brought in later there is nothing on its own days, on which nobody was told of it here."""
    revisions = (
        "- {date: 2027-04-01, announced: 2027-02-01, withdrawn: 2027-03-20, reason: 延期, summary: 改める}\n"
        "- {date: 2024-04-01, summary: 改定}\n"
        "- {date: 2022-04-01, announced: 2022-03-01, recorded: 2026-11-28, summary: 当初}"
    )
    files = {"privacy.md": small.living(revisions), "privacy/2024-04-01.md": small.frozen()}
    files["privacy/2022-04-01.md"] = small.frozen()
    told = parsed(made("2027-06-01", files)["/feed.xml"]).entries
    assert [(entry.id.rpartition("#")[2], entry.updated[:10]) for entry in told] == [
        ("2027-04-01-withdrawn", "2027-03-20"),
        ("2027-04-01-announced", "2027-02-01"),
        ("2022-04-01-recorded", "2026-11-28"),
        ("2024-04-01", "2024-04-01"),
    ]
    assert told[0].title == "個人情報の取扱い：2027年4月1日に予定していた改定の施行を取りやめました"
    assert "延期" in told[0].content[0].value
    assert told[2].title == "個人情報の取扱い：過去の版（2022年4月1日施行）を追加登録しました"
