from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from kaitei.errors import KaiteiError
from kaitei.pages.filler import PageFiller
from kaitei.site.site import Site
from kaitei.text.fill import fill
from kaitei.text.markdown.signs import GIST
from tests.support.cases import problems
from tests.support.small import context, day, edition, frozen, living, site, standing, translated

COMPANY = """
company: {name: {ja: 見本社, en: Mihon Inc.}, address: {ja: 東京都, en: Tokyo}, url: https://example.com/?a=1&b=2}
representative:
  - {title: 代表取締役, name: 一郎}
  - {from: 2024-06-25, title: 代表取締役社長, name: 花子}
desks:
  privacy:
    name: {ja: 個人情報相談窓口}
    phone: 0120-000-000
    hours: 9:00–17:00
    email: privacy@example.com
    email_display: fullwidth
  sales: {name: "<script>alert(1)</script>"}
  later:
    - {from: 2030-01-01, name: 将来の窓口}
officers: {privacy: {title: 管理者, name: 次郎}}
certifications:
  mark: {name: 認証甲, valid_until: 2024-12-31}
  other: {name: 認証乙, image: /mark.png}
accredited_bodies: {a: {name: 団体}}
joint_use: {scope: [甲社, 乙社], purpose: 発送, manager: {name: 見本社}}
partners:
  - {name: 丙社, data: [IPアドレス], until: 2024-12-31}
  - {name: 丁社, policy: https://d.example/}
"""
REVISIONS = (
    "- {date: 2027-01-01, announced: 2026-12-01, summary: 改定}\n"
    "- {date: 2024-01-01, summary: 改定}\n- {date: 2023-01-01, summary: 改定}\n"
    "- {date: 2022-02, summary: 制定, text: not-held}"
)
FILES = {
    "privacy/2024-01-01.md": frozen(),
    "privacy/2023-01-01.md": frozen(),
    "privacy.en.md": translated("2024-01-01"),
    "terms.md": living(
        "- {date: 2023-01-01, summary: 制定}", "## 第1条（目的）\n\n本文\n", "規約", "kind: terms\naliases: [kiyaku]\n"
    ),
    "soon.md": living("- {date: 2027-01-01, announced: 2026-12-01, summary: 制定}"),
    "about.md": "# 会社案内\n",
    "about.en.md": "# About\n",
    "only.md": "# 日本語のみ\n",
    "shop/index.md": "# 店\n",
}


def made(body: str, today: str = "2026-10-31", **changes: str) -> Site:
    """A site of which the frozen text of 2024-01-01 is the text in force."""
    return site(
        FILES | {"privacy.md": living(REVISIONS), "privacy/2024-01-01.md": frozen(body)},
        today,
        COMPANY,
        ("mark.png", "図.pdf"),
        **changes,
    )


def page(body: str, on: str = "2026-10-31", locale: str = "ja", address: str = "/privacy/", **changes: str) -> str:
    """What becomes of a text on a page that reads facts as of a day."""
    of = made(body, **changes)
    held = standing(of)
    revision = held.policy.revision(day("2024-01-01"))
    content = edition(of, "2024-01-01").content
    filler = PageFiller(context(of, locale), content, day(on), address, held, revision)
    return str(fill(content.document.html, filler))


def words(markup: str) -> str:
    """The text of markup, parted by single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_a_leaf_is_the_text_of_the_locale() -> None:
    assert "<p>見本社は</p>" in page("{{ company.name }}は")
    assert "<p>Mihon Inc.は</p>" in page("{{ company.name }}は", locale="en")


def test_a_gist_says_in_the_language_of_the_page_that_it_is_not_the_text() -> None:
    said = "**{{ company.name }}**のhttps://example.com/a。[規約](/terms.md)\n\n{{ desks.privacy }}"
    body = f"１．甲\n/// gist\n{said}\n///\n"
    made = page(body)
    assert made.count('<aside class="gist" role="note">') == 1
    told = words(made)
    assert told.startswith("１． やさしい説明（参考） 見本社 の https://example.com/a 。 規約 ")
    assert told.endswith("本文ではありません。効力をもつのは本文です。 甲")
    assert 'href="https://example.com/a"' in made
    assert 'href="../terms/"' in made
    assert GIST not in made
    assert "Plain-language note (for reference) Mihon Inc." in words(page(body, locale="en"))


def test_a_text_in_another_language_is_marked() -> None:
    assert '<span lang="ja">個人情報相談窓口</span>' in page("{{ desks.privacy.name }}は", locale="en")


def test_one_string_is_in_no_language() -> None:
    assert "<p>電話0120-000-000</p>" in page("電話{{ desks.privacy.phone }}", locale="en")


@pytest.mark.parametrize(("on", "name"), [("2024-06-24", "一郎"), ("2024-06-25", "花子")])
def test_facts_are_those_of_the_day(on: str, name: str) -> None:
    assert f"<p>{name}が</p>" in page("{{ representative.name }}が", on)
    assert name in page("{{ representative }}", on)


def test_facts_are_escaped_in_sentences_and_in_blocks() -> None:
    for body in ("{{ desks.sales.name }}は", "{{ desks.sales }}", "{{ desks }}"):
        shown = page(body)
        assert "<script" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_an_address_of_the_facts_is_a_link_with_nothing_lost() -> None:
    assert 'href="https://example.com/?a=1&amp;b=2"' in page("[会社]({{ company.url }})")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("company", "見本社"),
        ("representative", "代表取締役社長"),
        ("desks.privacy", "個人情報相談窓口"),
        ("officers", "次郎"),
        ("officers.privacy", "次郎"),
        ("certifications", "認証乙"),
        ("accredited_bodies", "団体"),
        ("joint_use", "乙社"),
        ("joint_use.scope", "甲社"),
        ("partners", "丁社"),
        ("signature", "花子"),
        ("dates", "2023年1月1日"),
    ],
)
def test_a_map_or_list_is_a_block(name: str, expected: str) -> None:
    shown = page(f"前\n\n{{{{ {name} }}}}\n\n後")
    assert expected in words(shown)
    assert not re.search(r"<p>\s*<(dl|ul|div|section|table|p)", shown)


def test_a_block_of_a_collection_shows_its_entries_of_the_day() -> None:
    assert "認証甲" in page("{{ certifications }}", "2024-12-31")
    assert "認証甲" not in page("{{ certifications }}", "2025-01-01")
    assert "将来の窓口" not in page("{{ desks }}")
    assert "将来の窓口" in page("{{ desks }}", "2030-01-01")
    assert ("丙社" in page("{{ partners }}", "2024-12-31"), "丙社" in page("{{ partners }}", "2025-01-01")) == (
        True,
        False,
    )


def test_what_is_past_its_validity_leaves_nothing() -> None:
    assert words(page("前\n\n{{ certifications.mark }}\n\n後", "2025-01-01")) == "前 後"
    assert words(page("前{{ certifications.mark.name }}後", "2025-01-01")) == "前後"


def test_a_mail_address_is_shown_as_its_entry_wants() -> None:
    shown = page("{{ desks.privacy }}")
    assert "privacy＠example.com" in shown
    assert "mailto:" not in shown


def test_images_of_facts_are_found_from_the_page() -> None:
    assert 'src="../mark.png"' in page("{{ certifications }}", "2025-01-01")
    assert 'src="../../../mark.png"' in page("{{ certifications }}", "2025-01-01", address="/en/privacy/2024-01-01/")


def test_a_block_within_a_sentence_is_told() -> None:
    with pytest.raises(KaiteiError) as error:
        page("一\n\n{{ desks.privacy }}へ")
    assert problems(error) == ["placeholder_alone 6"]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("all", "2022年2月制定 2023年1月1日改定 2024年1月1日改定"),
        ("latest", "2022年2月制定 2024年1月1日最終改定"),
    ],
)
def test_dates_go_up_to_the_revision_of_the_page(setting: str, expected: str) -> None:
    assert words(page("{{ dates }}", dates=setting)) == expected


@pytest.mark.parametrize(
    ("setting", "locale", "expected"),
    [
        ("all", "ja", "2022年2月制定 2023年10月20日改定（2024年1月1日施行）"),
        ("latest", "ja", "2022年2月制定 2023年10月20日最終改定（2024年1月1日施行）"),
        ("all", "en", "Enacted February 2022 Revised October 20, 2023 (effective January 1, 2024)"),
        ("latest", "en", "Enacted February 2022 Last revised October 20, 2023 (effective January 1, 2024)"),
    ],
)
def test_dates_tell_the_day_of_the_decision_from_that_of_its_effect(setting: str, locale: str, expected: str) -> None:
    """A revision called off is in no list, on its own page neither."""
    revisions = (
        "- {date: 2024-02-01, withdrawn: 2024-01-20, reason: 延期, summary: 改定}\n"
        "- {date: 2024-01-01, adopted: 2023-10-20, summary: 改定}\n- {date: 2022-02, summary: 制定, text: not-held}"
    )
    made = site({"privacy.md": living(revisions), "privacy/2024-01-01.md": frozen()}, "2024-03-01", dates=setting)
    for date in ("2024-01-01", "2024-02-01"):
        shown = edition(made, date)
        filler = PageFiller(
            context(made, locale), shown.content, day(date), "/privacy/", standing(made), shown.revision
        )
        block = filler.block("dates")
        assert block
        assert words(block) == expected


def test_dates_in_another_locale_are_in_its_form() -> None:
    assert words(page("{{ dates }}", locale="en")).startswith("Enacted February 2022")


def test_the_date_of_the_revision_is_a_text() -> None:
    assert "<p>2024年1月1日版</p>" in page("{{ revision.date }}版")
    assert "<p>令和6年1月1日版</p>" in page("{{ revision.date }}版", date_format="wareki")
    assert "<p>2024年1月1日</p>" in page("{{ revision.date }}")


@pytest.mark.parametrize(
    ("link", "address", "locale", "href"),
    [
        ("/terms.md", "/privacy/", "ja", "../terms/"),
        ("/terms.md#c1", "/privacy/", "ja", "../terms/#c1"),
        ("/terms.md", "/privacy/2024-01-01/", "ja", "../../terms/2023-01-01/"),
        ("/terms.md", "/en/privacy/", "en", "../terms/"),
        ("/kiyaku.md", "/privacy/", "ja", "../terms/"),
        ("/terms/2023-01-01.md", "/privacy/", "ja", "../terms/2023-01-01/"),
        ("/terms/2023-01-01.md", "/en/privacy/", "en", "../../terms/2023-01-01/"),
        ("/privacy/2024-01-01.md", "/en/privacy/", "en", "2024-01-01/"),
        ("/privacy.md", "/privacy/", "ja", "./"),
        ("#c1", "/privacy/", "ja", "#c1"),
        ("/about.md", "/en/privacy/", "en", "../about/"),
        ("/only.md", "/en/privacy/", "en", "../../only/"),
        ("/shop/index.md", "/privacy/", "ja", "../shop/"),
        ("/mark.png", "/privacy/", "ja", "../mark.png"),
        ("/mark.png", "/en/privacy/", "en", "../../mark.png"),
        ("https://example.com/", "/privacy/", "ja", "https://example.com/"),
        ("mailto:a@example.com", "/privacy/", "ja", "mailto:a@example.com"),
    ],
)
def test_links_lead_from_the_page_in_its_locale(link: str, address: str, locale: str, href: str) -> None:
    assert f'<a href="{href}"' in page(f"1. 甲\n\n[こちら]({link})", locale=locale, address=address)


def test_a_link_to_what_is_not_public_yet_is_text() -> None:
    """It becomes a link by itself on the day of the announcement."""
    for link in ("/soon.md", "/privacy/2027-01-01.md"):
        assert "<a>こちら</a>" in page(f"[こちら]({link})")
    assert '<a href="../soon/"' in page("[こちら](/soon.md)", today="2026-12-01")
    assert '<a href="2027-01-01/"' in page("[こちら](/privacy/2027-01-01.md)", today="2026-12-01")


def test_a_link_of_the_site_says_on_paper_where_it_leads() -> None:
    assert 'data-url="https://policies.example.com/terms/#c1"' in page("[こちら](/terms.md#c1)")
    assert 'data-url="https://policies.example.com/en/terms/"' in page(
        "[こちら](/terms.md)", locale="en", address="/en/privacy/"
    )
    for link in ("#c1", "https://example.com/", "mailto:a@example.com"):
        assert "data-url" not in page(f"1. 甲\n\n[こちら]({link})")


TERMS = """
- {date: 2027-04-01, announced: 2027-02-01, summary: 改定}
- {date: 2027-01-01, announced: 2026-10-01, withdrawn: 2026-10-20, reason: 延期, summary: 改定}
- {date: 2026-12-01, announced: 2026-10-01, summary: 改定}
- {date: 2023-01-01, summary: 改定}
- {date: 2021, summary: 制定, text: not-held}
"""
OTHERS = {
    "terms.md": living(TERMS, title="規約", head="kind: terms\naliases: [kiyaku]\n"),
    "terms/2027-01-01.md": frozen(),
    "terms/2026-12-01.md": frozen(),
    "terms/2023-01-01.md": frozen(),
    "terms/2023-01-01.en.md": frozen(),
    "ended.md": living("- {date: 2024-01-01, event: repealed, summary: 廃止}\n- {date: 2020-01-01, summary: 制定}", ""),
    "ended/2020-01-01.md": frozen(),
    "soon.md": living("- {date: 2027-01-01, announced: 2026-12-01, summary: 制定}"),
    "about.md": "# 会社案内\n",
}
OWN = (
    "- {date: 2028-01-01, announced: 2026-10-01, summary: 改定}\n"
    "- {date: 2026-12-15, announced: 2026-10-01, withdrawn: 2026-10-20, reason: 延期, summary: 改定}\n"
    "- {date: 2024-01-01, summary: 改定}\n- {date: 2023-06-01, summary: 改定}\n- {date: 2022-01-01, summary: 制定}"
)


def led(link: str, date: str, locale: str = "ja", today: str = "2026-10-31") -> str:
    """Where a link leads on the dated page of a text."""
    body = f"[こちら]({link})\n"
    own = {f"privacy/{one}{end}.md": frozen(body) for one in DATES for end in ("", ".en")}
    own["privacy.md"] = living(OWN, body)
    held = standing(site(OTHERS | own, today))
    text = held.editions[locale, day(date)]
    address = f"{'/en' if locale == 'en' else ''}/privacy/{date}/"
    filler = PageFiller(context(held.site, locale), text.content, text.revision.day, address, held, text.revision)
    shown = re.search(r'<a(?: href="([^"]*)")?', str(fill(text.content.document.html, filler)))
    assert shown
    return urljoin(address, shown[1]) if shown[1] else ""


DATES = ("2026-12-15", "2024-01-01", "2023-06-01", "2022-01-01")


@pytest.mark.parametrize(
    ("link", "date", "locale", "address"),
    [
        ("/terms.md#c1", "2024-01-01", "ja", "/terms/2023-01-01/#c1"),
        ("/kiyaku.md#c1", "2024-01-01", "ja", "/terms/2023-01-01/#c1"),
        ("/terms.md#c1", "2028-01-01", "ja", "/terms/2026-12-01/#c1"),  # neither what was called off nor what is secret
        ("/terms.md#c1", "2026-12-15", "ja", "/terms/2026-12-01/#c1"),  # on the page of what was called off too
        ("/terms.md#c1", "2022-01-01", "ja", "/terms/#c1"),  # of that day no text is held
        ("/terms.md#c1", "2024-01-01", "en", "/en/terms/2023-01-01/#c1"),
        ("/terms.md#c1", "2026-12-15", "en", "/terms/2026-12-01/#c1"),  # of that day there is no translation
        ("/ended.md", "2023-06-01", "ja", "/ended/2020-01-01/"),
        ("/ended.md", "2024-01-01", "ja", "/ended/"),
        ("/soon.md", "2024-01-01", "ja", ""),
        ("/terms/2026-12-01.md#c1", "2024-01-01", "ja", "/terms/2026-12-01/#c1"),
        ("/kiyaku/2023-01-01.md", "2028-01-01", "ja", "/terms/2023-01-01/"),
        ("/terms/2026-12-01.md", "2024-01-01", "en", "/terms/2026-12-01/"),
        ("/privacy.md#c1", "2023-06-01", "ja", "/privacy/2023-06-01/#c1"),
        ("/privacy.md#c1", "2026-12-15", "ja", "/privacy/2026-12-15/#c1"),
        ("/about.md", "2024-01-01", "ja", "/about/"),
    ],
)
def test_on_a_dated_page_links_lead_to_what_was_said_that_day(link: str, date: str, locale: str, address: str) -> None:
    assert led(link, date, locale) == address


def test_on_the_page_of_what_is_coming_links_lead_to_what_will_be_said_then() -> None:
    """What is to be announced later changes nothing until it is, and by the day itself it has been."""
    assert led("/terms.md", "2028-01-01", today="2027-01-31") == "/terms/2026-12-01/"
    assert led("/terms.md", "2028-01-01", today="2027-02-01") == "/terms/2027-04-01/"
    assert led("/soon.md", "2028-01-01", today="2026-12-01") == "/soon/2027-01-01/"
    assert led("/soon.md", "2024-01-01", today="2026-12-01") == "/soon/"
