"""The files of docs/ as MkDocs sees them: which are pages of its own, and those that the engine puts in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kaitei.assembly.builder import Builder
from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs import languages
from kaitei.mkdocs.languages import LinkedFile
from kaitei.rendering.sheet import Sheet
from kaitei.source import written
from kaitei.source.address import host
from kaitei.source.filenames import composed
from kaitei.source.folder import LITTER, RECORD_NAMES


@dataclass(frozen=True)
class Docs:
    """The files of a build."""

    builder: Builder
    config: MkDocsConfig

    def path(self, file: File) -> str | None:
        """The composed path of a file below the engine's folder, None for one outside it."""
        prefix = f"{self.builder.site.settings.below}/".lstrip("/")
        inside = file.src_dir == self.config.docs_dir and file.src_uri.startswith(prefix)
        return composed(file.src_uri[len(prefix) :]) if inside else None

    def is_kept_back(self, file: File) -> bool:
        """Whether MkDocs is to leave out a file: a past text, a translation that is not shown, what is not public."""
        path = self.path(file)
        if path is None or file.inclusion.is_excluded():  # type: ignore[no-untyped-call]
            return False
        if not file.is_documentation_page():
            return path in RECORD_NAMES or path.rpartition("/")[2] in LITTER
        return path not in self.builder.living and self.builder.ordinary(path) is None

    def compose(self, files: Files) -> None:
        """Have files whose names are kept apart on disk published and found by the names that people type."""
        apart = [file for file in files if file.src_uri != composed(file.src_uri) and self.path(file) is not None]
        for file in apart:
            files.remove(file)
            _ = file.abs_src_path  # which MkDocs works out once, from the name on disk
            file.src_uri, file.dest_uri = composed(file.src_uri), composed(file.dest_uri)
            file.abs_dest_path = os.path.normpath(Path(self.config.site_dir, file.dest_uri))
            file.url, file.name = quote(composed(unquote(file.url))), composed(file.name)
            files.append(file)

    def complete(self, files: Files, locale: str, pages: Mapping[str, Sheet]) -> None:
        """Put in what the pages of a locale need: a file for each, its other languages, and past texts for links.

        Raises:
            KaiteiError: where an image of the theme's is not there.
        """
        there = {languages.address(file): file for file in files.documentation_pages()}
        codes = self.builder.site.settings.codes
        for address in pages:
            source = self._source(address, locale)
            file = there.get(address) or languages.file(source, locale, self.config)
            if address not in there:
                files.append(file)
            languages.linked(file, {code: languages.file(source, code, self.config) for code in codes} | {locale: file})
        for path, to in (*self.builder.dated(locale), *self._shared(files, locale)):
            file = LinkedFile(path, self.config.docs_dir, self.config.site_dir, use_directory_urls=True)
            file.url = to
            files.append(file)
        # static-i18n has files of docs/ that are no pages in the default locale alone.
        if locale == self.builder.site.settings.default and (problems := list(self._missing(files))):
            raise KaiteiError(problems)

    def _shared(self, files: Files, locale: str) -> Iterator[tuple[str, str]]:
        """Yield the images and the like of the default locale, which static-i18n keeps from pages of any other."""
        settings = self.builder.site.settings
        for path in self.builder.site.registry.assets if locale != settings.default else ():
            address = settings.address(f"/{path}")[1:]
            if address not in files.src_uris:
                yield address, address

    def _source(self, address: str, locale: str) -> str:
        """The file below docs/ that a page would come from in the default locale: "/en/terms/" → "terms.md"."""
        prefix = "/" if locale == self.builder.site.settings.default else f"/{locale}/"
        below = self.builder.site.settings.below
        path = address.removeprefix(prefix).strip("/")
        return f"{path}/index.md".lstrip("/") if path == below else f"{path}.md"

    def _missing(self, files: Files) -> Iterator[Problem]:
        """Yield the images that the theme is to show and that nothing publishes."""
        settings = self.builder.site.settings
        for name in ("logo", "favicon"):
            path = self.config.theme.get(name)
            if isinstance(path, str) and path and not host(path) and not _published(files, path.lstrip("/")):
                places = {
                    "docs": settings.name(settings.docs / path.lstrip("/")),
                    "overrides": settings.name(settings.overrides / path.lstrip("/")),
                }
                place = written.read(Path(self.config.config_file_path)).place("theme", name)
                yield Problem("theme_image_missing", place.file, place.line, {"where": f"theme.{name}", **places})


def _published(files: Files, path: str) -> bool:
    file = files.src_uris.get(path)
    return file is not None and not file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
