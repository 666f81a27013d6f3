"""For each themed page: hand the theme what the engine has made of the page's file."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from kaitei.mkdocs.handlers import handlers


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Keep MkDocs from reading the file: its front matter and Markdown are the engine's."""
    return ""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Make the page's parts."""
    handlers().make(page, config)
    return ""


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the page's parts to the theme's template."""
    return {**context, "kaitei": page.meta["kaitei"]}
