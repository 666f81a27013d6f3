"""The theme `kaitei`: a frame that MkDocs knows by name, and what a site's settings do to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader

import kaitei.theme
from kaitei.wording.words import words
from tests.support import site
from tests.support.pages import broken, requested
from tests.support.site import Built, Content, Project

FOLDER = Path(kaitei.theme.__file__).parent
ASSETS = FOLDER.parent / "assets"
THEME = {"name": "kaitei"}
SITE_URL = "https://policies.example.co.jp/"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>\n'
OWN: Mapping[str, Content] = {
    **site.REVISED,
    "docs/guide/first.md": "# 手引\n\n## 目的\n\n### 範囲\n\n本文。\n\n## 連絡先\n",
    "docs/rules.md": (
        "---\ntitle: 規程\nkind: other\nrevisions:\n  - {date: 2024-04-01, summary: 制定}\n---\n"
        "## 第1章　総則\n\n### 第1条（目的）\n\n本文。\n\n## 第2章　雑則\n\n本文。\n"
    ),
    "docs/images/logo.svg": LOGO,
    "docs/images/icon.svg": LOGO,
    "docs/own.css": ":root { --accent: #8a1538; }\n",
    "own/partials/footer.html": "<footer><p>自社のフッター</p></footer>\n",
}
KINDS = {
    "in force": "/terms/",
    "past": "/terms/2024-04-01/",
    "comparison": "/terms/compare/2024-04-01/2027-01-01/",
    "history": "/history/",
    "search": "/search/",
    "ordinary": "/guide/first/",
    "missing": "/404.html",
}


def dressed(root: Path, files: Mapping[str, Content], **settings: Any) -> Built:
    """Build a site of one's own in the theme, strict."""
    theme = THEME | settings.pop("theme", {})
    project = site.make(root / "project", files)
    project.write({"mkdocs.yml": site.in_theme(theme, settings, ("ja",))})
    built = project.build()
    assert built.code == 0, built.output
    return built


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample, in both languages."""
    project = site.copied(tmp_path_factory.mktemp("sample") / "project")
    project.write({"mkdocs.yml": site.in_theme(THEME)})
    built = project.build()
    assert built.code == 0, built.output
    return built


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site without settings of its own."""
    return dressed(tmp_path_factory.mktemp("plain"), OWN)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with every setting that the theme knows."""
    theme = {
        "logo": "images/logo.svg",
        "favicon": "images/icon.svg",
        "color_mode": "dark",
        "header_links": [{"name": "会社サイト", "link": "https://www.example.co.jp/?a=1&b=2"}],
        "footer_links": [{"name": "採用情報", "link": "https://www.example.co.jp/jobs/"}],
    }
    return dressed(
        tmp_path_factory.mktemp("own"),
        OWN,
        theme=theme,
        copyright='© 2018 <a href="https://www.example.co.jp/imprint/">見本</a>',
        extra={"social": [{"icon": "x", "link": "https://social.example/us", "name": "公式アカウント"}]},
        extra_css=["own.css"],
        nav=[{"一覧": "index.md"}, {"規約類": ["terms.md", "history.md"]}, {"手引": ["guide/first.md"]}],
        repo_url="https://git.example.com/us/policies",
        edit_uri="edit/main/docs/",
    )


def test_every_page_of_the_sample_is_whole(sample: Built) -> None:
    pages = {address: sample.whole(address) for address in sample.addresses()}
    assert len(pages) > 60
    assert {
        address for address, page in pages.items() if len(page.all("h1")) != 1 or len(page.all("main")) != 1
    } == set()
    assert {address for address, page in pages.items() if len(page.ids) != len(set(page.ids))} == set()
    assert {
        address for address, page in pages.items() if page.lang != ("en" if address.startswith("/en/") else "ja")
    } == set()
    assert {link for page in pages.values() for link in requested(page, SITE_URL)} == set()
    assert broken(sample.site, SITE_URL) == []


def test_it_has_no_script_but_those_of_the_search_and_of_texts(sample: Built) -> None:
    found = {
        (address, script.get("src", ""))
        for address in sample.addresses()
        for script in sample.whole(address).all("script")
        if script.get("type") != "application/ld+json"
    }
    searched = {("/search/", "../assets/search.js"), ("/en/search/", "../../assets/search.js")}
    assert {one for one in found if not one[1].endswith("/text.js")} == searched
    assert not [address for address, source in found - searched if "/history/" in address or "/compare/" in address]


def test_nothing_in_a_page_needs_a_style_of_its_own(sample: Built) -> None:
    assert sample.holding(' style="') == []
    assert sample.holding("<style") == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_sites_settings_show(own: Built, kind: str) -> None:
    page, html = own.whole(KINDS[kind]), own.html(KINDS[kind])
    assert next(one["href"] for one in page.all("link") if one["rel"] == "icon").endswith("images/icon.svg")
    assert next(one["src"] for one in page.all("img")).endswith("images/logo.svg")
    assert page.first("html")["data-color-mode"] == "dark"
    assert page.linked("会社サイト") == "https://www.example.co.jp/?a=1&b=2"
    assert page.linked("採用情報") == "https://www.example.co.jp/jobs/"
    assert page.linked("公式アカウント") == "https://social.example/us"
    assert 'imprint/">見本</a>' in html
    assert html.index("theme.css") < html.index("kaitei.css") < html.index("own.css")


@pytest.mark.parametrize("kind", KINDS)
def test_without_settings_it_says_whose_the_site_is(plain: Built, kind: str) -> None:
    page = plain.whole(KINDS[kind])
    assert next(one["href"] for one in page.all("link") if one["rel"] == "icon").endswith("img/favicon.svg")
    assert "data-color-mode" not in page.first("html")
    assert page.all("img") == []
    assert "© 見本株式会社" in page.text
    assert page.linked("検索").endswith("search/") or kind == "search"


def test_the_navigation_is_the_sites_own_and_marks_the_page(own: Built) -> None:
    assert _navigation(own.html("/terms/")) == [
        "一覧",
        "[規約類",
        "規約 (page)",
        "改定履歴",
        "]",
        "[手引",
        "手引",
        "]",
    ]
    assert "改定履歴 (page)" in _navigation(own.html("/history/"))
    assert "手引 (page)" in _navigation(own.html("/guide/first/"))
    assert not [entry for entry in _navigation(own.html("/search/")) if "(" in entry]


@pytest.mark.parametrize("address", ["/terms/2024-04-01/", "/terms/history/", KINDS["comparison"]])
def test_the_navigation_marks_the_policy_on_its_other_pages(own: Built, address: str) -> None:
    assert "規約 (true)" in _navigation(own.html(address))


def test_contents_are_nested_and_leave_the_pages_own_heading_out(plain: Built) -> None:
    contents = _contents(plain.html("/guide/first/"))
    assert re.findall(r">([^<]*)</a>(<ol>)?", contents) == [("目的", "<ol>"), ("範囲", ""), ("連絡先", "")]


def test_contents_are_written_alike_whoever_makes_the_page(plain: Built) -> None:
    contents = _contents(plain.html("/rules/"))
    assert contents.count("<li>") == 3
    assert contents == _contents(plain.html("/rules/2024-04-01/"))


def test_a_page_without_contents_has_no_place_for_them(plain: Built) -> None:
    for address in ("/terms/history/", "/history/", "/search/", "/404.html"):
        assert "サイトメニュー" in plain.html(address)
        assert 'aria-label="目次"' not in plain.html(address)
        assert "<summary>目次" not in plain.html(address)


def test_a_page_may_hide_what_is_beside_it(tmp_path: Path) -> None:
    hidden = "---\nhide: [navigation, toc]\n---\n# 手引\n\n## 目的\n"
    html = dressed(tmp_path, {**OWN, "docs/guide/first.md": hidden}).html("/guide/first/")
    assert "サイトメニュー" not in html
    assert 'aria-label="目次"' not in html


def test_a_page_without_a_heading_gets_its_title_for_one(tmp_path: Path) -> None:
    built = dressed(tmp_path, {**OWN, "docs/guide/first.md": "---\ntitle: A & <b>B</b>\n---\n本文。\n"})
    assert "<h1>A &amp; B</h1>" in built.html("/guide/first/")
    assert "<title>A &amp; B - 規約・ポリシー</title>" in built.html("/guide/first/")


def test_a_reader_may_propose_a_change_to_an_ordinary_page(own: Built, plain: Built) -> None:
    edit = "https://git.example.com/us/policies/edit/main/docs/guide/first.md"
    assert own.whole("/guide/first/").linked("このページの修正を提案") == edit
    assert "このページの修正を提案" not in own.html("/terms/")
    assert "このページの修正を提案" not in plain.html("/guide/first/")


def test_links_lead_to_the_page_in_the_other_language(sample: Built) -> None:
    assert sample.whole("/privacy/").linked("English") == "../en/privacy/"
    assert sample.whole("/en/terms/2023-06-01/").linked("日本語") == "../../../terms/2023-06-01/"
    assert sample.whole("/en/about/").linked("日本語") == "../../about/"


@pytest.fixture(scope="module")
def footed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with a footer of its own."""
    return dressed(tmp_path_factory.mktemp("footed"), OWN, theme={"custom_dir": "own"})


@pytest.mark.parametrize("kind", KINDS)
def test_a_partial_of_the_sites_own_takes_the_place_of_the_themes(footed: Built, kind: str) -> None:
    html = footed.html(KINDS[kind])
    assert html.count("自社のフッター") == 1
    assert "©" not in html


PLAIN: Mapping[str, Any] = {"site_name": "Us", "site_url": SITE_URL}


@pytest.mark.parametrize(
    ("language", "skip", "missing"),
    [("ja", "本文へ移動", "ページが見つかりません"), ("en", "Skip to the text", "Page not found")],
)
def test_it_works_where_the_engine_does_not(tmp_path: Path, language: str, skip: str, missing: str) -> None:
    settings = {**PLAIN, "theme": {"name": "kaitei", "language": language}}
    built = _without_the_engine(tmp_path, settings)
    page = built.whole("/")
    assert page.lang == language
    assert page.linked(skip) == "#__main"
    assert page.linked("Two") == "two/"
    assert missing in built.whole("/404.html").text
    assert built.whole("/404.html").linked("Us") == "/."
    assert broken(built.site, SITE_URL) == []


def test_languages_may_be_named_by_hand(tmp_path: Path) -> None:
    extra = {
        "alternate": [{"name": "English", "link": "/en/", "lang": "en"}, {"name": "日本語", "link": "/", "lang": "ja"}]
    }
    page = _without_the_engine(
        tmp_path, {**PLAIN, "theme": {"name": "kaitei", "language": "ja"}, "extra": extra}
    ).whole("/")
    assert page.linked("English") == "/en/"
    assert page.linked("日本語") == ""


def test_languages_of_pages_that_are_not_the_engines_are_linked(tmp_path: Path) -> None:
    languages = [{"locale": "ja", "name": "日本語", "default": True}, {"locale": "en", "name": "English"}]
    settings = {
        **PLAIN,
        "theme": {"name": "kaitei"},
        "plugins": [{"i18n": {"languages": languages, "docs_structure": "suffix"}}],
    }
    built = _without_the_engine(tmp_path, settings)
    assert built.whole("/two/").lang == built.whole("/404.html").lang == "ja"
    assert built.whole("/two/").linked("English") == "../en/two/"
    assert built.whole("/en/two/").lang == "en"
    assert built.whole("/en/two/").linked("日本語") == "../../two/"


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_words_of_other_pages_are_the_engines(locale: str) -> None:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    own: Mapping[str, str] = environment.get_template("partials/language.html").module.words[locale]  # type: ignore[attr-defined]
    assert len(own) > 5
    assert dict(own) == {key: words(locale)(key) for key in own}


def test_what_frame_and_content_share_is_the_same_in_both() -> None:
    frame, content = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", path.read_text(encoding="utf-8").partition("\n}")[0]))
        for path in (FOLDER / "css" / "theme.css", ASSETS / "kaitei.css")
    )
    shared = frame.keys() & content.keys()
    assert {"--paper", "--ink", "--accent", "--line", "--measure"} <= shared
    assert {key for key in shared if frame[key] != content[key]} == set()


def test_every_setting_is_explained() -> None:
    text = (FOLDER / "mkdocs_theme.yml").read_text(encoding="utf-8")
    explained = set(re.findall(r"^# .*\n(\w+):", text, re.MULTILINE))
    assert yaml.safe_load(text).keys() - {"static_templates"} == explained


def _without_the_engine(root: Path, settings: Mapping[str, Any]) -> Built:
    project = Project(root)
    project.write(
        {
            "mkdocs.yml": yaml.safe_dump({"plugins": [], **settings}, allow_unicode=True),
            "docs/index.md": "# One\n",
            "docs/two.md": "# Two\n\n## Part\n",
        }
    )
    built = project.build()
    assert built.code == 0, built.output
    return built


def _contents(html: str) -> str:
    """The list of the contents, without the white space between entries."""
    return re.sub(r"\s*\n\s*", "", html[html.index("<ol>", html.index("side toc")) : html.index("</ol>\n</details>")])


def _navigation(html: str) -> list[str]:
    """The entries of the navigation; "[" and "]" around those of a section."""
    start = html.index('<nav class="side pages"')
    return list(
        _entries(html[start : html.index("</nav>", start)].partition("</summary>")[2].rpartition("</details>")[0])
    )


def _entries(html: str) -> Iterator[str]:
    pattern = r'<summary>(.*?)</summary>|(</details>)|<a [^>]*?(?:aria-current="(\w+)")?>(.*?)</a>'
    for section, end, current, name in re.findall(pattern, html):
        yield f"[{section}" if section else "]" if end else f"{name} ({current})" if current else name
