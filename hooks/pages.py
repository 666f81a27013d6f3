"""For each themed page: hand the theme what the engine has made of the page's file."""

from __future__ import annotations

from typing import Any, NoReturn

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page

from adapter import current, failed, locale
from finished import keep
from kaitei.errors import KaiteiError
from kaitei.render import failure


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Let a template of the theme that breaks off be told like everything else."""
    settings, again = current(config).builder.site.settings, env.handle_exception

    def told(source: str | None = None) -> NoReturn:
        try:
            again(source)
        except KaiteiError as error:
            raise failed(error) from error
        except Exception as error:
            found = failure(error, "main.html", settings.overrides, settings.name)
            raise failed(KaiteiError([found])) from error

    env.handle_exception = told  # type: ignore[method-assign]
    return env


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Keep MkDocs from reading the file: its front matter and Markdown are the engine's."""
    return ""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Make the page's parts."""
    builder = current(config).builder
    try:
        themed = builder.themed(page.file.src_uri, locale(config), draft=page.file.inclusion is InclusionLevel.DRAFT)
    except KaiteiError as error:
        raise failed(error) from error
    page.meta = {"title": themed.title, "kaitei": themed}
    if themed.template:
        page.meta["template"] = themed.template
    return ""


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the page's parts to the theme's template."""
    return {**context, "kaitei": page.meta["kaitei"]}


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Remember the page for the next build of a preview."""
    if page.file.inclusion is not InclusionLevel.DRAFT:
        keep(output, page, config)
    return output
