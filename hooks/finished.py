"""In a preview: keep MkDocs from making again those themed pages that would come out as they did in the last build.

A page comes out the same where its parts, its files in other languages and mkdocs.yml are the same, as long as no
template and no plugin looks at anything else, such as other pages. Where one might, every page is made every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError, meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from adapter import current, locale
from kaitei.cache.keys import Later, digest
from kaitei.output import Output

_NAMES = frozenset(("kaitei", "config"))
"""What templates may ask for: the page's own parts, and mkdocs.yml."""

_TEMPLATE = "main.html"
"""The template of pages that name none."""


def known(config: MkDocsConfig) -> frozenset[str]:
    """Put pages of a locale in their places as the last build made them; return their files."""
    build, code = current(config), locale(config)
    builder = build.builder
    if not _alone(config):
        return frozenset()
    settings = digest(Path(config.config_file_path).read_bytes())
    sources = builder.sources()
    fresh, together = set(), _together(sources)
    for path in builder.themed_files(code):
        key = digest("finished", code, path, settings, builder.themed_key(path, code), together[_stem(path)])
        found: Output | None = builder.site.kept.found(key)
        if found:
            build.spared.append(found)
        else:
            build.fresh[code, path] = key
            fresh.add(_stem(path))
    return frozenset(path for path in sources if path.endswith(".md") and _stem(path) not in fresh)


def keep(html: str, page: Page, config: MkDocsConfig) -> None:
    """Remember a finished page for the next build."""
    build = current(config)
    key = build.fresh.get((locale(config), page.file.src_uri))
    if key and html.strip():
        written = html.encode(errors="xmlcharrefreplace").decode()  # as MkDocs writes it
        output = Output(page.file.dest_uri, Later(digest("file", written), written.__str__))
        build.builder.site.kept.recall(key, lambda: output)


def _alone(config: MkDocsConfig) -> bool:
    """Whether nothing but what is here and in modest templates takes part in making pages, and no other page either."""
    builder = current(config).builder
    i18n: Any = config.plugins.get("i18n")
    if config.nav or (i18n and i18n.config.fallback_to_default):
        return False
    others = (plugin for plugin in config.plugins.values() if plugin is not i18n)
    if not all(_here(plugin) for plugin in others) or b"INHERIT" in Path(config.config_file_path).read_bytes():
        return False
    names = sorted({_TEMPLATE, *(page.template for page in builder.site.registry.pages if page.template)})
    return builder.site.kept.recall(("modest", *names), lambda: _modest(config.theme.get_env(), names))


def _here(plugin: object) -> bool:
    return Path(getattr(plugin, "__file__", "") or "").resolve().parent == Path(__file__).resolve().parent


def _modest(environment: Environment, names: Iterable[str]) -> bool:
    """Whether templates, with all that they are made of, ask for nothing but what a page's key stands for."""
    try:
        return _NAMES.issuperset(_asked(environment, list(names)))
    except TemplateError:
        return False


def _asked(environment: Environment, left: list[str | None]) -> Iterator[str]:
    """Yield the names that templates and those that they name ask for; "" where it depends which these are."""
    seen: set[str | None] = set()
    while left:
        name = left.pop()
        if name is None:
            yield ""
        elif name not in seen:
            seen.add(name)
            assert environment.loader
            tree = environment.parse(environment.loader.get_source(environment, name)[0])
            yield from meta.find_undeclared_variables(tree)
            left += meta.find_referenced_templates(tree)


def _together(sources: Iterable[str]) -> dict[str, list[str]]:
    """Return the files of each page."""
    found: dict[str, list[str]] = {}
    for path in sorted(sources):
        found.setdefault(_stem(path), []).append(path)
    return found


def _stem(path: str) -> str:
    """Return what the files of a page in all languages have in common."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}"
