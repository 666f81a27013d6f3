from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import SpawnContext

import pytest

from kaitei.assembly import parallel
from kaitei.assembly.builder import Builder
from kaitei.assembly.parallel import Job, alone, made
from kaitei.cache.memo import Memo
from kaitei.errors import KaiteiError
from kaitei.pages.context import Context
from kaitei.site.site import Site
from kaitei.source.settings import Locale
from tests.support.registries import contexts, outputs
from tests.support.small import frozen, living, site

TWO = "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}"
FILES = {
    f"{name}{part}": text
    for name in ("a", "b", "c", "shop/d")
    for part, text in {
        ".md": living(TWO, f"１．{name}の目的 [他](/a/2025-04-01.md)\n", f"{name}の規約"),
        "/2025-04-01.md": frozen(f"１．{name}の用途\n{{{{ company.name }}}}\n"),
    }.items()
}


def jobs(of: Site) -> list[Job]:
    return [Job(policy, ()) for policy in of.registry.policies.values()]


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make everything worth two processes; gives how many were started, once for each time."""
    started: list[int] = []

    class Counted(ProcessPoolExecutor):
        def __init__(self, workers: int, way: SpawnContext) -> None:
            started.append(workers)
            super().__init__(workers, way)

    monkeypatch.setattr(parallel, "WORTH", 1)
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Counted)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    return started


def test_what_several_processes_make_is_what_one_makes(several: list[int]) -> None:
    of = site(FILES | {"wrong.md": living(TWO.splitlines()[1], "{{ nothing }}\n")}, "2026-11-22")
    found = list(made(contexts(of), jobs(of)))
    assert several == [2]
    assert found == [alone(contexts(of), job) for job in jobs(of)]
    assert [one.summary.id for one in found] == list(of.registry.policies)
    assert [problem.key for one in found for problem in one.summary.problems] == ["placeholder_unknown"]


def test_a_site_made_by_several_processes_is_the_same(several: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    together = dict(outputs(Builder.make(site(FILES, "2026-11-22"), Memo(None))))
    assert several
    monkeypatch.setattr(parallel, "WORTH", 10_000)
    assert together == dict(outputs(Builder.make(site(FILES, "2026-11-22"), Memo(None))))
    assert len(several) == 1


def test_an_error_in_another_process_arrives_whole(several: list[int]) -> None:
    locales = (Locale("ja", "日本語", "見本", "規約"), Locale("xx", "?", "?", "?"))
    of = site(FILES, "2026-11-22", locales=locales)
    with pytest.raises(KaiteiError) as expected:
        Context.make(of, "xx")
    with pytest.raises(KaiteiError) as error:
        list(made({"ja": Context.make(of, "ja")}, jobs(of)))
    assert several == [2]
    assert error.value.problems == expected.value.problems


def test_no_process_is_started_where_it_is_not_worth_it(several: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    of = site(FILES, "2026-11-22")
    assert len(list(made(contexts(of), jobs(of)[:1]))) == 1  # one policy
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert len(list(made(contexts(of), jobs(of)))) == 4  # one processor
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(parallel, "WORTH", 9)
    assert len(list(made(contexts(of), jobs(of)))) == 4  # few texts
    assert list(made(contexts(of), [])) == []
    assert several == []
    assert not multiprocessing.active_children()
