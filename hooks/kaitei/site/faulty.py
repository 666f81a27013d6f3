"""What is wrong with the texts of files that cannot be taken in: told together with why they cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kaitei.errors import KaiteiError, Problem
from kaitei.source import characters, filenames, textfile, yamltext
from kaitei.source.settings import Settings
from kaitei.text import content
from kaitei.text.content import UnfitError

_POLICY = re.compile(r"^(?:revisions|kind|translates)[ \t]*:", re.MULTILINE)
_UNREAD = ("conflict_marks", "front_matter_mislaid")  # after which what is found means nothing


def problems(told: Iterable[Problem], settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with the bodies of policies' files, given what is wrong with a site's files.

    Ordinary pages are MkDocs' own, and so are left.
    """
    told, docs = list(told), f"{settings.name(settings.docs)}/"
    unread = {one.file for one in told if one.key in _UNREAD}
    for name in dict.fromkeys(one.file for one in told):
        if name.startswith(docs) and name.endswith(".md") and name not in unread:
            yield from _of_text(name, settings)


def _of_text(name: str, settings: Settings) -> Iterator[Problem]:
    try:
        text = textfile.known(textfile.content(settings.root / name, name), name)
    except KaiteiError:  # which is told already
        return
    found = yamltext.halves(characters.REFUSED.sub("", text))
    frozen = filenames.DATE.match(name.rpartition("/")[2])
    if found and (frozen or _POLICY.search(found[0])):
        head, body = found
        try:
            content.make("", body, name, head.count("\n") + 2, settings.below_docs(name), settings.below)
        except UnfitError as error:
            yield from error.problems
