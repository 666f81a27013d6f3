"""Before anything is built: read the site and check it whole; then leave to MkDocs the pages that the theme makes."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from adapter import Build, carried, carry, current, failed, language, locale, process
from kaitei.build.builder import Builder, remembered
from kaitei.build.publish import Destination
from kaitei.checks.hints import expired, hints
from kaitei.errors import KaiteiError, Problem
from kaitei.mkdocs.configuration import of
from kaitei.record import record
from kaitei.site.site import load
from kaitei.wording.words import message

log = get_plugin_logger("kaitei")


def on_startup(command: str, dirty: bool) -> None:
    """Note what the process was started for: a preview shows drafts."""
    process().command = command


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the site, once for all locales, and turn the build to a folder of its own."""
    if carried(config):
        return config
    try:
        site = load(of(config, drafts=process().command == "serve"), os.environ)
        builder = Builder.make(site, remembered(site.settings))
        for warning in builder.warnings:
            log.warning(message(warning, language()))
        for note in (*record.notes(site), *hints(site), *expired(site)):
            log.info(message(note, language()))
        _without_fallback(config)
        destination = Destination.begin(Path(config.site_dir), partial(_wait, config.site_dir))
    except KaiteiError as error:
        raise failed(error) from error
    build = Build(builder, destination)
    process().under_way.append(build)
    carry(config, build)
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    config.site_dir = str(destination.aside)
    return config


def _wait(site: str) -> None:
    log.info(message(Problem("site_waits", params={"path": site}), language()))


def _without_fallback(config: MkDocsConfig) -> None:
    """Keep i18n from showing texts of the first language under another, where the engine has a page that says so."""
    if i18n := config.plugins.get("i18n"):
        i18n.config["fallback_to_default"] = False


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave to MkDocs the files of themed pages, what is published as it is, and our own assets of the theme's."""
    wanted, own = current(config).builder.sources(), config.theme.custom_dir
    ours = (one for one in files if one.src_uri in wanted or (one.src_dir == own and one.src_uri.startswith("assets/")))
    return Files(list(ours))


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
    """Build again when the facts change; go on with the last good pages where a build fails."""

    def again() -> None:
        """Build; MkDocs' server would answer nothing after a failure, as if it had stopped."""
        try:
            builder()
        except Abort:
            log.error(message(Problem("serve_kept"), language()))

    server.builder = again
    server.watch(str(current(config).builder.site.settings.facts))
    return server
