"""HTML of the simple form is what a parser makes of it; whatever else there is, is left to the parser."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.markdown.tags import attributes, simple_pieces, simple_tags

PIECES = (
    *(
        "<p>",
        "</p>",
        "<br>",
        '<a href="/a.md">',
        "</a>",
        '<td data-label="a" align="left">',
        '<ol reversed="">',
        "<h2>",
    ),
    *("a", " ", "\n", "<", ">", "/", "=", '"', "'", "&amp;", "&", "<P>", "<br/>", "<br />", "</p >", "< p>", "<p a>"),
    *("<a href='x'>", "<a href=x>", '<a href="<">', '<a href=">">', '<a b="c"d="e">', '<a  b="c">', '<a b = "c">'),
    *("<!-- a -->", "<!--", "-->", "<![CDATA[", "<?x?>", "</>", "<>", "<1>", "<script>", "</script>", "<style>"),
    *(
        "<textarea>",
        "<title>",
        "<svg>",
        "<plaintext>",
        "<x-y>",
        "<a:b>",
        '<a \n b="c">',
        "\x00",
        "<p\x0c>",
        '<a ｂ="c">',
    ),
)
HTML = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


class Parsed(HTMLParser):
    """The tags and texts that the standard library finds."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, object]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((f"{tag}/", attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", []))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("!", decl))

    def handle_pi(self, data: str) -> None:
        self.found.append(("?", data))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("!", data))


@settings(max_examples=1000, deadline=None)
@given(HTML)
def test_the_parser_finds_the_same_tags(html: str) -> None:
    tags = simple_tags(html)
    if tags is not None:
        found = [(start or f"/{end}", attributes(written)) for end, start, written in tags]
        assert found == Parsed(html).found


@settings(max_examples=1000, deadline=None)
@given(HTML)
def test_the_pieces_are_the_tags_and_what_is_between_them(html: str) -> None:
    tags, pieces = simple_tags(html), simple_pieces(html)
    assert (tags is None) == (pieces is None)
    if tags is not None and pieces is not None:
        inner = zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
        assert [(end or "", start or "", written or "") for end, start, written in inner] == tags
        rejoined = [f"</{end}>" if end else f"<{start}{written}>" for end, start, written in tags]
        assert "".join(text + tag for text, tag in zip(pieces[::4], [*rejoined, ""], strict=True)) == html


@pytest.mark.parametrize("html", [piece for piece in PIECES if "<" in piece and piece != "</script>"][8:])
def test_whatever_is_written_otherwise_is_for_the_parser(html: str) -> None:
    assert simple_tags(f"<p>a</p>{html}<p>b</p>") is None
    assert simple_pieces(f"<p>a</p>{html}<p>b</p>") is None


def test_converted_markdown_is_of_the_simple_form() -> None:
    assert simple_tags('<p>a &amp; b<br>\n<a href="/a.md#c1">c</a></p>') == [
        ("", "p", ""),
        ("", "br", ""),
        ("", "a", ' href="/a.md#c1"'),
        ("a", "", ""),
        ("p", "", ""),
    ]
