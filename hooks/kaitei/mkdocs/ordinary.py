"""An ordinary page: MkDocs makes it; the engine fills in placeholders, and looks at what has come of it."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.structure.pages import Page as MkDocsPage

from kaitei.assembly.builder import Builder
from kaitei.checks.active import active, active_in_words
from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs import languages
from kaitei.mkdocs.placeholders import Said
from kaitei.pages import ordinary
from kaitei.policy.registry import Page
from kaitei.programs.search import FoundPage, of_html
from kaitei.rendering.sheet import Sheet


@dataclass(frozen=True)
class Ordinary:
    """A page of MkDocs below the engine's folder that is no policy's."""

    builder: Builder
    page: MkDocsPage
    source: Page
    locale: str  # being built; the source's own may be another, where static-i18n falls back to it

    def fill(self, name: str, alone: bool) -> Said:
        """What a placeholder stands for.

        Raises:
            KaiteiError: where it stands for nothing here, with the line on which it is.
        """
        try:
            address = languages.address(self.page)
            return ordinary.said(self.builder.contexts[self.locale], self.source.file, address, name, alone)
        except KaiteiError as error:
            raise KaiteiError(
                [problem.at(self.source.file, self.line("{{", name)) for problem in error.problems]
            ) from error

    def inspect(self, html: str) -> FoundPage:
        """Look at the finished text of the page, and at its front matter, which themes print as it is typed.

        Raises:
            KaiteiError: `page_active`, for each element, attribute or address that is active.
        """
        found = dict.fromkeys((*active(html), *active_in_words(repr(self.page.meta))))
        if problems := [self._active(what) for what in found]:
            raise KaiteiError(problems)
        return of_html(str(self.page.title), languages.address(self.page), html)

    def _active(self, what: str) -> Problem:
        return Problem("page_active", self.source.file, self.line(what.removesuffix(">")), {"what": what})

    def around(self) -> Sheet:
        """What is to be said around the page."""
        title, description = str(self.page.title), str((self.page.meta or {}).get("description", ""))
        return self.builder.around(self.source, self.locale, title, description)

    def line(self, *words: str) -> int:
        """The first line of the file in which words stand, 0 where they do not stand on one."""
        lines = self.page.file.content_string.splitlines()
        return next((number for number, line in enumerate(lines, 1) if all(word in line for word in words)), 0)
