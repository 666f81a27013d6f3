"""Files of MkDocs for pages that no file of docs/ is there for, in a site with one language or with static-i18n."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page


class LinkedFile(File):
    """A file for links to lead to, such as a past text; MkDocs neither makes a page of it nor copies it."""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs makes a page of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copy nothing: the engine writes the page, or another locale has copied the file."""


def address(of: File | Page) -> str:
    """The address of a file or page of MkDocs as the engine writes it, from the site's root: "./" → "/"."""
    return f"/{of.url.removeprefix('./')}"


def current(config: MkDocsConfig, default: str) -> str:
    """The locale being built; the default one where the site has one language."""
    i18n: Any = config.plugins.get("i18n")
    return getattr(i18n, "current_language", None) or default


def is_last(config: MkDocsConfig) -> bool:
    """Whether every locale is built when the locale being built is."""
    return not getattr(config.plugins.get("i18n"), "building", False)


def file(path: str, locale: str, config: MkDocsConfig) -> File:
    """A file of MkDocs for a page in a locale.

    Args:
        path: below docs/, as in the default locale: "terms.md".
        locale: the locale.
        config: of the build.
    """
    plain = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
    i18n: Any = config.plugins.get("i18n")
    if i18n is None:
        return plain
    from mkdocs_static_i18n.suffix import create_i18n_file

    made: File = create_i18n_file(plain, locale, i18n.default_language, i18n.all_languages, config)
    return made


def listed(files: Files, locale: str, config: MkDocsConfig, wanted: Callable[[File], bool]) -> None:
    """Have static-i18n see which pages a locale has, as its site map lists them."""
    i18n: Any = config.plugins.get("i18n")
    if i18n is not None:
        i18n.i18n_files_per_language[locale] = [one for one in files.documentation_pages() if wanted(one)]


def linked(found: File, others: Mapping[str, Any]) -> None:
    """Say which files are the same page in other languages."""
    found.alternates = others  # type: ignore[attr-defined]  # which static-i18n adds
