from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup, escape

from kaitei.errors import KaiteiError
from kaitei.rendering.renderer import MISSING, Renderer
from kaitei.wording.words import words

MACROS = """\
{% macro told(key) %}<b>{{ t(key) }}</b>{% endmacro %}
{% macro around() %}<i>{{ caller() }}</i>{% endmacro %}
{% macro item(text, sign="*") %}{{ sign }}{{ text }}{% endmacro %}
"""


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    (tmp_path / "macros.html").write_text(MACROS, encoding="utf-8")
    (tmp_path / "bold.html").write_text("<b>{{ text }}</b>", encoding="utf-8")
    return Renderer.make(tmp_path, words("ja"), "{y}年{m}月{d}日", "https://example.co.jp/legal/")


def rendered(renderer: Renderer, source: str, page: str = "/privacy/", **values: object) -> str:
    """Render a template of its own for a page."""
    loader = renderer.environment.loader
    assert isinstance(loader, jinja2.FileSystemLoader)
    name = f"{hashlib.sha256(source.encode()).hexdigest()}.html"
    (Path(loader.searchpath[0]) / name).write_text(source, encoding="utf-8")
    return str(renderer.render(name, page, **values))


def test_what_is_not_made_here_is_escaped(renderer: Renderer) -> None:
    assert rendered(renderer, "{{ text }}", text="<&>") == "&lt;&amp;&gt;"
    assert rendered(renderer, "{{ text }}", text=renderer.render("bold.html", "/", text="<")) == "<b>&lt;</b>"


class Bold:
    def __html__(self) -> str:
        return "<b>"


class Loud(Markup):
    pass


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("'<&>\"", "&#39;&lt;&amp;&gt;&#34;"),
        (Markup("<b>"), "<b>"),
        (Loud("<b>"), "<b>"),
        (Bold(), "<b>"),
        (12, "12"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_whatever_is_put_out_is_escaped_as_markupsafe_does(value: object, written: str, renderer: Renderer) -> None:
    assert rendered(renderer, "{{ value }}", value=value) == written == str(escape(value))
    assert rendered(renderer, "{% set same %}{{ value }}{% endset %}{{ same }}", value=value) == written
    assert rendered(renderer, '{% from "macros.html" import item %}{{ item(value, "") }}', value=value) == written


def test_what_is_missing_is_not_put_out(renderer: Renderer) -> None:
    with pytest.raises(KaiteiError, match="nothing"):
        rendered(renderer, "{{ nothing }}")


def test_macros_call_what_all_templates_can(renderer: Renderer) -> None:
    imported = '{% import "macros.html" as m %}'
    assert rendered(renderer, imported + '{{ m.told("skip") }}') == f"<b>{words('ja')('skip')}</b>"
    assert rendered(renderer, imported + "{% call m.around() %}{{ text }}{% endcall %}", text="&") == "<i>&amp;</i>"


def test_macros_are_called_in_loops_and_by_name(renderer: Renderer) -> None:
    source = (
        '{% from "macros.html" import item %}'
        "{% macro own(n) %}{{ item(n, sign=sign) }}{% endmacro %}"
        "{% for n in numbers %}{% set last = n %}{{ own(n) }}{{ item(last) }}{% endfor %}"
    )
    assert rendered(renderer, source, numbers=[1, 2], sign="<") == "&lt;1*1&lt;2*2"


def test_what_is_not_defined_cannot_be_called(renderer: Renderer) -> None:
    with pytest.raises(KaiteiError, match="nothing"):
        rendered(renderer, "{{ nothing() }}")


def test_a_macro_called_once_is_called_once(renderer: Renderer) -> None:
    made: list[str] = []

    def macro(text: str) -> str:
        made.append(text)
        return text

    source = "{% for text in texts %}{{ once(macro, text) }}{% endfor %}"
    assert rendered(renderer, source, macro=macro, texts=["a", "b", "a"]) == "aba"
    assert made == ["a", "b"]


def test_signs_give_way_to_what_is_put_in_their_place(renderer: Renderer) -> None:
    source = '{{ row | swap({"\x01": "../?a&b", "\x02": "</a>"}) }}'
    row = Markup('<a href="\x01#c1">\x02</a> \x01')
    assert rendered(renderer, source, row=row) == '<a href="../?a&amp;b#c1">&lt;/a&gt;</a> ../?a&amp;b'
    assert rendered(renderer, source, row="<\x01>") == "&lt;../?a&amp;b&gt;"


@pytest.mark.parametrize(
    ("page", "address", "expected"),
    [
        ("/privacy/", "/privacy/history/", "history/"),
        ("/privacy/history/", "/assets/kaitei.css", "../../assets/kaitei.css"),
        ("/privacy/", "#c1", "#c1"),
        ("/privacy/", "https://example.com/", "https://example.com/"),
        (MISSING, "/privacy/", "/legal/privacy/"),
        (MISSING, "#c1", "#c1"),
    ],
)
def test_addresses_lead_from_the_page(page: str, address: str, expected: str, renderer: Renderer) -> None:
    assert rendered(renderer, "{{ address | url }}", page, address=address) == expected


def test_addresses_in_full_and_days_are_written_for_the_site(renderer: Renderer) -> None:
    assert rendered(renderer, "{{ '/privacy/' | full }}") == "https://example.co.jp/legal/privacy/"
    assert rendered(renderer, "{{ 'https://example.com/' | full }}") == "https://example.com/"
    assert rendered(renderer, "{{ day | day }} {{ day | iso }}", day=dt.date(2026, 4, 1)).endswith(" 2026-04-01")
    assert rendered(renderer, "{{ '2026' | iso }}") == "2026"


def test_a_site_s_own_template_comes_before_the_engine_s_of_its_name(tmp_path: Path) -> None:
    def made() -> str:
        of = Renderer.make(tmp_path, words("ja"), "western", "https://example.co.jp/", assets="/legal/assets/")
        return str(of.render("kaitei/block.html", "/about/", block=Markup("<b>甲</b>")))

    assert "<b>甲</b>" in made()
    (tmp_path / "kaitei").mkdir()
    (tmp_path / "kaitei" / "block.html").write_text('{{ (assets ~ "a.css") | url }} {{ block }}', encoding="utf-8")
    assert made() == "../legal/assets/a.css <b>甲</b>"


def test_what_a_template_says_of_a_constant_is_each_locale_s_and_site_s_own(tmp_path: Path) -> None:
    source = "{{ '2024-04-01' | day }} {{ '/about/' | full }} {{ '/about/' | url }}"
    for locale, site, day in (
        ("ja", "https://example.jp/", "2024年4月1日"),
        ("en", "https://example.com/", "April 1, 2024"),
    ):
        renderer = Renderer.make(tmp_path, words(locale), "western", site)
        assert rendered(renderer, source) == f"{day} {site}about/ ../about/"


def test_a_template_that_was_edited_is_rendered_as_it_reads_now(tmp_path: Path) -> None:
    for text in ("one", "two", "one"):
        (tmp_path / "said.html").write_text(text, encoding="utf-8")
        assert Renderer.make(tmp_path, words("ja"), "", "https://example.com/").render("said.html", "/") == text
