"""For each page of MkDocs: give a policy's page its content, and say what no theme says."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.pages import Page

from kaitei.mkdocs.handlers import FIRST, LAST, handlers


@event_priority(FIRST)
def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Keep MkDocs from reading a policy's file."""
    return handlers().read(page)


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Describe a policy's page."""
    return handlers().describe(markdown, page)


@event_priority(FIRST)
def _content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    return handlers().content(html, page)


@event_priority(LAST)
def _inspect(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    return handlers().inspect(html, page)


on_page_content = CombinedEvent(_content, _inspect)


@event_priority(FIRST)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the theme's templates what the engine knows."""
    return handlers().context(context, page)


@event_priority(FIRST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say what no theme says."""
    return handlers().mend(output, page)
