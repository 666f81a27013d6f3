"""Words that would be markup anywhere: whoever writes them, a browser, a feed reader and a program see words."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from markupsafe import escape

from kaitei.review import report
from tests.support import site
from tests.support.pages import Page
from tests.support.repository import repository
from tests.support.site import Built

WORDS = "</title></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)> ]]> {{ x }} <!-- --> &lt;b&gt;"


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    said = _yaml(WORDS)
    policy = (
        f"---\ntitle: {said}\nkind: privacy\nrevisions:\n"
        f"  - {{date: 2024-04-01, summary: {said}, reason: {{ja: {said}, en: {said}}}, remarks: {{c1: {said}}},\n"
        f"     corrections: [{{date: 2024-05-01, summary: {said}, before: {said}, after: {_yaml(WORDS + '正')}}}]}}\n"
        f"  - {{date: 2022-04-01, summary: {said}}}\n---\n"
        "１．{{ company.name }}は約束を守りません。\n\n{{ company }}\n\n{{ desks }}\n\n{{ signature }}\n"
    )
    files = site.files("plain") | {
        "company.yml": f"company: {{name: {said}, name_kana: {said}, address: {{ja: {said}, en: {said}}}}}\n"
        f"representative: {{title: {said}, name: {said}}}\n"
        f"desks: {{privacy: {{name: {said}, department: {said}, phone: {said}, hours: {said}}}}}\n",
        "docs/privacy.md": policy,
        "docs/privacy/2022-04-01.md": f"---\ntitle: {said}\n---\n１．約束を守ります。\n",
        "docs/privacy.en.md": f"---\ntitle: {said}\ntranslates: 2024-04-01\n---\n1. Promise\n",
    }
    labels = dict.fromkeys(("new", "old", "remarks", "omitted", "same", "added", "deleted"), WORDS)
    settings = {
        "extra": {
            "kaitei": {"compare": {"labels": {"ja": labels}}, "edit_url": "https://git.example/?a=\"'><b>{path}"}
        },
    }
    made = site.make(tmp_path_factory.mktemp("hostile"), files, settings).build()
    assert made.code == 0, made.output
    return made


def test_no_page_has_anything_that_acts(built: Built) -> None:
    for address in built.addresses():
        _assert_inert(built.page(address), address)


def test_the_words_stand_on_the_pages_as_they_are(built: Built) -> None:
    for address in (
        "/privacy/",
        "/privacy/history/",
        "/privacy/compare/2022-04-01/2024-04-01/",
        "/en/privacy/",
    ):
        assert WORDS in built.text(address) or WORDS.replace("&lt;b&gt;", "<b>") in built.text(address), address


def test_feeds_and_programs_get_the_words(built: Built) -> None:
    for name, content in built.files().items():
        if name.endswith((".xml", ".svg")):
            ET.fromstring(content)
        if name.endswith(".json"):
            json.loads(content)
    assert json.loads(built.files()["policies.json"])["policies"][0]["title"] == {"ja": WORDS, "en": WORDS}
    page = built.html("/privacy/")
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data)["name"] == WORDS
    assert "<" not in data


def test_the_page_for_approval_and_the_comment_have_nothing_that_acts(tmp_path: Path) -> None:
    made = repository(tmp_path / "project")
    made.edit(("docs/privacy.md", "三日以内", f"五日以内 {escape(WORDS.replace('{{ x }}', ''))}"))
    made.edit(("docs/privacy.md", "返送の見直し", "<script>alert(1)</script><img src=x onerror=alert(1)>"))
    found = report.make(made.load(), made.base(), "ja")
    assert found.pages()
    for name, page in found.pages().items():
        _assert_inert(Page(page), name)
    _assert_inert(Page(found.comment((), ())), "comment")


def _assert_inert(page: Page, where: str) -> None:
    """Nothing of the words is an element, an attribute or a script, which a theme may have of its own."""
    assert not [script for script in page.scripts if "alert" in script], where
    assert not [given for given in page.all("img") if given.get("src") == "x"], where
    assert not [key for _, given in page.elements for key in given if key.startswith("on")], where
    addresses = [str(given.get(key, "")) for _, given in page.elements for key in ("href", "src")]
    assert not [one for one in addresses if one.startswith(("javascript:", "data:"))], where
