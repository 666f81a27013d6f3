from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.checks import addresses
from kaitei.record import keeping
from kaitei.record.files import Named, Record
from kaitei.record.writing import write_all
from kaitei.site.site import Site
from tests.support.registries import outputs
from tests.support.small import frozen, living, site, translated

LISTS = ("sums", "origins", "texts")
LIST = "- {date: 2026-04-01, summary: 改定}\n- {date: 2022-04-01, summary: 制定}"
FILES = {
    "privacy.md": living(LIST, head="kind: privacy\naliases: [old/privacy]\n"),
    "privacy/2022-04-01.md": frozen("本文"),
    "privacy.en.md": translated("2026-04-01"),
    "about.md": "本文\n",
    "about.en.md": "Text\n",
}

NAMED = {
    name: living("- {date: 2026-04-01, summary: 制定}") for name in ("stamps.md", "stamps/terms.md", "privacy/shop.md")
}
"""Policies whose texts are recorded among stamps, and below those of another."""


def told(files: dict[str, str], assets: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The problems with the addresses of a site that has these files too."""
    found = addresses._addresses(site(FILES | files, "2026-11-22", assets=assets))
    return [(one.key, one.file) for one in found]


def test_every_file_that_is_made_is_looked_at(tmp_path: Path) -> None:
    """So that no source can take the place of one."""
    made = recorded(tmp_path)
    known = {addresses._path(address) for address, _ in addresses.outputs(made)}
    paths = [addresses._path(path) for path, _ in outputs(Builder.make(made, Memo(None)))]
    assert len(paths) > 30
    lacking = {path for path in paths if path not in known and not any(up in known for up in addresses._above(path))}
    assert {path for path in lacking if not re.fullmatch(r"record/(stamps/.+|.+\.1\.txt)", path)} == set()
    below = re.compile("(en/)?(old/)?privacy/compare/.+|record/old/privacy/2026-04-01.ja.1.txt|record/stamps/.+")
    assert {path for path in paths if path not in known} == set(filter(below.fullmatch, paths))
    assert {path for path in paths if path.startswith("record/")} == {
        *("record/sha256sums", "record/entries.tsv", "record/published.tsv", "record/stamps/20261128t090000z/a.tsr"),
        *("record/privacy/2022-04-01.ja.txt", "record/privacy/2026-04-01.en.txt"),
        *("record/old/privacy/2026-04-01.ja.1.txt", "record/old/privacy/2026-04-01.ja.txt"),
    }


def recorded(root: Path) -> Site:
    """A site whose record has something of everything that is published."""
    made = site(FILES, "2026-11-22", root=root, docs=root / "docs")
    known = keeping.added(made, Record())
    now, old = (Named(id_, "2026-04-01", "ja") for id_ in ("privacy", "old/privacy"))
    for before in (None, known.texts[now.path]):  # before the policy was renamed, and once more
        known = known.with_text(old, known.texts[now.path], known.origins[now.path], before)
    lists = {name: {path: one for path, one in getattr(known, name).items() if path != now.path} for name in LISTS}
    known = replace(known, **lists)
    write_all(known.files(made.settings), root)
    more = {"published.tsv": f"x\t{known.sums['privacy/2022-04-01.ja.txt']}\n", "stamps/20261128t090000z/a.tsr": "x"}
    for name, text in more.items():
        (root / "record" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "record" / name).write_text(text)
    return made


def test_addresses_of_a_good_site_are_each_of_one_thing() -> None:
    assert (
        told(
            {"shop/index.md": "本文\n", "privacy/faq.md": "本文\n", "record/index.md": "本文\n", **NAMED},
            ("images/mark.png", "assets/favicon.ico"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("policies.json.md", "address_folder"),
        ("policies.schema.json/a.md", "address_folder"),
        ("_headers.md", "address_folder"),
        ("search/index.json.md", "address_folder"),
        ("assets/kaitei.css.md", "address_folder"),
        ("assets/favicon.svg/a.md", "address_folder"),
        ("privacy/timemap.link.md", "address_folder"),
        ("old/privacy/feed.xml/a/b.md", "address_folder"),
        ("privacy/compare/a.md", "address_folder"),
        ("record/SHA256SUMS.md", "address_folder"),
        ("record/published.tsv/a.md", "address_folder"),
        ("record/privacy/2022-04-01.ja.txt.md", "address_folder"),
        ("record/old/privacy/2026-04-01.en.txt/a.md", "address_folder"),
        ("old/privacy/compare.md", "address_folder"),
        ("FEED.XML.md", "address_folder"),
        ("History.md", "address_case"),
        ("ABOUT.md", "address_case"),
        ("search.md", "address_twice"),
        ("old/privacy.md", "address_twice"),
        ("privacy/2022-04-01/index.md", "address_twice"),
        ("en.md", "address_locale"),
        ("EN/index.md", "address_locale"),
        ("en/README.md", "address_locale"),
        ("en/other/page.md", "address_locale"),
    ],
)
def test_a_page_in_the_place_of_something_else(name: str, key: str) -> None:
    assert told({name: "本文\n"}) == [(key, f"docs/{name}" if name != "ABOUT.md" else "docs/about.md")]


@pytest.mark.parametrize(
    "name",
    ["feed.xml/x.png", "404.html/x.png", "sitemap.xml/x/y.svg", "en/feed.xml/x.png", "privacy/2022-04-01.txt/x.png"],
)
def test_a_picture_where_a_file_is(name: str) -> None:
    assert told({}, (name,)) == [("address_folder", f"docs/{name}")]


def test_two_sources_of_which_one_is_a_file_and_one_a_folder() -> None:
    assert told({"mark.png.md": "本文\n"}, ("mark.png",)) == [("address_folder", "docs/mark.png.md")]


def test_a_translation_named_as_a_language_stands_where_it_belongs() -> None:
    assert told({"en.en.md": "Text\n"}) == []


def test_below_a_folder_of_docs_every_file_that_is_made_is_looked_at() -> None:
    made = site(FILES, "2026-11-22", below="legal")
    assert list(addresses.problems(made)) == []
    known = {addresses._path(address) for address, _ in addresses.outputs(made)}
    paths = [addresses._path(path) for path, _ in outputs(Builder.make(made, Memo(None)))]
    assert {path for path in paths if path not in known and "/compare/" not in path} == set()


def test_what_front_matter_names_below_a_folder_of_docs_is_named_from_the_root_of_docs() -> None:
    lost = "- {{date: 2026-04-01, summary: 改定}}\n- {{date: 2022-04-01, summary: 制定, text: {}}}"
    for path, keys in (("/legal/old.pdf", []), ("/shared.pdf", []), ("/old.pdf", ["file_missing"])):
        made = site({"privacy.md": living(lost.format(path))}, "2026-11-22", assets=("old.pdf",), below="legal")
        known = replace(made, registry=replace(made.registry, outside=frozenset(("shared.pdf",))))
        assert [one.key for one in addresses._files(known)] == keys


@pytest.mark.parametrize(("below", "keys"), [("", ["address_locale"]), ("legal", [])])
def test_only_at_the_root_of_the_site_does_a_folder_stand_among_those_of_languages(below: str, keys: list[str]) -> None:
    found = addresses._addresses(site(FILES | {"en/other.md": "本文\n"}, "2026-11-22", below=below))
    assert [one.key for one in found] == keys
