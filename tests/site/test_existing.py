"""A site that is there already: policies move in below one folder, and everything else stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.site import CASES, Built, Project

TODAY = "2026-11-28"
ROOT = "legal"
OURS = re.compile(r"legal/|en/legal/|ja/legal/")

_CASES: Mapping[str, Any] = yaml.load((CASES / "existing.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def made(root: Path, *parts: Mapping[str, Any], plugins: str = "") -> Project:
    root.mkdir(parents=True)
    project = Project(root)
    settings = _CASES["mkdocs.yml"].replace("  - tags\n", f"  - tags\n{plugins}")
    project.write({"mkdocs.yml": settings, **{name: text for part in parts for name, text in part.items()}})
    return project


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = made(tmp_path_factory.mktemp("before") / "site", _CASES["site"])
    return _good(project.build_apart(TODAY))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = made(
        tmp_path_factory.mktemp("after") / "site",
        _CASES["site"],
        _CASES["policies"],
        plugins="  - kaitei: {root: legal, timezone: Europe/London}\n",
    )
    return _good(project.build_apart(TODAY))


def _good(built: Built) -> Built:
    assert built.code == 0, built.output
    return built


def _without_navigation(html: str) -> str:
    """A page without what lists other pages: tabs, navigation, the page before and the page after."""
    html = re.sub(r'<nav class="md-tabs".*?</nav>', "", html, flags=re.DOTALL)
    html = re.sub(
        r'<div class="md-sidebar md-sidebar--primary".*?(?=<div class="md-sidebar md-sidebar--secondary")',
        "",
        html,
        flags=re.DOTALL,
    )
    html = re.sub(r'<nav class="md-footer__inner.*?</nav>', "", html, flags=re.DOTALL)
    html = re.sub(r'<link rel="(prev|next)"[^>]*>', "", html)
    return re.sub(r"\s+", " ", html)


def test_pages_outside_the_folder_are_the_same_but_for_navigation(before: Built, after: Built) -> None:
    for address in before.addresses():
        assert _without_navigation(after.html(address)) == _without_navigation(before.html(address)), address


def test_files_outside_the_folder_are_the_same(before: Built, after: Built) -> None:
    ours, theirs = after.files(), before.files()
    changed = {name for name in theirs if not name.endswith(".html") and ours.get(name) != theirs[name]}
    assert changed == {"search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "tags.json"} & changed
    added = {name for name in ours if name not in theirs}
    assert added
    assert all(OURS.match(name) for name in added), added


def test_nothing_is_made_that_is_for_a_whole_site(after: Built) -> None:
    for name in ("_headers", ".nojekyll", "feed.xml", "policies.json", "history/index.html"):
        assert not (after.site / name).exists()
    assert "Content-Security-Policy" not in after.html("/legal/privacy/")


@pytest.mark.parametrize(
    "address",
    [
        "/legal/",
        "/legal/privacy/",
        "/legal/privacy/2023-01-15/",
        "/legal/privacy/history/",
        "/legal/privacy/compare/2023-01-15/2025-04-01/",
        "/legal/history/",
        "/legal/notes/",
    ],
)
def test_policies_wear_the_sites_chrome(after: Built, address: str) -> None:
    html = after.html(address)
    assert 'data-md-color-primary="teal"' in html
    assert "site.css" in html
    assert "site.js" in html
    assert '<nav class="md-tabs"' in html
    assert "Tidewater</a>" in html  # the copyright
    assert "mailto:hello@example.com" in html
    assert 'data-md-component="search"' in html
    assert "KAITEI" not in html
    assert "assets/kaitei.css" in html


def test_the_sites_search_finds_a_clause(after: Built) -> None:
    index = json.loads(after.html("/search/search_index.json"))
    found = [one for one in index["docs"] if "kelp deliveries" in one["text"]]
    assert [one["location"] for one in found] == ["legal/privacy/#c1"]
    assert not after.has("/legal/search/")


def test_past_texts_are_not_in_the_sites_search_or_its_site_map(after: Built) -> None:
    index = json.loads(after.html("/search/search_index.json"))
    assert not [one for one in index["docs"] if "2023-01-15" in one["location"] or "compare" in one["location"]]
    listed = re.findall("<loc>(.*?)</loc>", after.html("/sitemap.xml"))
    assert "https://docs.example.com/manual/legal/privacy/" in listed
    assert not [one for one in listed if "2023-01-15" in one or "compare" in one]


def test_tags_of_a_policy_are_those_of_its_page(after: Built) -> None:
    tags = json.loads(after.html("/tags.json"))
    found = {one["item"]["url"]: one["tags"] for one in tags["mappings"]}
    assert found == {"": ["start"], "guide/more/": ["more"], "legal/privacy/": ["legal"]}


def test_links_lead_from_policies_to_pages_and_back(after: Built) -> None:
    page = after.html("/legal/privacy/")
    assert 'href="../../guide/"' in page
    assert 'href="../terms/#c2"' in page
    assert 'href="../../terms/2024-02-01/' not in page
    assert after.has("/legal/terms/")


def test_addresses_for_programs_are_below_the_folder(after: Built) -> None:
    listed = json.loads(after.html("/legal/policies.json"))
    privacy = next(one for one in listed["policies"] if one["id"] == "privacy")
    assert "https://docs.example.com/manual/legal/privacy/" in json.dumps(privacy)
    assert "https://docs.example.com/manual/legal/privacy/2023-01-15.txt" in after.html(
        "/legal/privacy/timemap.link"
    ) + json.dumps(privacy)
    assert "https://docs.example.com/manual/legal/privacy/" in after.html("/legal/feed.xml")
    assert after.has("/legal/privacy/2023-01-15.txt")


def test_a_site_in_english_has_no_japanese(after: Built) -> None:
    japanese = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
    texts = (
        path for path in (after.site / "legal").rglob("*") if path.suffix in (".html", ".txt", ".xml", ".json", ".link")
    )
    found = {path.name: match[0] for path in texts if (match := japanese.search(path.read_text(encoding="utf-8")))}
    assert not found


def test_placeholders_are_filled_below_the_folder_alone(after: Built) -> None:
    assert "<p><code>{{ anything }}</code> and {{ anything }} stay as they are." in after.html("/guide/")
    notes = after.html("/legal/notes/")
    assert "Tidewater Ltd. keeps them here: <code>{{ company.name }}</code>." in notes
    assert "Terms of Service</a>" in notes


LANGUAGES = """\
  - i18n:
      docs_structure: suffix
      fallback_to_default: true
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ja, name: 日本語}
  - kaitei: {root: legal}
"""


def test_languages_that_fall_back_to_the_first_still_do(tmp_path: Path) -> None:
    names = {
        "docs/legal/terms.ja.md": "---\ntitle: 利用規約\ntranslates: 2024-02-01\n---\n## 第1条（適用）\n\n本文。\n"
    }
    built = _good(
        made(tmp_path / "site", _CASES["site"], _CASES["policies"], names, plugins=LANGUAGES).build_apart(TODAY)
    )
    assert "Keep it dry" in built.html("/ja/")  # as static-i18n has it
    assert "Click" in built.html("/ja/guide/")
    assert "第1条" in built.text("/ja/legal/terms/")
    stub = built.page("/ja/legal/privacy/")
    assert "kelp deliveries" not in stub.text  # a policy in English is never shown as if it were in Japanese
    assert re.search('<html [^>]*lang="ja"', built.html("/ja/legal/privacy/"))
