"""Templates: one environment, in which a site's own come before the engine's and everything is escaped."""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from jinja2.sandbox import safe_range
from markupsafe import Markup, escape

from kaitei.data import TEMPLATES
from kaitei.errors import KaiteiError, Problem
from kaitei.rendering.calendar import written
from kaitei.rendering.compiled import compiled
from kaitei.text import links
from kaitei.wording.words import Words

MISSING = "/404.html"

WHOLE = 300
"""The number of characters of a template's error that a message quotes."""

REMEMBERED = 400
"""The number of rendered pieces and written days that are cached: about what two similar pages share."""

_SIGNS = re.compile(r"[\\`*_\[\]]|\{\{|^(?:#|>|[-+](?= ))", re.MULTILINE)


@dataclass
class Renderer:
    """Renders the templates of one locale; knows which page it is at, for the addresses on it."""

    environment: jinja2.Environment
    words: Words
    date_format: str
    site_url: str  # ends in "/"
    folder: Path  # of the site's own templates
    named: Callable[[Path], str]  # names a template in messages
    page: str = "/"

    @classmethod
    def make(
        cls,
        overrides: Path,
        words: Words,
        date_format: str,
        site_url: str,
        named: Callable[[Path], str] = Path.as_posix,
        assets: str = "/assets/",
    ) -> Renderer:
        """Set up the environment of a locale.

        Args:
            overrides: the folder of the site's own templates, which need not exist.
            words: of the locale.
            date_format: how days are written.
            site_url: the site's address.
            named: names a file in messages.
            assets: where the engine's style sheet and scripts are published.
        """
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([overrides, TEMPLATES]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled(),
        )
        renderer = cls(environment, words, date_format, site_url, overrides, named)
        environment.filters |= {
            "url": _each_time(renderer.url),
            "full": _each_time(renderer.full),
            "day": _each_time(renderer.day),
            "iso": _iso,
            "swap": _swapped,
            "typed": typed,
        }
        environment.globals |= {
            "t": words,
            "assets": assets,
            "range": safe_range,
            "once": lru_cache(maxsize=REMEMBERED)(_called),
        }
        return renderer

    def render(self, template: str, page: str, **context: Any) -> Markup:
        """Render a template for a page at an address of the site.

        Raises:
            KaiteiError: where the template, or one that it is made of, cannot be read or breaks off.
        """
        self.page = page
        try:
            return Markup(self.environment.get_template(template).render(context))
        except KaiteiError:
            raise
        except Exception as error:  # a template can do whatever an expression can
            raise KaiteiError([failure(error, template, self.folder, self.named)]) from error

    def url(self, address: str) -> str:
        """An address relative to the page: from `/privacy/`, `/terms/` → `../terms/`.

        On the error page, which hosts show at any address, it is absolute instead: `/terms/`, below the site's path.
        """
        if self.page == MISSING and address.startswith("/"):
            return urlsplit(self.site_url).path + address[1:]
        return links.relative(address, self.page)

    def full(self, address: str) -> str:
        """An address with the site's URL before it: `/terms/` → `https://…/terms/`; one with `://` unchanged."""
        return address if "://" in address else self.site_url + address[1:]

    def day(self, day: dt.date | str) -> str:
        """Write a day as the locale does."""
        return self._days(day)

    @cached_property
    def _days(self) -> Callable[[dt.date | str], str]:
        """The function that writes a day, cached, as the same few days stand on many pages."""
        return lru_cache(maxsize=REMEMBERED)(partial(written, words=self.words, style=self.date_format))


def _each_time(function: Callable[[Any], str]) -> Callable[..., str]:
    """Keep Jinja from working out once for all pages what a filter makes of a constant; see `Compiled`."""

    @jinja2.pass_context
    def filtered(_: jinja2.runtime.Context, value: Any) -> str:
        return function(value)

    return filtered


def failure(error: Exception, template: str, folder: Path, named: Callable[[Path], str]) -> Problem:
    """Tell why a template could not be rendered, and where in which.

    Args:
        error: what Jinja raised.
        template: the template that was asked for.
        folder: of the site's own templates.
        named: names a file in messages.
    """
    file, line = _where(error, folder) or _where(error, TEMPLATES) or (str(folder / template), 0)
    place = named(Path(file)), line
    if isinstance(error, jinja2.TemplateNotFound):
        return Problem("template_part_missing", *place, {"template": str(error.name)})
    if isinstance(error, RecursionError):
        return Problem("template_loop", *place)
    if isinstance(error, UnicodeDecodeError):
        return Problem("not_utf8", *place)
    said = str(error.message if isinstance(error, jinja2.TemplateError) else error) or type(error).__name__
    return Problem("template_broken", *place, {"detail": " ".join(said.split())[:WHOLE].rstrip(".")})


def _where(error: Exception, folder: Path) -> tuple[str, int] | None:
    """The file and the line of the innermost template of a folder that an error passed through."""
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    frames = ((frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__))
    within = [(file, line) for file, line in frames if Path(file).is_relative_to(folder)]
    return within[-1] if within else None


def _called(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """Call a macro. Templates have it as `once`, cached by arguments: import the macro without context."""
    return macro(*values)


def _swapped(text: str, signs: Mapping[str, str]) -> Markup:
    """The filter `swap`: escape a text, then replace each sign in it by its other, escaped unless it is Markup."""
    found = escape(text)
    for sign, other in signs.items():
        found = found.replace(sign, other)
    return found


def typed(text: str) -> Markup:
    """The filter `typed`: words as Markdown, in which what would be markup is none."""
    return Markup(_SIGNS.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;")))


def _iso(day: dt.date | str) -> str:
    return day if isinstance(day, str) else day.isoformat()
