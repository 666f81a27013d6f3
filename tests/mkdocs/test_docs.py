from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files, get_files

from kaitei.assembly.builder import Builder
from kaitei.cache.memo import Memo
from kaitei.errors import KaiteiError
from kaitei.mkdocs.configuration import of
from kaitei.mkdocs.docs import Docs
from kaitei.rendering.sheet import Sheet
from kaitei.site.site import load
from tests.support.cases import problems
from tests.support.small import frozen, living

TWO = "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}"
FILES = {
    "company.yml": "company: {name: 見本}\n",
    "docs/terms.md": living(TWO, title="規約", head="kind: terms\n"),
    "docs/terms/2025-04-01.md": frozen(),
    "docs/soon.md": living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}"),
    "docs/about.md": "# 会社\n",
    "docs/data.json": "{}",
    "docs/.DS_Store": "",
    "docs/Thumbs.db": "",
    "docs/revisions.lock": "",
}
CONFIG = "site_name: 見本\nsite_url: https://a.example/\nplugins: []\ntheme: {name: mkdocs, language: ja}\n"


def docs(root: Path, more: str = "", files: dict[str, str] | None = None) -> tuple[Docs, Files]:
    """The files of a project's build, as MkDocs finds them."""
    for name, text in ((files or FILES) | {"mkdocs.yml": CONFIG + more}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    site = load(of(config, drafts=False), {"KAITEI_TODAY": "2026-11-22"})
    return Docs(Builder.make(site, Memo(None)), config), get_files(config)


def moved(files: dict[str, str]) -> dict[str, str]:
    return {name.replace("docs/", "docs/legal/"): text for name, text in files.items()} | {"docs/index.md": "# 家\n"}


def test_past_texts_and_what_is_not_public_are_kept_from_mkdocs(tmp_path: Path) -> None:
    made, files = docs(tmp_path)
    kept = {file.src_uri for file in files if made.is_kept_back(file)}
    assert kept == {"terms/2025-04-01.md", "soon.md", "Thumbs.db", "revisions.lock"}


def test_outside_the_engine_s_folder_nothing_is_kept_from_mkdocs(tmp_path: Path) -> None:
    more = moved(FILES) | {"docs/soon.md": FILES["docs/soon.md"], "docs/a/Thumbs.db": ""}
    made, files = docs(tmp_path, "extra: {kaitei: {root: legal}}\n", more)
    kept = {file.src_uri for file in files if made.is_kept_back(file)}
    assert kept == {"legal/terms/2025-04-01.md", "legal/soon.md", "legal/Thumbs.db", "legal/revisions.lock"}
    paths = {file.src_uri: made.path(file) for file in files}
    assert paths["legal/terms.md"] == "terms.md"
    assert paths["index.md"] is paths["soon.md"] is None


def completed(made: Docs, files: Files) -> Mapping[str, Sheet]:
    """Take out and put in what is to be; the pages that are put in."""
    for file in [file for file in files if made.is_kept_back(file)]:
        files.remove(file)
    pages = made.builder.pages("ja")
    made.complete(files, "ja", pages)
    return pages


@pytest.mark.parametrize("below", ["", "legal"])
def test_every_page_of_the_engine_s_has_a_file_and_past_texts_one_to_link_to(below: str, tmp_path: Path) -> None:
    more = f"extra: {{kaitei: {{root: {below}}}}}\n" if below else ""
    made, files = docs(tmp_path, more, moved(FILES) if below else FILES)
    before = {file.src_uri for file in files if not made.is_kept_back(file)}
    pages = completed(made, files)
    start = f"{below}/" if below else ""
    added = {file.src_uri: file for file in files if file.src_uri not in before}
    dated = {f"{start}terms/{day}.md" for day in ("2025-04-01", "2026-04-01")}
    assert set(added) == {f"{start}history.md", f"{start}index.md", *dated}
    assert not any(added[path].is_documentation_page() for path in dated)
    urls = {f"/{file.url.removeprefix('./')}" for file in files.documentation_pages()}
    assert set(pages) <= urls


@pytest.mark.parametrize(("value", "there"), [("images/a.svg", False), ("/data.json", True), ("data.json", True)])
def test_an_image_of_the_theme_s_must_be_there(value: str, there: bool, tmp_path: Path) -> None:
    made, files = docs(tmp_path)
    made.config.theme["logo"] = value
    if there:
        assert completed(made, files)
        return
    with pytest.raises(KaiteiError) as error:
        completed(made, files)
    assert [one.split()[0] for one in problems(error)] == ["theme_image_missing"]
    assert error.value.problems[0].params["docs"] == "docs/images/a.svg"
