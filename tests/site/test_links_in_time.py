"""Links keep their time: where a policy's links to another lead, on its page in force and on its dated pages."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from tests.support import site
from tests.support.site import Built, Project

AIM, NEW, FEES = "（目的）\n\n本文\n\n", "（追加）\n\n本文\n\n", "（料金）\n\n本文\n"
LINKS = "[料金の条](/terms.md#c3)と[以前の名の規約](/old.md)、[最初の規約](/terms/2024-04-01.md#c2)へ。\n"
FILES = {
    "company.yml": "company: {name: 見本株式会社}\n",
    "docs/index.md": "---\ntitle: 見本\n---\n[料金の条](/terms.md#c3)\n",
    "docs/index.en.md": "---\ntitle: Sample\n---\n[First](/terms/2024-04-01.md), [later](/terms/2025-04-01.md)\n",
    "docs/terms/2024-04-01.md": f"---\ntitle: 規約\n---\n## 第1条{AIM}## 第2条{FEES}",
    "docs/terms/2024-04-01.en.md": "---\ntitle: Terms\n---\n## Article 2 (Fees)\n\nWords\n",
    "docs/terms/2025-04-01.md": f"---\ntitle: 規約\n---\n## 第1条{AIM}## 第2条{NEW}## 第3条{FEES}",
    "docs/terms.md": (
        "---\ntitle: 規約\nkind: terms\naliases: [old]\nrevisions:\n"
        "  - {date: 2027-01-01, announced: 2026-10-01, summary: 追加した条を除く}\n"
        "  - {date: 2025-04-01, summary: 改定}\n  - {date: 2024-04-01, summary: 制定}\n"
        f"---\n## 第1条{AIM}## 第2条{FEES}"
    ),
    "docs/privacy/2024-06-01.md": f"---\ntitle: 方針\n---\n{LINKS.replace('#c3', '#c2')}",
    "docs/privacy/2024-06-01.en.md": "---\ntitle: Policy\n---\n[the fees](/terms.md#c2), [the old terms](/old.md)\n",
    "docs/privacy/2026-04-01.md": f"---\ntitle: 方針\n---\n{LINKS}",
    "docs/privacy.md": (
        "---\ntitle: 方針\nkind: privacy\nrevisions:\n"
        "  - {date: 2027-02-01, announced: 2026-10-01, summary: 改定}\n"
        "  - {date: 2026-04-01, summary: 改定}\n  - {date: 2024-06-01, summary: 制定}\n"
        f"---\n{LINKS.replace('#c3', '#c2')}"
    ),
}
DAYS = ("2026-11-22", "2027-01-01", "2027-02-01")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The site, built strict on each of the days."""
    found = {}
    for day in DAYS:
        project: Project = site.make(tmp_path_factory.mktemp("time") / "project", FILES)
        found[day] = project.build(day)
        assert found[day].code == 0, found[day].output
    return found


def led(built: Built, address: str, *words: str) -> list[str]:
    """Where the links with certain words lead on a page."""
    return [urljoin(address, built.page(address).linked(one)) for one in words]


@pytest.mark.parametrize("day", DAYS)
def test_a_dated_page_leads_to_the_texts_of_that_day_whatever_the_day(builds: dict[str, Built], day: str) -> None:
    words = ("料金の条", "以前の名の規約", "最初の規約")
    for date, links in {
        "2024-06-01": ["/terms/2024-04-01/#c2", "/terms/2024-04-01/", "/terms/2024-04-01/#c2"],
        "2026-04-01": ["/terms/2025-04-01/#c3", "/terms/2025-04-01/", "/terms/2024-04-01/#c2"],
        "2027-02-01": ["/terms/2027-01-01/#c2", "/terms/2027-01-01/", "/terms/2024-04-01/#c2"],
    }.items():
        assert led(builds[day], f"/privacy/{date}/", *words) == links
    english = led(builds[day], "/en/privacy/2024-06-01/", "the fees", "the old terms")
    assert english == ["/en/terms/2024-04-01/#c2", "/en/terms/2024-04-01/"]


def test_the_page_in_force_leads_to_what_is_in_force(builds: dict[str, Built]) -> None:
    for day, clause in (("2026-11-22", "c3"), ("2027-02-01", "c2")):
        found = led(builds[day], "/privacy/", "料金の条", "以前の名の規約", "最初の規約")
        assert found == [f"/terms/#{clause}", "/terms/", "/terms/2024-04-01/#c2"]
        assert led(builds[day], "/en/privacy/", "the fees") == ["/en/terms/#c2"]
        assert led(builds[day], "/", "料金の条") == ["/terms/#c3"]


@pytest.mark.parametrize("day", DAYS)
def test_an_ordinary_page_leads_to_past_texts_in_its_language_where_they_are_held(
    builds: dict[str, Built], day: str
) -> None:
    assert led(builds[day], "/en/", "First", "later") == ["/en/terms/2024-04-01/", "/terms/2025-04-01/"]


def test_the_canonical_text_says_what_was_written(builds: dict[str, Built]) -> None:
    for built in builds.values():
        said = built.html("/privacy/2026-04-01.txt")
        assert "/terms.md#c3" in said
        assert "/old.md" in said
        assert "/terms/2025-04-01" not in said


def test_links_that_a_revision_will_break_are_told_and_stop_no_build(builds: dict[str, Built]) -> None:
    """What is frozen is told of until that day, and a page, which anybody can mend, from then on too."""
    told = {
        day: re.findall(r"INFO .*docs/(\S+): .*#c3 leads .* 2027-01-01 on", built.output)
        for day, built in builds.items()
    }
    page = "index.md"
    assert told == {"2026-11-22": ["privacy/2026-04-01.md:4", page], "2027-01-01": [page], "2027-02-01": [page]}
