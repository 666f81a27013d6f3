"""JSON-LD, read as any reader of it does: expanded, here with a context of our own instead of schema.org's."""

from __future__ import annotations

import html.parser
import json
from typing import Any

import pytest
from pyld import jsonld

from kaitei.pages.linked_data import linked_data
from tests.support import small

SCHEMA = "https://schema.org/"
CONTEXT = {"@vocab": SCHEMA, "url": {"@type": "@id"}}
COMPANY = """
company: {name: {ja: 甲社, en: Ko Inc.}, url: https://example.com/}
desks:
  privacy: {name: {ja: 窓口, en: Desk}, phone: 03-0000-0001, email: a@example.com, form: https://example.com/form}
  hidden: {name: 目立たない窓口, email: b@example.com, email_display: fullwidth, fax: 03-0000-0002}
"""
REVISIONS = """
- {date: 2027-01-01, summary: 改定}
- date: 2025-04-01
  announced: 2025-03-01
  summary: 改定
  corrections:
    - {date: 2025-05-01, summary: 誤記, before: a, after: b}
    - {date: 2030-01-01, summary: 誤記, before: b, after: c}
- {date: 2020-04-01, summary: 制定}
"""
FILES = {
    "privacy.md": small.living(REVISIONS, "{{ desks.hidden }}\n"),
    "privacy/2025-04-01.md": small.frozen("{{ desks.privacy }}\n", title="新しい扱い"),
    "privacy/2025-04-01.en.md": small.frozen("{{ desks.privacy.phone }}\n", title="Privacy"),
    "privacy/2020-04-01.md": small.frozen("{{ desks }}\n"),
}


def data(address: str = "/privacy/", date: str = "2025-04-01", locale: str = "ja", company: str = COMPANY) -> str:
    site = small.site(FILES, "2026-11-22", company)
    standing = small.standing(site)
    return linked_data(small.context(site, locale), standing, small.edition(site, date, locale), address)


def expanded(text: str) -> Any:
    """Expand JSON-LD without asking any host."""
    loaded = {"contextUrl": None, "documentUrl": SCHEMA, "document": {"@context": CONTEXT}}
    (found,) = jsonld.expand(json.loads(text), {"documentLoader": lambda url, options: loaded})
    return found


def value(node: Any, name: str) -> Any:
    return [one.get("@value", one.get("@id")) for one in node[SCHEMA + name]]


def test_a_page_is_described_so_that_programs_understand_it() -> None:
    page = expanded(data())
    assert page["@type"] == [f"{SCHEMA}WebPage"]
    assert page["@id"] == "https://policies.example.com/privacy/"
    known = {key.removeprefix(SCHEMA): value(page, key.removeprefix(SCHEMA)) for key in page if SCHEMA in key}
    publisher = page[f"{SCHEMA}publisher"][0]
    known.pop("publisher")
    assert known == {
        "url": ["https://policies.example.com/privacy/"],
        "name": ["新しい扱い"],
        "inLanguage": ["ja"],
        "version": ["2025-04-01"],
        "datePublished": ["2020-04-01"],
        "dateModified": ["2025-05-01"],
    }
    assert publisher["@type"] == [f"{SCHEMA}Organization"]
    assert (value(publisher, "name"), value(publisher, "url")) == (["甲社"], ["https://example.com/"])
    (point,) = publisher[f"{SCHEMA}contactPoint"]
    assert point["@type"] == [f"{SCHEMA}ContactPoint"]
    assert {name: value(point, name) for name in ("contactType", "telephone", "email", "url")} == {
        "contactType": ["窓口"],
        "telephone": ["03-0000-0001"],
        "email": ["a@example.com"],
        "url": ["https://example.com/form"],
    }


def test_a_lasting_page_was_published_when_its_revision_was() -> None:
    past, present = json.loads(data("/privacy/2020-04-01/", "2020-04-01")), json.loads(data("/privacy/2025-04-01/"))
    assert (past["datePublished"], past["dateModified"]) == ("2020-04-01", "2020-04-01")
    assert (present["datePublished"], present["dateModified"]) == ("2025-03-01", "2025-05-01")


def test_a_translation_is_described_in_its_language() -> None:
    found = json.loads(data("/en/privacy/", locale="en"))
    assert (found["name"], found["inLanguage"], found["publisher"]["name"]) == ("Privacy", "en", "Ko Inc.")
    assert found["publisher"]["contactPoint"][0]["contactType"] == "Desk"


def test_an_address_that_the_page_hides_is_hidden_here_too() -> None:
    text = data("/privacy/2027-01-01/", "2027-01-01")
    assert "b@example.com" not in text
    assert json.loads(text)["publisher"]["contactPoint"] == [
        {"@type": "ContactPoint", "contactType": "目立たない窓口", "faxNumber": "03-0000-0002"}
    ]
    assert len(json.loads(data("/privacy/2020-04-01/", "2020-04-01"))["publisher"]["contactPoint"]) == 2


class _Scripts(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own signature
        self.tags.append(tag)


@pytest.mark.parametrize("hostile", ["</script><img src=x>", "<!--<script>", "]]>&amp;", '"}</SCRIPT ><b>'])
def test_no_fact_ends_the_block_early(hostile: str) -> None:
    text = data(company=f"company: {{name: {json.dumps(hostile)}}}\ndesks: {{privacy: {{name: 窓口}}}}\n")
    assert json.loads(text)["publisher"]["name"] == hostile
    assert not set("<>&\u2028\u2029") & set(text)
    parser = _Scripts()
    parser.feed(f'<script type="application/ld+json">{text}</script><p>')
    assert parser.tags == ["script", "p"]


def test_without_a_company_the_site_stands_for_it() -> None:
    assert json.loads(data(company="desks: {privacy: {name: 窓口}}\n"))["publisher"]["name"] == "見本"
