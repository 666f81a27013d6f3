"""The sample in four themes: the same texts in each, whatever is around them. So one theme can be left for another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.support import site
from tests.support.site import Built

TODAY = "2026-11-28"
THEMES: Mapping[str, Mapping[str, Any]] = {
    "material": {},
    "kaitei": {"name": "kaitei", "language": "ja"},
    "readthedocs": {"name": "readthedocs", "locale": "ja", "highlightjs": False},
    "mkdocs": {"name": "mkdocs", "locale": "ja", "highlightjs": False},
}
"""What `theme` of mkdocs.yml says for each; nothing for that of the repository."""

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Content(HTMLParser):
    """Takes what the engine has made out of a page: the elements with the class `kaitei`, as written."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "kaitei" in (dict(attrs).get("class") or "").split() and tag == "div":
            self.depth += not self.depth
        elif self.depth and tag not in VOID:
            self.depth += 1
        if self.depth:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.parts.append(f"</{tag}>")
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    return {name: _built(tmp_path_factory.mktemp(name) / "site", theme) for name, theme in THEMES.items()}


def _built(root: Path, theme: Mapping[str, Any]) -> Built:
    project = site.copied(root)
    if theme:
        project.write({"mkdocs.yml": site.in_theme(theme)})
    built = project.build_apart(TODAY)
    assert built.code == 0, built.output
    return built


def _pages(built: Built) -> Iterator[str]:
    return (address for address in sorted(built.addresses()) if not address.startswith(("/about/", "/en/about/")))


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "material"])
def test_texts_are_the_same_in_every_theme(sites: Mapping[str, Built], theme: str) -> None:
    pages = [address for address in _pages(sites["material"]) if "404" not in address and "search" not in address]
    assert len(pages) > 50
    for address in pages:
        first, other = (Content(sites[name].html(address)).parts for name in ("material", theme))
        assert first, address
        assert other == first, address


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_has_one_title_one_address_and_one_description(sites: Mapping[str, Built], theme: str) -> None:
    for address in _pages(sites[theme]):
        head = sites[theme].html(address).partition("</head>")[0]
        assert len(re.findall("<title>", head)) == 1, address
        assert len(re.findall('rel="canonical"', head)) <= 1, address
        assert len(re.findall('name="description"', head)) <= 1, address


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_for_programs_is_the_same_in_every_theme(sites: Mapping[str, Built], theme: str) -> None:
    names = ("policies.json", "feed.xml", "en/feed.xml", "privacy/feed.xml", "sitemap.xml", "privacy/timemap.link")
    for name in names:
        assert (sites[theme].site / name).read_bytes() == (sites["material"].site / name).read_bytes()


@pytest.mark.parametrize("theme", ["material", "kaitei"])
def test_a_title_in_another_language_says_so_in_the_navigation(sites: Mapping[str, Built], theme: str) -> None:
    links = re.findall(r'<a href="[^"]*external-transmission/"[^>]*>', sites[theme].html("/en/terms/history/"))
    assert any('lang="ja"' in one for one in links)
