"""How a clause is cited: by the title of its text, the edition, its number and its lasting address."""

from __future__ import annotations

from kaitei.pages.context import Context
from kaitei.pages.notes import corrections
from kaitei.site.edition import Edition
from kaitei.site.site import Standing


def citation(context: Context, standing: Standing, edition: Edition) -> str:
    """The citation of a clause of a text, in which `{number}` and `{anchor}` stand for what is the clause's own.

    "利用規約（2023年6月1日施行、2024年1月10日訂正）{number} https://…/terms/2023-06-01/{anchor}". The number
    itself is made with the text, as `text/markdown/anchors.citation`.
    """
    words, revision = context.words, edition.revision
    key = "withdrawn" if revision.withdrawn else "coming" if standing.state(revision).upcoming else "effective"
    days = {one.date for one in corrections(context, edition)}
    of = [words(f"cited_{key}", day=context.day(revision.date))]
    of += [words("cited_corrected", day=context.day(day)) for day in sorted(days)]
    address = context.absolute(context.dated(standing.policy, revision)) + "{anchor}"
    named = {"title": edition.text.title, "edition": words("list_separator").join(of)}
    return words("cited", **named, number="{number}", address=address)
