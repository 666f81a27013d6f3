"""What MkDocs leaves out of a site is on no page, feed, index or JSON, whatever it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import site
from tests.support.repository import TODAY, Repository
from tests.support.site import Built, Content, Project

SECRET = "ひみつのことば"
FILES: dict[str, Content] = {
    "docs/shop.md": "---\ntitle: 店の規約\nkind: terms\naliases: [old-shop]\nrevisions:\n"
    f"  - {{date: 2026-04-01, summary: {SECRET}改定}}\n"
    f"  - {{date: 2024-04-01, summary: {SECRET}制定}}\n---\n{SECRET}\n",
    "docs/shop/2024-04-01.md": f"---\ntitle: {SECRET}\n---\n旧{SECRET}\n",
    "docs/shop.en.md": "---\ntitle: Secretword\ntranslates: 2026-04-01\n---\nSecretword\n",
    "docs/shop/2024-04-01.en.md": "---\ntitle: Secretword\n---\nSecretword\n",
    "docs/about.md": f"# {SECRET}\n\n{SECRET}\n",
    "docs/images/plan.png": b"\x89PNG\r\n\x1a\n" + SECRET.encode(),
}
PATTERNS = "shop.md\nabout.md\n/images/plan.png\n"


def built(root: Path, settings: dict[str, str], files: dict[str, Content] = FILES, strict: bool = True) -> Built:
    return site.make(root / "project", site.files("plain") | files, settings).build(today=TODAY, strict=strict)


def mentions(found: Built, *words: str) -> list[str]:
    """The files in which secret words stand, or whose names tell of what is left out."""
    names = [name for name in found.files() if "shop" in name or "about" in name or "plan" in name]
    return [*names, *(name for word in words for name in found.holding(word))]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("key", ["exclude_docs", "draft_docs"])
def test_nothing_tells_of_what_is_left_out(key: str, strict: bool, tmp_path: Path) -> None:
    found = built(tmp_path, {key: PATTERNS}, strict=strict)
    assert found.code == 0, found.output
    assert mentions(found, SECRET, "Secretword", "old-shop") == []
    without = built(tmp_path / "without", {}, {}, strict)
    assert site.digest(found.site) == site.digest(without.site)


def test_the_words_would_be_found(tmp_path: Path) -> None:
    found = built(tmp_path, {})
    assert {"policies.json", "feed.xml", "search/index.json", "sitemap.xml", "shop/2024-04-01.txt"} <= set(
        mentions(found, SECRET, "shop")
    )


@pytest.mark.parametrize("key", ["exclude_docs", "draft_docs"])
def test_the_command_sees_what_a_build_publishes(key: str, tmp_path: Path) -> None:
    broken: dict[str, Content] = {"docs/shop/2024-04-01.md": "---\ntitle: [\n", "docs/notes.docx": b"\xff"}
    root = site.make(tmp_path / "project", site.files("plain") | FILES | broken, {key: f"{PATTERNS}*.docx\n"}).root
    made = Repository(root)
    made.lock()
    told = made.kaitei("check")
    assert (told.code, told.err) == (0, "")
    assert not [name for name, data in made.files().items() if name.startswith("record/") and b"shop" in data]
    assert not (made.root / "record/shop").exists()
    assert built(tmp_path / "b", {key: f"{PATTERNS}*.docx\n"}, FILES | broken).code == 0


def test_what_is_recorded_may_be_left_out_whole_or_in_a_language(tmp_path: Path) -> None:
    root = site.make(tmp_path / "project", site.files("plain") | FILES).root
    made = Repository(root)
    made.lock()
    assert "  shop/2024-04-01.en.txt\n" in made.read("record/SHA256SUMS")
    for patterns in ("shop.md\n", "shop.en.md\nshop/*.en.md\n"):
        (root / "mkdocs.yml").write_text(site.config({"exclude_docs": patterns}), encoding="utf-8")
        assert made.kaitei("check").err == ""
        built = Project(root).build(today=TODAY)
        assert built.code == 0
        published = [name for name in built.files() if name.startswith("record/shop/") and name.endswith(".en.txt")]
        assert (published, built.holding("Secretword")) == ([], [])


def test_a_translation_left_out_alone_is_not_offered(tmp_path: Path) -> None:
    found = built(tmp_path, {"exclude_docs": "*.en.md\n"})
    assert found.code == 0, found.output
    assert found.holding("Secretword") == []
    assert found.has("/shop/2024-04-01/")
    assert not found.has("/en/shop/2024-04-01/")


@pytest.mark.parametrize("key", ["exclude_docs", "draft_docs"])
def test_a_past_text_left_out_alone_is_an_error(key: str, tmp_path: Path) -> None:
    found = built(tmp_path, {key: "shop/2024-04-01.md\n"})
    assert (found.code, found.failure) == (1, None)
    assert found.messages[0].startswith("docs/shop.md:7: The wording of the revision of 2024-04-01 is left out by")
    told = Repository(tmp_path / "project").kaitei("check", lang="ja")
    assert "docs/shop.md:7: 2024-04-01の版の本文（docs/shop/2024-04-01.md）がmkdocs.ymlのexclude_docs" in told.err


def test_a_link_to_what_is_left_out_is_told_as_mkdocs_tells_it(tmp_path: Path) -> None:
    found = built(tmp_path, {"exclude_docs": "shop.md\n"}, FILES | {"docs/index.md": "[x](/shop.md)\n"})
    assert found.code == 0
    assert "'index.md' contains a link to 'shop.md' which is excluded from the built site" in found.output


def test_a_policy_cannot_lead_to_what_is_left_out(tmp_path: Path) -> None:
    terms = "---\ntitle: 規約\nkind: terms\nrevisions: [{date: 2024-04-01, summary: 制定}]\n---\n[x](/shop.md)\n"
    found = built(tmp_path, {"exclude_docs": "shop.md\n"}, FILES | {"docs/terms.md": terms})
    assert found.messages[0].startswith("docs/terms.md:6: The link /shop.md leads nowhere.")


def test_a_pattern_may_take_back_another(tmp_path: Path) -> None:
    found = built(tmp_path, {"exclude_docs": "/shop*\n!/shop.md\n!/shop/\n"})
    assert found.code == 0, found.output
    assert found.has("/shop/2024-04-01/")


def test_what_is_not_in_the_navigation_is_published_all_the_same(tmp_path: Path) -> None:
    found, other = built(tmp_path, {"not_in_nav": "shop.md\n"}), built(tmp_path / "other", {})
    assert (found.code, other.code) == (0, 0), found.output
    links = [[given.get("href") for given in one.page("/privacy/").all("a")] for one in (found, other)]
    few, more = (one.count("../shop/") for one in links)
    assert 0 < few < more  # each text ends with the policy that follows it
    assert found.files().keys() == other.files().keys()
    for name, data in found.files().items():
        assert name.endswith(".html") or data == other.files()[name], name
    assert {address: found.text(address) for address in found.addresses()} == {
        address: other.text(address) for address in other.addresses()
    }


def test_a_site_may_have_no_navigation(tmp_path: Path) -> None:
    found = built(tmp_path, {"not_in_nav": "*.md\n"}, strict=False)  # static-i18n warns of it
    assert (found.code, found.failure) == (0, None), found.output
    assert SECRET in found.text("/shop/")


def test_an_editor_may_look_at_a_draft(tmp_path: Path) -> None:
    made = Repository(site.make(tmp_path / "project", site.files("plain") | FILES, {"draft_docs": "shop.md\n"}).root)
    assert SECRET in made.kaitei("show", "shop").out
    shutil.copy(made.root / "docs" / "shop.md", made.root / "docs" / "other.md")
    (made.root / "mkdocs.yml").write_text(site.config({"exclude_docs": "shop.md\n"}), encoding="utf-8")
    assert made.kaitei("show", "shop").code == 1


PREVIEW = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
build(config, serve_url="http://127.0.0.1:8000/")
"""


def test_a_preview_shows_drafts_and_says_so(tmp_path: Path) -> None:
    made = site.make(tmp_path / "project", site.files("plain") | FILES, {"draft_docs": PATTERNS})
    environ = os.environ | {"KAITEI_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-W", "ignore", "-c", PREVIEW, str(made.site)]
    done = subprocess.run(command, cwd=made.root, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = Built(0, done.stderr, made.site)
    for address in ("/shop/", "/about/"):
        assert found.html(address).count(">DRAFT<") == 1
        assert SECRET in found.text(address)
    assert found.has("/shop/2024-04-01/")
    assert "DRAFT" not in found.html("/privacy/")
