"""Facts are read as of a page's day: the past keeps its own, the present shows today's."""

from __future__ import annotations

from pathlib import Path

from tests.support import site
from tests.support.site import Maker

PAIRS = ("2022-04-01/2024-04-01", "2022-04-01/2026-12-01", "2024-04-01/2026-12-01")
OF_A_TEXT = ("/index.html", "/changes/index.html", ".txt")
OLD, NEW = "沖野 帆高", "磯部 澪"


def test_a_past_page_keeps_its_representative_and_says_that_it_differs(built: Maker) -> None:
    page = built("coming")
    assert OLD in page.text("/privacy/2022-04-01/")
    assert NEW not in page.text("/privacy/2022-04-01/")
    assert "代表者" in page.text("/privacy/2022-04-01/").split("第1条")[0]
    assert page.html("/privacy/2022-04-01.txt").count(OLD) == 1


def test_the_page_in_force_shows_todays_representative_and_its_dated_page_the_one_of_its_day(built: Maker) -> None:
    page = built("coming")
    assert NEW in page.text("/privacy/")
    assert OLD not in page.text("/privacy/")
    assert OLD in page.text("/privacy/2024-04-01/")
    assert NEW not in page.text("/privacy/2024-04-01/")


def test_a_change_of_facts_is_told_in_the_history_of_the_texts_that_show_it(built: Maker) -> None:
    line = f"記載事項の変更：代表者 {OLD} → {NEW}、役職 代表取締役 → 代表取締役社長（改定なし）"
    page = built("coming")
    assert f"2025年6月20日 {line}" in page.text("/privacy/history/")
    assert f"2025年6月20日 約束 {line}" in page.text("/history/")
    assert line not in built("coming", "2025-06-19").text("/privacy/history/")
    assert "記載事項の変更" not in built("states").text("/history/")


def test_one_edit_of_a_fact_changes_every_page_that_shows_it_and_no_other(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("coming"))
    before = project.build().files()
    company = str(site.files("coming")["company.yml"])
    project.write({"company.yml": company.replace("03-0000-1111", "03-0000-2222")})
    after = project.build().files()
    feeds = {"policies.json", "feed.xml", "privacy/feed.xml"}  # these may name a text by its SHA-256
    assert {name for name in before if before[name] != after[name]} - feeds == {
        *(f"privacy/{date}{end}" for date in ("2024-04-01", "2026-12-01") for end in OF_A_TEXT),
        "privacy/index.html",
        *(f"privacy/compare/{pair}/index.html" for pair in PAIRS),
        "privacy/history/index.html",  # shows the SHA-256 of the texts
        "history/index.html",
        "search/index.json",
    }
    assert not any(b"03-0000-1111" in content for content in after.values())


def test_a_dated_edit_leaves_the_past_as_it_was(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("coming"))
    before = project.build().files()
    company = str(site.files("coming")["company.yml"])
    dated = "phone: [{value: 03-0000-1111}, {from: 2026-11-01, value: 03-0000-2222}]"
    project.write({"company.yml": company.replace("phone: 03-0000-1111", dated)})
    built = project.build()
    after = built.files()
    changed = {name for name in before if name.endswith(".txt") and before[name] != after[name]}
    assert changed == {"privacy/2026-12-01.txt"}
    assert "03-0000-2222" in built.text("/privacy/")
    assert "03-0000-1111" in built.text("/privacy/2024-04-01/")
    assert "2026年11月1日 記載事項の変更" in built.text("/privacy/history/")


def test_a_fact_that_is_entered_after_its_day_leaves_what_was_shown(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("coming"))
    before = project.build().files()
    company = str(site.files("coming")["company.yml"])
    late = "phone: [03-0000-1111, {from: 2024-03-01, recorded: 2026-11-20, value: 03-0000-2222}]"
    project.write({"company.yml": company.replace("phone: 03-0000-1111", late)})
    built = project.build()
    assert built.code == 0, built.output
    after = built.files()
    assert {name for name in before if name.endswith(".txt") and before[name] != after[name]} == {
        "privacy/2026-12-01.txt"
    }
    assert "03-0000-1111" in built.text("/privacy/2024-04-01/")
    line = "電話 03-0000-1111 → 03-0000-2222（2024年3月1日から）（改定なし）"
    assert f"2026年11月20日 記載事項の変更：窓口（灯台の窓口） {line}" in built.text("/privacy/history/")


def test_a_certification_leaves_the_page_in_force_after_its_last_day(tmp_path: Path) -> None:
    mark = "certifications: {mark: {name: 灯台の印, number: A-1, valid_until: 2026-11-22}}\n"
    files = site.files("plain") | {
        "company.yml": str(site.files("plain")["company.yml"]) + mark,
        "docs/privacy.md": str(site.files("plain")["docs/privacy.md"]) + "\n{{ certifications.mark }}\n",
    }
    project = site.make(tmp_path, files)
    assert "灯台の印" in project.build("2026-11-22").text("/privacy/")
    late = project.build("2026-11-23")
    assert late.code == 0, late.output
    assert "灯台の印" not in late.text("/privacy/")
    assert "灯台の印" in late.text("/privacy/2024-04-01/")


def test_a_fact_that_lacks_a_language_is_shown_in_the_default_one_with_a_warning(tmp_path: Path) -> None:
    company = str(site.files("coming")["company.yml"]).replace(", en: Hatoba Trading}", "}")
    built = site.make(tmp_path, site.files("coming") | {"company.yml": company}).build(strict=False)
    assert built.code == 0
    assert [message.split(": ")[0] for message in built.messages] == ["company.yml:2"]
    assert built.page("/en/privacy/").strays() == []
    assert "波止場商会" in built.text("/en/privacy/")
