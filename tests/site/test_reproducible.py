"""The same files and the same day give the same bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support import site

HERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "ja_JP.UTF-8", "LC_ALL": ""}
THERE = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LANG": "C", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1000"}


def test_a_site_is_the_same_from_another_folder_zone_and_process(tmp_path: Path) -> None:
    places = [(tmp_path / "here" / "site-of-ours", HERE), (tmp_path / "there", THERE)]
    projects = [(site.copied(folder), environ) for folder, environ in places]
    with ThreadPoolExecutor() as pool:
        builds = list(pool.map(lambda pair: pair[0].build_apart(**pair[1]), projects))
    assert [built.code for built in builds] == [0, 0], [built.output for built in builds]
    one, other = (site.tree(built.site) for built in builds)
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()
    assert not any(str(tmp_path).encode() in content for content in one.values())


def test_a_build_within_the_process_is_the_same_as_an_editors(tmp_path: Path) -> None:
    project = site.make(tmp_path, site.files("states"))
    apart = site.digest(project.build_apart().site)
    assert site.digest(project.build().site) == apart
