"""A site in a sub-folder of its host: every link, anchor and file that its pages name is there.

The checker is lychee, a program made for nothing else: quick (all pages of the sample in under a second), knows
addresses on disk, `#anchors` in any spelling, images, scripts and style sheets, and contacts nobody with `--offline`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support import site
from tests.support.site import Built

HOST = "https://host.example/"
LYCHEE = str(Path(sys.executable).with_name("lychee"))


@pytest.fixture(scope="module")
def legal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample site, built for /legal/ and laid there below the host's root."""
    project = site.copied(tmp_path_factory.mktemp("links") / "project")
    project.write(
        {"mkdocs.yml": site.config(site.MATERIAL | {"site_url": f"{HOST}legal/", "site_dir": "../host/legal"})}
    )
    built = project.build()
    assert built.code == 0, built.output
    return Built(built.code, built.output, project.root.parent / "host" / "legal")


def broken(host: Path) -> dict[str, list[str]]:
    """The links of all pages below a host's root that lead nowhere, by page."""
    command = [LYCHEE, "--offline", "--no-progress", "--no-ignore", "--include-fragments=anchor-only", "--format=json"]
    remap = f"{re.escape(HOST)}(.*) file://{host}/$1"
    command += ["--index-files=index.html", f"--root-dir={host}", f"--remap={remap}", str(host)]
    done = subprocess.run(command, cwd=host, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 2), done.stderr
    report = json.loads(done.stdout)
    assert report["successful"] + report["errors"] > len(list(host.rglob("*.html"))), "nearly nothing was looked at"
    found = {Path(page).relative_to(host).as_posix(): failures for page, failures in report["error_map"].items()}
    return {page: sorted(unquote(failure["url"]) for failure in failures) for page, failures in found.items()}


def test_no_page_of_a_site_in_a_sub_folder_has_a_broken_link(legal: Built) -> None:
    assert broken(legal.site.parent) == {}


def test_a_readme_stands_for_the_index_of_its_folder(tmp_path: Path) -> None:
    project = site.copied(tmp_path / "project")
    home = (project.root / "docs" / "index.md").read_text(encoding="utf-8")
    about = "---\ntitle: はじめに\n---\n[一覧](/README.md)\n"
    project.write({"docs/index.md": None, "docs/README.md": home, "docs/first/README.md": about})
    built, again = (project.build(KAITEI_CACHE=cache) for cache in ("", ".cache/kaitei"))
    assert (built.code, again.code) == (0, 0), built.output
    assert built.files() == again.files()
    assert not {"/README/", "/first/README/"} & built.addresses()
    assert 'href="../"' in built.html("/first/")
    assert "/first/</loc>" in built.html("/sitemap.xml")
    found = json.loads(built.html("/search/index.json"))["pages"]
    assert "../first/" in [page["address"] for page in found]


def test_the_map_for_search_engines_names_pages_that_are_there(legal: Built) -> None:
    for locale in ("", "en/"):
        home = f"{HOST}legal/{locale}"
        pages = [url for url in _listed(legal.html("/sitemap.xml")) if url.startswith(home)]
        assert home in pages
        assert len(pages) > 5
    assert [url for url in _listed(legal.html("/sitemap.xml")) if not legal.has(url.removeprefix(f"{HOST}legal"))] == []


def test_the_site_may_be_laid_on_a_branch_for_pages(legal: Built) -> None:
    """Without this file GitHub Pages would hand a branch to Jekyll, which leaves out what begins with an underscore."""
    assert legal.html("/.nojekyll") == ""


SPOILT: dict[str, tuple[str, Callable[[str], str], str]] = {
    "a page that is not there": (
        "terms/index.html",
        lambda html: html.replace('"../privacy/"', '"../privecy/"'),
        "/privecy",
    ),
    "an anchor that is not there": ("terms/index.html", lambda html: html.replace('id="c5"', 'id="c05"'), "#c5"),
    "a Japanese anchor": ("terms/index.html", lambda html: html.replace('href="#sp1"', 'href="#附則"'), "#附則"),
    "outside the sub-folder": (
        "404.html",
        lambda html: html.replace('"/legal/history/"', '"/history/"'),
        "host/history",
    ),
    "the wrong address in full": (
        "terms/index.html",
        lambda html: html.replace(f'"{HOST}legal/terms/"', f'"{HOST}terms/"'),
        "host/terms/",
    ),
    "a style sheet": (
        "history/index.html",
        lambda html: html.replace("assets/kaitei.css", "assets/kaite.css"),
        "kaite.css",
    ),
}


@pytest.mark.parametrize("case", SPOILT.values(), ids=SPOILT)
def test_the_checker_finds(case: tuple[str, Callable[[str], str], str], legal: Built, tmp_path: Path) -> None:
    page, spoil, end = case
    shutil.copytree(legal.site.parent, tmp_path / "host")
    file = tmp_path / "host" / "legal" / page
    html = file.read_text(encoding="utf-8")
    assert spoil(html) != html
    file.write_text(spoil(html), encoding="utf-8")
    found = broken(tmp_path / "host")
    assert list(found) == [f"legal/{page}"]
    assert any(url.endswith(end) for url in found[f"legal/{page}"]), found


def _listed(sitemap: str) -> list[str]:
    return re.findall("<loc>(.*?)</loc>", sitemap)
