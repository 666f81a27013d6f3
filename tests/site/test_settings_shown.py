"""Settings change what the pages say, and nothing of the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support import site
from tests.support.site import Built, Maker


@pytest.mark.parametrize(
    ("style", "shown", "english"),
    [
        ("western", "2024年4月1日", "April 1, 2024"),
        ("wareki", "令和6年4月1日", "April 1, 2024"),
        ("both", "2024年（令和6年）4月1日", "April 1, 2024"),
    ],
)
def test_dates_are_written_in_the_form_of_the_setting(built: Maker, style: str, shown: str, english: str) -> None:
    page = built("coming", date_format=style)
    assert f"施行 {shown}" in page.text("/privacy/")
    assert shown in page.text("/privacy/history/")
    assert english in page.text("/en/privacy/history/")


@pytest.mark.parametrize("word", ["改訂", "改正"])
def test_one_word_for_a_revision_is_used_everywhere(built: Maker, word: str) -> None:
    page = built("coming", revision_word=word)
    assert f"2026年12月1日に{word}を施行します" in page.text("/privacy/")
    assert f"{word}履歴" in page.html("/")
    assert [address for address in page.addresses() if "改定" in page.html(address)] == []


def test_the_word_for_a_revision_does_not_touch_what_editors_wrote(built: Maker) -> None:
    shown = built("states", revision_word="改訂").text("/history/")
    assert {"返品の改定", "保管の改定", "帳簿の改定"} <= set(shown.split())


def test_dates_of_a_signature_are_all_or_the_first_and_the_last(built: Maker) -> None:
    every = built("coming").text("/privacy/2024-04-01/").split("写しは渡しません。")[1]
    assert "2022年4月1日制定" in every
    assert "2024年4月1日改定" in every
    latest = built("coming", "2026-12-01", dates="latest").text("/privacy/").split("写しは渡しません。")[1]
    assert "2022年4月1日" in latest
    assert "2026年12月1日" in latest
    assert "2024年4月1日" not in latest
    assert "最終改定" in latest


def test_the_columns_of_a_comparison_and_their_words(built: Maker) -> None:
    address = "/privacy/compare/2022-04-01/2024-04-01/"
    first, second = _columns(built("coming"), address)
    assert first.startswith("改定後")
    assert second.startswith("改定前")
    changed = {"order": "old-first", "labels": {"ja": {"new": "変更後", "old": "変更前"}, "en": {"new": "Afterwards"}}}
    page = built("coming", compare=changed)
    first, second = _columns(page, address)
    assert first.startswith("変更前")
    assert second.startswith("変更後")
    assert _columns(page, "/en/privacy/compare/2022-04-01/2026-12-01/")[1].startswith("Afterwards")


def test_a_change_may_be_proposed_on_living_text_only(built: Maker) -> None:
    page = built("coming", "2026-12-02", edit_url="https://git.example.com/edit/{path}")
    living = page.page("/privacy/")
    assert "https://git.example.com/edit/docs/privacy.md" in living.links()
    assert "https://git.example.com/edit/docs/privacy.en.md" in page.page("/en/privacy/").links()
    others = page.addresses() - {"/privacy/", "/en/privacy/"}
    assert [address for address in others if "git.example.com" in page.html(address)] == []
    frozen = built("coming", "2026-11-22", edit_url="https://git.example.com/edit/{path}")
    assert "git.example.com" not in frozen.html("/privacy/")


@pytest.mark.parametrize(
    "settings",
    [{"date_format": "wareki", "dates": "latest", "revision_word": "改正"}, {"compare": {"order": "old-first"}}],
)
def test_no_setting_touches_a_canonical_text(built: Maker, settings: dict[str, Any]) -> None:
    def texts(page: Built) -> dict[str, bytes]:
        return {name: content for name, content in page.files().items() if name.endswith(".txt")}

    assert texts(built("coming", **settings)) == texts(built("coming"))
    assert len(texts(built("coming"))) == 5


def _columns(page: Built, address: str) -> list[str]:
    heads = page.html(address).split('<th scope="col">')[1:3]
    return [head.strip() for head in heads]


def test_the_icon_of_the_site_is_on_every_page(tmp_path: Path) -> None:
    files = site.files("coming") | {"docs/images/own.png": b"\x89PNG\r\n\x1a\n"}
    built = site.make(tmp_path / "project", files, {"theme": {"name": "material", "favicon": "images/own.png"}}).build()
    assert built.code == 0, built.output
    for address in ("/", "/privacy/", "/privacy/history/", "/en/privacy/"):
        assert 'images/own.png"' in built.html(address)
        assert "favicon.svg" not in built.html(address)
        assert "assets/images/favicon.png" not in built.html(address)
