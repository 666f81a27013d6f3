"""What surrounds a page: its title, its address, its languages, what robots may do with it."""

from __future__ import annotations

from collections.abc import Callable

from kaitei.facts import facts
from kaitei.pages import follow
from kaitei.pages.context import Context
from kaitei.pages.relations import legal
from kaitei.pages.views import Alternate, Frame, Link
from kaitei.wording.per_locale import Said, pick


def frame(
    context: Context,
    title: str,
    path: str,
    exists: Callable[[str], bool] = lambda locale: True,
    *,
    fallback: str = "",
    description: str = "",
) -> Frame:
    """Make the frame of a page that is its own canonical address and may be listed; see `Frame` for what may differ.

    Args:
        context: the page's locale.
        title: of the page.
        path: its address in the default locale.
        exists: whether the page exists in a locale.
        fallback: where language links lead when it does not, as an address of the default locale.
        description: for search engines and previews.
    """
    settings = context.settings
    locale = settings.locale(context.locale)
    address, company = context.address(path), company_name(context)
    languages = tuple(_alternate(context, code, path if exists(code) else fallback or "/") for code in settings.codes)
    return Frame(
        lang=context.locale,
        title=title,
        site_name=locale.site_name,
        company=company.text,
        company_lang=company.lang,
        address=address,
        languages=languages,
        canonical=address,
        noindex=False,
        description=description or locale.description,
        home=context.address("/"),
        state=(context.words("margin_day", day=context.day(context.site.today)),),
        feed=context.feed(),
        follow=context.address(follow.ADDRESS),
        relations=legal(context, address),
    )


def trail(context: Context, *further: Link) -> tuple[Link, ...]:
    """The way from the list of policies to a page: 一覧 › 利用規約 › 改定履歴; the last step is the page itself."""
    *before, here = further
    return (Link(context.words("nav_index"), context.address("/")), *before, here._replace(current=True))


def company_name(context: Context) -> Said:
    """The company's name today; `Said("")` where the facts have none."""
    company = context.site.facts.as_of(context.site.today).values.get("company")
    name = company.get("name") if isinstance(company, dict) else None
    known = name is not None and facts.is_text(name, context.settings.codes)
    return pick(name, context.locale, context.settings.default) if name and known else Said("")


def _alternate(context: Context, code: str, path: str) -> Alternate:
    settings = context.settings
    return Alternate(code, settings.locale(code).name, settings.address(path, code))
