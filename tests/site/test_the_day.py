"""What a site says follows from its files and the day: around the day of a revision, and before it is announced."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.support import site
from tests.support.site import Maker

PAST, PRESENT, COMING = "便りは郵便で受け付けます", "控えを返送します", "対話の画面で受け付けます"
TEXTS = {"2022-04-01": PAST, "2024-04-01": PRESENT, "2026-12-01": COMING}
SECRETS = (
    *(COMING, "対話", "新しい約束", "要望が多い"),
    *("Newer Promise", "chat screen", "Chat added"),
    *("2026-12-01", "2026年12月1日"),
)


@pytest.mark.parametrize(
    ("today", "expected", "state"),
    [
        ("2026-11-30", PRESENT, "現行（2026年11月30日まで）"),
        ("2026-12-01", COMING, "現行"),
        ("2026-12-02", COMING, "現行"),
    ],
)
def test_the_text_in_force_follows_the_day(built: Maker, today: str, expected: str, state: str) -> None:
    page = built("coming", today)
    shown = page.text("/privacy/")
    assert [wording for wording in TEXTS.values() if wording in shown] == [expected]
    assert state in shown
    assert (page.page("/privacy/").first("html")["lang"], page.page("/privacy/").robots) == ("ja", "")


@pytest.mark.parametrize("today", ["2026-11-10", "2026-11-30", "2026-12-01", "2031-01-01"])
def test_every_public_text_stays_at_its_address(built: Maker, today: str) -> None:
    page = built("coming", today)
    dated = {address for address in page.addresses() if re.fullmatch(r"/privacy/[0-9-]+/", address)}
    assert dated == {f"/privacy/{date}/" for date in TEXTS}
    for date, wording in TEXTS.items():
        assert wording in page.text(f"/privacy/{date}/")
        assert wording in page.html(f"/privacy/{date}.txt")


def test_canonical_texts_do_not_change_with_the_day(built: Maker) -> None:
    early, late = (
        {name: data for name, data in built("coming", day).files().items() if name.endswith(".txt")}
        for day in ("2026-11-10", "2031-01-01")
    )
    assert early == late
    assert len(early) == 5


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("2026-11-22", {"2026-12-01": "改定予定（2026年12月1日から）", "2024-04-01": "現行（2026年11月30日まで）"}),
        ("2026-12-01", {"2026-12-01": "現行", "2024-04-01": "旧版（2026年11月30日まで）"}),
    ],
)
def test_each_page_says_its_state(built: Maker, today: str, states: dict[str, str]) -> None:
    page = built("coming", today)
    for date, state in states.items():
        assert state in page.text(f"/privacy/{date}/")
    assert "旧版（2022年4月1日から2024年3月31日まで）" in page.text("/privacy/history/")
    assert "旧版（2022年4月1日から2024年3月31日まで）" in page.text("/history/")
    assert "旧版（2024年3月31日まで）" in page.text("/privacy/2022-04-01/")


@pytest.mark.parametrize(("name", "pages"), [("coming", 5), ("states", 7)])
def test_each_dated_page_leads_to_the_text_in_force(built: Maker, name: str, pages: int) -> None:
    page = built(name)
    dated = [
        address
        for address in page.addresses()
        if re.search(r"(privacy|terms|points|coupons|archive)/[0-9-]+/$", address)
    ]
    assert len(dated) == pages
    for address in dated:
        # on the way to the page, and where its state is told, which is beside it too where it is not in force
        assert [to for to, _ in page.page(address).anchors].count("../") in (2, 3), address


@pytest.mark.parametrize("today", ["2022-04-01", "2026-11-09"])
def test_nothing_of_a_revision_is_public_before_it_is_announced(built: Maker, today: str) -> None:
    page = built("coming", today)
    assert {secret: page.holding(secret) for secret in SECRETS if page.holding(secret)} == {}
    assert [name for name in page.files() if "2026-12-01" in name] == []
    assert page.page("/about/").linked("これからの約束") == "../privacy/"  # until then, what is in force
    assert page.page("/about/").linked("約束") == "../privacy/"


def test_it_is_public_on_the_day_it_is_announced(built: Maker) -> None:
    page = built("coming", "2026-11-10")
    assert {secret for secret in SECRETS if not page.holding(secret)} == set()
    assert page.page("/about/").linked("これからの約束") == "../privacy/2026-12-01/"
    assert "2026年12月1日に改定を施行します" in page.text("/privacy/")
    assert "2026年12月1日" in page.text("/")


def test_the_secret_words_are_those_of_the_site() -> None:
    sources = "\n".join(str(content) for content in site.files("coming").values())
    told = {secret for secret in SECRETS if secret in sources}
    assert told == set(SECRETS) - {"2026年12月1日"}


def test_the_site_map_lists_no_past_and_no_upcoming_text(built: Maker) -> None:
    listed = built("coming").html("/sitemap.xml")
    assert "/privacy/</loc>" in listed
    assert not re.search(r"/\d{4}-\d\d-\d\d/|/compare/", listed)


def test_no_day_makes_a_build_fail(built: Maker) -> None:
    for year in (2022, 2099):
        assert built("coming", dt.date(year, 6, 20).isoformat()).code == 0
