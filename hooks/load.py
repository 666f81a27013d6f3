"""Before anything is built: read the site and check it whole; then leave to MkDocs the pages that the theme makes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from adapter import Build, carried, carry, current, failed, language, locale, memory
from kaitei import record
from kaitei.advice import expired
from kaitei.build import Builder
from kaitei.cache.store import keep
from kaitei.check import checked
from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs.configuration import of
from kaitei.publish import begin
from kaitei.site import load
from kaitei.words import message
from sparing import listed, spare_collector, spare_theme, spare_walk
from watching import lasting, quicken

log = get_plugin_logger("kaitei")


def on_startup(command: str, dirty: bool) -> None:
    """Spare Python some looking for cycles; remember what is read where the process is to build again."""
    spare_collector()
    memory().again = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the site, once for all locales, and turn the build to a folder of its own."""
    if carried(config):
        return config
    try:
        given = of(config, drafts=memory().again)
        site = load(given, os.environ, partial(keep, memory=memory()))
        builder = Builder.make(site)
        for warning in checked(site, builder.prepare):
            log.warning(message(warning, language()))
        for note in (*record.notes(site), *expired(site), *site.hints):
            log.info(message(note, language()))
        _without_fallback(config)
        carry(config, Build(builder, Path(config.site_dir), config.docs_dir))
    except KaiteiError as error:
        raise failed(error) from error
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    spare_theme(config.theme, site.kept.theme)
    config.site_dir = str(begin(Path(config.site_dir)))
    return config


def _without_fallback(config: MkDocsConfig) -> None:
    """Keep i18n from showing texts of the first language under another, where the engine has a page that says so."""
    if i18n := config.plugins.get("i18n"):
        i18n.config["fallback_to_default"] = False


@event_priority(-100)
def on_pre_build(config: MkDocsConfig) -> None:
    """Let MkDocs look for no files."""
    spare_walk(config)


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand MkDocs those files that it is to see; no page loads a file of the theme's."""
    return listed(files, config)


@event_priority(100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Name a home page where docs/ has none: the engine makes that page, and i18n would warn that it is missing."""
    prefix = "" if locale(config) == current(config).builder.site.settings.default else f"{locale(config)}/"
    if not any(file.url == (prefix or "./") for file in files.documentation_pages()):
        home = File("index.md", config.docs_dir, config.site_dir, use_directory_urls=True)
        home.url = prefix or "./"
        nav.homepage = Page(None, home, config)
        nav.items.append(nav.homepage)
    return nav


@event_priority(100)
def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Build again when the facts change; as a `watch:` of mkdocs.yml a missing file would be MkDocs' to refuse."""
    quicken(server, [config.docs_dir, config.config_file_path, *config.theme.dirs])
    server.builder = lasting(server.builder, lambda: log.error(message(Problem("serve_kept"), language())))
    gc.collect()
    gc.freeze()  # what the first build has left stays, and is not to be looked through in every build
    server.watch(str(current(config).builder.site.settings.facts))
    return server
