"""What an ordinary page may name: facts as of today and all policies, by placeholders; past texts, by links."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kaitei.checks.names import PAGE_NAMES, POLICY_NAMES, unknown
from kaitei.errors import KaiteiError, fail
from kaitei.pages.context import Context
from kaitei.pages.filler import PageFiller
from kaitei.pages.frame import frame
from kaitei.pages.index import index


def said(context: Context, file: str, address: str, name: str, alone: bool) -> tuple[Markup, bool]:
    """The HTML that a placeholder stands for, and whether it is a block.

    Args:
        context: the page's locale.
        file: the page's name in messages.
        address: of the page.
        name: the dotted name.
        alone: whether it stands alone in its paragraph, as a block must.

    Raises:
        KaiteiError: where the name is unknown, is for policies only, or is that of a block within a sentence.
    """
    site = context.site
    if name in POLICY_NAMES:
        raise fail("placeholder_policy_only", name=name)
    if name not in PAGE_NAMES and (problem := unknown(site, name, site.today, file, 0)):
        raise KaiteiError([problem])
    if name in PAGE_NAMES:
        view = index(context)
        block = context.renderer.render(
            "kaitei/policies.html", address, view=view, frame=frame(context, view.title, address)
        )
    else:
        filler = PageFiller(context, None, site.today, address)
        found = filler.block(name)
        if found is None:
            return filler.text(name), False
        block = found
    if not alone:
        raise fail("placeholder_alone", name=name)
    return context.renderer.render("kaitei/block.html", address, block=block), True


def dated(context: Context) -> Iterator[tuple[str, str]]:
    """Yield each file that a link to the text of a day may name, and where it leads: "terms/2024-04-01.md".

    Until the text is public that is the page of what is in force, so that a link may be written before its day.
    """
    filler = PageFiller(context, None, context.site.today, "/")
    for standing in context.site.standings:
        for day in sorted({text.date for text in standing.policy.texts.values()}):
            path = context.default_address(f"{standing.policy.address}{day}.md")
            yield path[1:], filler.address(path) or context.living(standing.policy)[1:]
