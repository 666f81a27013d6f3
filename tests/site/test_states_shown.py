"""Policies in every state: what the list, their page and the history say, in both languages."""

from __future__ import annotations

import pytest

from tests.support.site import Maker

STATES = {
    "archive": ["保管の方針 現行", "保管の方針 In force", ""],
    "ledger": ["帳簿の方針 現行", "帳簿の方針 In force", "2023年8月1日施行の本文は現存しません"],
    "coupons": [
        "割引券の規約 現行（2027年5月31日まで）",
        "割引券の規約 In force (until May 31, 2027)",
        "2027年6月1日に廃止します",
    ],
    "points": [
        "点数の規約 廃止（2026年6月1日から）",
        "Points Terms Repealed (from June 1, 2026)",
        "2026年6月1日に廃止しました",
    ],
    "stamps": [
        "押印の規約 施行予定（2027年3月1日から）",
        "押印の規約 Not yet in force (from March 1, 2027)",
        "2027年3月1日に施行します",
    ],
    "shop/terms": ["売店の規約 現行", "Kiosk Terms In force", ""],
}


@pytest.mark.parametrize("id_", STATES)
def test_the_list_and_the_page_say_the_state(built: Maker, id_: str) -> None:
    japanese, english, notice = STATES[id_]
    page = built("states")
    assert japanese in page.text("/")
    assert english in page.text("/en/")
    assert notice in page.text(f"/{id_}/")
    if id_ != "ledger":
        assert japanese.split(" ")[1] in page.text(f"/{id_}/")


def test_a_policy_not_yet_in_force_shows_its_text(built: Maker) -> None:
    assert "押印は要りません" in built("states").text("/stamps/")
    assert "施行予定" not in built("states", "2027-03-01").text("/stamps/")


def test_a_repealed_policy_shows_its_last_text_and_its_successor(built: Maker) -> None:
    page = built("states")
    assert "点数は一年で消えます" in page.text("/points/")
    assert page.page("/points/").linked("後継") == "../archive/"
    assert page.page("/en/points/").linked("Replaced by") == "../archive/"
    assert page.page("/coupons/").linked("後継") == "../shop/terms/"
    assert not page.has("/points/2026-06-01/")
    assert "廃止（2026年6月1日から）" in page.text("/points/history/")
    before = built("states", "2026-05-31")
    assert "廃止予定（2026年6月1日から）" in before.text("/points/history/")
    assert "現行（2026年5月31日まで）" in before.text("/points/")


def test_a_text_that_is_lost_is_said_to_be(built: Maker) -> None:
    page = built("states")
    assert page.text("/ledger/history/").count("本文は現存しません") == 2
    assert "2019年8月" in page.text("/ledger/history/")
    assert "August 2019" in page.text("/en/ledger/history/")
    there = {address for address in page.addresses() if address.startswith("/ledger/")}
    assert there == {"/ledger/", "/ledger/history/"}
    assert page.page("/archive/history/").linked("PDF") == "../2018.pdf"
    assert page.html("/archive/2018.pdf") == "%PDF-1.4"


def test_corrections_are_shown_in_the_history(built: Maker) -> None:
    assert "正誤（誤記の訂正） 2024年2月10日：誤記の訂正 誤 十年かん 正 十年間" in built("states").text(
        "/archive/history/"
    )
    assert "February 10, 2024: A slip of the pen" in built("states").text("/en/archive/history/")


def test_policies_of_a_folder_stand_under_its_title(built: Maker) -> None:
    page = built("states")
    assert page.text("/").index("売店のきまり") < page.text("/").index("売店の規約")
    assert page.page("/").linked("売店のきまり") == "shop/"
    assert page.page("/en/").linked("売店のきまり") == "../shop/"


def test_former_ids_lead_to_the_present_addresses(built: Maker) -> None:
    page = built("states")
    present = {address for address in page.addresses() if address.startswith(("/shop/terms/", "/en/shop/terms/"))}
    for address in present:
        former = page.page(address.replace("/shop/terms/", "/kiosk/"))
        assert former.canonical.endswith(address), address
        assert former.robots == "noindex"
        refresh = next(given["content"] for given in former.all("meta") if given.get("http-equiv") == "refresh")
        assert refresh.startswith("0; url=../")
        assert refresh.endswith(f"/{address.lstrip('/').removeprefix('en/')}")
    assert page.html("/kiosk/2025-05-01.txt") == page.html("/shop/terms/2025-05-01.txt")


def test_the_history_of_the_site_is_one_list_by_date(built: Maker) -> None:
    shown = built("states").text("/history/")
    days = [
        "2027年6月1日廃止 ",
        "2027年3月1日施行 ",
        "2026年6月1日廃止 ",
        "2025年5月1日施行 ",
        "2018年2月1日施行 ",
    ]
    positions = [shown.index(day) for day in days]
    assert positions == sorted(positions)


def test_addresses_are_all_those_of_the_contract(built: Maker) -> None:
    page = built("coming")
    files = {"/privacy/2022-04-01.txt", "/en/privacy/2022-04-01.txt", "/policies.json", "/policies.schema.json"}
    files |= {f"{locale}{path}feed.xml" for locale in ("/", "/en/") for path in ("", "privacy/")}
    files |= {"/privacy/timemap.link", "/en/privacy/timemap.link", "/sitemap.xml"}
    assert {address for address in files if not page.has(address)} == set()
    pages = {f"{locale}{path}" for locale in ("/", "/en/") for path in ("", "privacy/", "privacy/history/", "history/")}
    pairs = ("2022-04-01/2024-04-01", "2024-04-01/2026-12-01", "2022-04-01/2026-12-01")
    assert pages | {f"/privacy/compare/{pair}/" for pair in pairs} <= page.addresses()
