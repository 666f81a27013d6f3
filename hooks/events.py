"""The events of MkDocs for this repository's own site, answered by the plugin's handlers without its being installed.

A site uses either this or the plugin `kaitei`; its settings are then under `extra.kaitei` in mkdocs.yml.
"""

from __future__ import annotations

from kaitei.mkdocs.plugin import hooked

_kaitei = hooked()

on_startup = _kaitei.on_startup
on_config = _kaitei.on_config
on_files = _kaitei.on_files
on_nav = _kaitei.on_nav
on_page_read_source = _kaitei.on_page_read_source
on_page_markdown = _kaitei.on_page_markdown
on_page_content = _kaitei.on_page_content
on_env = _kaitei.on_env
on_page_context = _kaitei.on_page_context
on_post_page = _kaitei.on_post_page
on_post_build = _kaitei.on_post_build
on_build_error = _kaitei.on_build_error
on_serve = _kaitei.on_serve
