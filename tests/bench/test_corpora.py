from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bench import corpora
from tests.bench.building import kinds
from tests.bench.corpora import EDITED, SHAPES, TODAY, Shape
from tests.support.site import Project, tree

SMALL = Shape(3, 4)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return corpora.kaitei(tmp_path_factory.mktemp("scale") / "project", SMALL)


def test_sizes_are_what_they_are_called() -> None:
    assert all(shape.texts == texts for texts, shape in SHAPES.items())


def test_the_same_shape_gives_the_same_bytes(tmp_path: Path, small: Project) -> None:
    again = corpora.kaitei(tmp_path / "again", SMALL, lock=False)
    assert tree(again.root / "docs") == tree(small.root / "docs")


def test_texts_are_of_the_length_of_real_ones() -> None:
    lengths = [len(text.body.encode()) for text in corpora.texts(Shape(8, 10))]
    assert 9_000 < sum(lengths) / len(lengths) < 13_000
    assert min(lengths) > 4_000


def test_each_revision_amends_the_one_before() -> None:
    texts = list(corpora.texts(Shape(1, 8, 1)))
    for old, new in pairwise(texts):
        kept = set(old.body.splitlines()) & set(new.body.splitlines())
        assert old.body != new.body
        assert len(kept) > len(set(old.body.splitlines())) / 2


def test_a_project_builds_without_a_warning(small: Project) -> None:
    built = small.build(TODAY.isoformat())
    assert (built.code, built.messages) == (0, [])
    assert "not in" not in built.output
    ids = {text.id for text in corpora.texts(SMALL)}
    for prefix in ("/", "/en/"):
        assert {id_ for id_ in ids if built.has(f"{prefix}{id_}/history/")} == ids
        assert sum(address.startswith(prefix) and "/compare/" in address for address in built.addresses()) >= 18


def test_an_empty_project_builds_without_a_warning_and_has_no_policy(tmp_path: Path) -> None:
    built = corpora.empty(tmp_path / "empty").build(TODAY.isoformat())
    assert (built.code, built.messages) == (0, [])
    assert built.has("/")
    assert built.has("/en/")
    assert not kinds(built.site)


def test_what_no_scenario_changes_is_recorded(small: Project) -> None:
    """Not the policy that is edited, nor what was announced last, as facts change before it takes effect."""
    lists = ((small.root / "record" / name).read_text(encoding="utf-8") for name in ("SHA256SUMS", "SOURCES"))
    texts, sources = (len(text.splitlines()) for text in lists)
    kept = [text for text in corpora.texts(SMALL) if text.id != EDITED]
    public = [text for text in kept if text.day < TODAY]
    assert 0 < texts == len(public) < SMALL.texts
    assert 0 < sources == len([text for text in public if not text.newest])


def test_one_revision_takes_effect_on_the_day_after() -> None:
    after = TODAY + dt.timedelta(1)
    assert [text.id for text in corpora.texts(Shape(5, 5, 1)) if text.day == after] == ["terms-2"]


def test_stock_holds_the_same_texts_with_the_facts_written_out(tmp_path: Path) -> None:
    corpora.stock(tmp_path / "stock", SMALL)
    pages = [name for name in tree(tmp_path / "stock" / "docs") if name != "index.md"]
    assert len(pages) == SMALL.texts
    assert not [name for name in pages if "{{" in (tmp_path / "stock" / "docs" / name).read_text(encoding="utf-8")]
