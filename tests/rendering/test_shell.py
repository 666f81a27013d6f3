from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.rendering import shell
from kaitei.rendering.sheet import Entry, Sheet
from kaitei.rendering.shell import BRANCH, LEAF, SAMPLE, WITHIN, Shell, depth, make, mark, mend

UP = "/".join([".."] * 12)
CONTENTS = f"""\
<nav class="toc" aria-label="目次">
<ul>
<li class="leaf"><a href="#{LEAF.anchor}" title="{LEAF.label}"><span>{LEAF.label}</span></a></li>
<li class="branch"><a href="#{BRANCH.anchor}">{BRANCH.label}</a>
<nav aria-label="{BRANCH.label}"><ul><li><a href="#{WITHIN.anchor}">{WITHIN.label}</a></li></ul></nav></li>
</ul>
</nav>
"""
SCRIPT = f'var base = new URL("{UP}", location); start("{UP}/work.js")'
THEME = f"""\
<!doctype html>
<html lang="ja" class="no-js">
<head>
<meta charset="utf-8">
<title>{mark("title")} - 見本</title>
<meta name="description" content="of the theme">
<link rel="canonical" href="https://a.example/kaitei-shell/">
<link rel="stylesheet" href="{UP}/theme.css">
<link rel="stylesheet" href="{UP}/own.css">
<script>{SCRIPT}</script>
<script src="{UP}/theme.js"></script>
<script type="application/json">{{"base": "{UP}"}}</script>
</head>
<body>
<a href="{UP}">見本</a> <a href="{UP}/terms/">規約</a> <a href="{UP}/{mark("language-en")}" hreflang="en">English</a>
{CONTENTS}
<main>{SAMPLE.body}</main>
{CONTENTS.replace("目次", "この頁")}
</body>
</html>
"""
PAGE = Sheet(
    locale="ja",
    address="/terms/2025-04-01/",
    title="規約",
    attributes='data-page="past"',
    head='<link rel="canonical" href="https://a.example/terms/">\n<meta name="description" content="ours">\n',
    body='<h1 id="__text">規約</h1><p>本文</p>',
    contents=(Entry("c1", 2, "第1条"), Entry("c2", 2, "第2条"), Entry("c2-1", 3, "1"), Entry("c3", 2, "第3条")),
    languages=(("ja", "/terms/2025-04-01/"), ("en", "/en/terms/2025-04-01/")),
)


def made(theme: str = THEME) -> Shell:
    return make(mend(theme, SAMPLE, "own.css", mark("security")))


class Found(HTMLParser):
    """Links of a page, and how its lists are nested."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tree: list[object] = []
        self._open: list[list[object]] = [self.tree]
        self.balance = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]
        if tag == "li":
            item: list[object] = []
            self._open[-1].append(item)
            self._open.append(item)
        if tag == "a" and len(self._open) > 1:
            self._open[-1].append(str(named.get("href")))
        self.balance += tag in ("ul", "nav", "li", "details")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._open.pop()
        self.balance -= tag in ("ul", "nav", "li", "details")


def test_a_page_is_the_theme_s_with_what_is_said_on_it() -> None:
    page = made().fill(PAGE, security="<meta policy>")
    assert "<title>規約 - 見本</title>" in page
    assert f"<main>{PAGE.body}</main>" in page
    assert '<html data-page="past" lang="ja" class="no-js">' in page
    assert '<meta charset="utf-8"><meta policy>' in page.replace(">\n<", "><")
    assert page.count("canonical") == page.count('name="description"') == 1
    assert page.index("theme.css") < page.index(PAGE.head) < page.index("own.css")
    assert "MARK" not in page


@pytest.mark.parametrize(
    ("address", "home", "style", "english"),
    [
        ("/", ".", "./theme.css", "en/"),
        ("/terms/", "..", "../theme.css", "../en/terms/"),
        ("/terms/history/", "../..", "../../theme.css", "../../en/terms/history/"),
        ("/a/b/c/d/e/", "../../../../..", "../../../../../theme.css", "../../../../../en/a/b/c/d/e/"),
    ],
)
def test_addresses_are_as_seen_from_the_page(address: str, home: str, style: str, english: str) -> None:
    page = made().fill(replace(PAGE, address=address, languages=(("en", f"/en{address}"),)))
    links = Found(page).links
    assert [one for one in links if not one.startswith(("#", "https:"))] == [
        style,
        style.replace("theme", "own"),
        style.replace("css", "js"),
        home,
        style.replace("theme.css", "terms/"),
        english,
    ]


@given(st.integers(0, 11))
def test_from_any_depth_a_browser_comes_to_the_same_addresses(folders: int) -> None:
    address = "/" + "a/" * folders
    links = Found(made().fill(replace(PAGE, address=address))).links
    found = {urljoin(f"https://b.example/base{address}", one) for one in links if not one.startswith(("#", "https:"))}
    names = ("theme.css", "own.css", "theme.js", "", "terms/", "en/terms/2025-04-01/")
    assert {one.rstrip("/") for one in found} == {f"https://b.example/base/{one}".rstrip("/") for one in names}


@pytest.mark.parametrize("base", ["/", "/legal/site/"])
def test_a_page_that_may_stand_anywhere_has_addresses_from_the_host_on(base: str) -> None:
    page = made().fill(replace(PAGE, address="/404.html", languages=(("en", "/en/"),)), base)
    links = [one for one in Found(page).links if not one.startswith(("#", "https:"))]
    assert all(one.startswith("/") for one in links)
    assert {f"{base}theme.css", f"{base}terms/", f"{base}en/"} <= set(links)
    assert base.rstrip("/") in [one.rstrip("/") for one in links]


def test_contents_are_nested_as_the_theme_writes_them_wherever_it_has_them() -> None:
    page = made().fill(PAGE)
    expected = [["#c1"], ["#c2", ["#c2-1"]], ["#c3"]]
    found = Found(page)
    assert found.tree == expected * 2
    assert found.balance == 0
    assert page.count('<li class="leaf"><a href="#c1" title="第1条"><span>第1条</span></a></li>') == 2
    assert page.count('<nav aria-label="第2条">') == 2


def test_a_deep_tree_of_contents_keeps_its_depth() -> None:
    entries = tuple(Entry(f"c{at}", level, str(at)) for at, level in enumerate((2, 3, 4, 4, 3, 2)))
    found = Found(made().fill(replace(PAGE, contents=entries)))
    assert found.tree == [["#c0", ["#c1", ["#c2"], ["#c3"]], ["#c4"]], ["#c5"]] * 2


def test_a_page_without_contents_has_no_empty_frame_for_them() -> None:
    page = made().fill(replace(PAGE, contents=()))
    assert "<nav" not in page
    assert "<ul" not in page
    assert f"<main>{PAGE.body}</main>" in page
    assert Found(page).balance == 0


def test_a_frame_for_contents_that_holds_more_stays() -> None:
    theme = THEME.replace("</ul>\n</nav>\n", "</ul>\n<nav>more</nav>\n</nav>\n", 1)
    page = make(theme).fill(replace(PAGE, contents=()))
    assert page.count("<nav") == page.count("</nav>") == 2
    assert "more" in page


def test_a_folded_frame_goes_whole() -> None:
    folded = CONTENTS.replace('<nav class="toc" aria-label="目次">', "<details><summary>目次</summary>")
    folded = folded.replace("</ul>\n</nav>\n", "</ul>\n</details>\n")
    page = make(THEME.replace(CONTENTS, folded)).fill(replace(PAGE, contents=()))
    assert "details" not in page
    assert "目次" not in page


def test_a_theme_may_have_no_contents() -> None:
    theme = THEME.replace(CONTENTS, "").replace(CONTENTS.replace("目次", "この頁"), "")
    assert made(theme).contents == ()
    assert f"<main>{PAGE.body}</main>" in made(theme).fill(PAGE)


def test_within_an_attribute_a_label_is_without_markup() -> None:
    label = '第1条 <span lang="en">A &amp; "B"</span>'
    page = made().fill(replace(PAGE, contents=(Entry("c1", 2, label),)))
    assert f"<span>{label}</span>" in page
    assert page.count("<span") == page.count("</span>") == 4
    assert 'title="第1条 A &amp; &#34;B&#34;"' in page


def test_what_is_said_may_look_like_a_mark() -> None:
    body, title = f"<p>{mark('title')} {mark('contents-0')}</p>", mark("body")
    page = made().fill(replace(PAGE, body=body, title=title))
    assert body in page
    assert f"<title>{title} - 見本</title>" in page


WORDS = st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=6).map(html.escape)
SHEETS = st.builds(
    Sheet,
    st.just("ja"),
    st.lists(st.sampled_from(["a", "b-c", "2025-04-01"]), max_size=6).map(
        lambda parts: "/" + "".join(f"{p}/" for p in parts)
    ),
    *[WORDS] * 4,
    contents=st.lists(
        st.builds(Entry, st.sampled_from(["c1", "c2-1", "規約"]), st.integers(2, 6), WORDS), max_size=6
    ).map(tuple),
    languages=st.just((("en", "/en/"),)),
)


@given(SHEETS, st.sampled_from(["", "/", "/legal/"]))
def test_no_mark_is_ever_left_and_all_that_is_opened_is_closed(sheet: Sheet, base: str) -> None:
    page = made().fill(sheet, base, "<meta policy>")
    assert "KAITEI-" not in page
    assert "kaitei-shell" not in page
    assert UP not in page
    found = Found(page)
    assert found.balance == 0
    assert [one[1:] for one in found.links if one.startswith("#")] == [one.anchor for one in sheet.contents] * 2


@pytest.mark.parametrize("part", ["title", "body"])
def test_a_theme_that_does_not_show_what_it_must_is_told(part: str) -> None:
    with pytest.raises(ValueError, match=part):
        make(THEME.replace(mark(part), ""))


def sum_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_scripts_within_the_theme_s_page_are_known_by_their_sums_at_each_depth() -> None:
    of = made()
    for folders, up in ((0, "."), (1, ".."), (2, "../..")):
        page = of.fill(replace(PAGE, address="/" + "a/" * folders))
        script = SCRIPT.replace(UP, up)
        assert f"<script>{script}</script>" in page
        assert of.scripts(folders) == (sum_of(script),)
    assert of.scripts(1, "/legal/") == (sum_of(SCRIPT.replace(f"{UP}/", "/legal/").replace(UP, "/legal")),)


@pytest.mark.parametrize(
    ("tag", "runs"),
    [
        ("<script>", True),
        ("<script async>", True),
        ('<script type="module">', True),
        ("<script type=text/javascript>", True),
        ('<SCRIPT TYPE="application/javascript">', True),
        ('<script type="">', True),
        ('<script type="application/json">', False),
        ('<script type="application/ld+json" id=x>', False),
        ('<script id="__config" type="application/json">', False),
        ('<script type="text/template">', False),
        ('<script src="a.js">', False),
        ('<script defer src = "a.js">', False),
        ('<script data-src="x" data-type="text/plain">', True),
    ],
)
def test_only_scripts_that_run_within_a_page_are_let_run(tag: str, runs: bool) -> None:
    theme = THEME.replace("</body>", f"{tag}own()</script></body>")
    assert (sum_of("own()") in made(theme).scripts(0)) is runs


def test_scripts_of_what_an_editor_wrote_are_not_let_run() -> None:
    sheet = replace(
        PAGE, body="<script>evil()</script>", head="<script>evil()</script>", title="<script>evil()</script>"
    )
    of = made()
    of.fill(sheet)
    assert sum_of("evil()") not in of.scripts(2)


def test_a_page_is_mended_before_the_site_s_own_style() -> None:
    page = mend(THEME, PAGE, "own.css", "<meta policy>")
    assert page.index("theme.css") < page.index(PAGE.head) < page.index("own.css")
    last = mend(THEME, PAGE, "", "")
    assert last.index("own.css") < last.index(PAGE.head) < last.index("</head>")
    assert mend(THEME, PAGE, "nowhere.css") == last
    assert "of the theme" not in page
    assert page.partition("</head>")[2] == THEME.partition("</head>")[2]


def test_what_the_body_says_of_the_head_is_left_alone() -> None:
    body = '<main><p>&lt;html&gt; <code>rel="canonical"</code></p></main>'
    page = mend(THEME.replace(f"<main>{SAMPLE.body}</main>", body), PAGE)
    assert body in page


@pytest.mark.parametrize(
    ("address", "folders"), [("/", 0), ("/404.html", 0), ("/terms/", 1), ("/en/terms/history/", 3)]
)
def test_an_address_is_so_many_folders_down(address: str, folders: int) -> None:
    assert depth(address) == folders


def test_a_shell_is_rendered_far_enough_down() -> None:
    """Deeper than any page of the engine's that can be named in a file system's usual 255 characters a part."""
    assert depth(f"/{shell.FOLDERS}") == UP.count("..") == 12


PLAIN = Sheet("ja", "/terms/history/", "規約", "", "", "<h1>規約</h1>")
LISTED = (Entry("c1", 2, "第1条"), Entry("c1-1", 3, "1"), Entry("c2", 2, "第2条"))


def entry(one: Entry, within: str = "") -> str:
    """An entry of a table of contents as themes write it."""
    return f'<li><a href="#{one.anchor}">{one.label}</a>{within}</li>'


def themed(contents: str) -> str:
    """What a theme makes of the sample."""
    head = f"<head><title>{mark('title')}</title></head>"
    return f"<html>{head}<body><nav><ul>{contents}</ul></nav>{SAMPLE.body}</body></html>"


LEVELS = {
    "two levels": (entry(LEAF) + entry(BRANCH, f"<ul>{entry(WITHIN)}</ul>"), ["c1", "c1-1", "c2"]),
    "one level": (entry(LEAF) + entry(BRANCH), ["c1", "c2"]),
    "one level, with empty lists": (entry(LEAF, "<ul></ul>") + entry(BRANCH, "<ul></ul>"), ["c1", "c2"]),
    "none": ("", []),
}


@pytest.mark.parametrize(("contents", "shown"), LEVELS.values(), ids=LEVELS)
def test_contents_are_shown_as_deep_as_the_theme_shows_them(contents: str, shown: list[str]) -> None:
    found = shell.make(themed(contents))
    for sheet, anchors in ((replace(PLAIN, contents=LISTED), shown), (PLAIN, [])):
        page = found.fill(sheet)
        assert re.findall(r'href="#(.*?)"', page) == anchors
        assert "MARK" not in page
        assert "<title>規約</title>" in page
