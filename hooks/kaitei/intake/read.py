"""A file of whatever kind as a text in our format, with what it says of its days and what of it could not be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kaitei import dates
from kaitei.errors import Problem, fail
from kaitei.intake import blocks as form
from kaitei.intake import decoding, layout, loss, markdown, plain
from kaitei.intake.blocks import Block, Brought, Paragraph, Words
from kaitei.intake.dated import Dated, listed
from kaitei.intake.web import mhtml
from kaitei.intake.word.inline import Tracked

_NEAR = 8  # blocks within which a title stands
_LONGEST = 80  # characters of lost words that are told
_WORD, _PDF = b"PK\x03\x04", b"%PDF-"
_REFUSED = {b"\xd0\xcf\x11\xe0": "import_old_word", b"{\\rtf": "import_rich"}
_PAGE = ("<!doctype html", "<html", "<?xml")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are to be read."""

    encoding: str = ""  # one of `decoding.ENCODINGS`, "" for whatever each is in
    select: str = ""  # the part of a page that is the text: #terms, .policy, main
    tracked: Tracked = "refuse"


@dataclass(frozen=True, slots=True)
class Version:
    """The text of one revision, as it was read from a file."""

    name: str  # of the file in messages
    day: dt.date | None = None  # of effect
    given: bool = False  # whether somebody said that day
    title: str = ""
    body: str = ""
    dated: tuple[Dated, ...] = ()  # the revisions of which the text tells
    form: str = "md"  # what it was read from: docx, html or md
    locale: str = ""  # of a translation; "" for the site's first language
    pdf: bytes = b""  # in place of a text that is there as pictures or pages alone
    told: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def own(self) -> Dated | None:
        """What the text tells of its own revision."""
        return next((one for one in self.dated if self.day in (one.day, None)), None)


def version(
    data: bytes,
    name: str,
    day: dt.date | None = None,
    wishes: Wishes = Wishes(),
    given: bool = False,
    near: dt.date | None = None,
) -> Version:
    """Read a file.

    Args:
        data: the file.
        name: of the file in messages; its ending and its beginning say what it is.
        day: of effect, where it is known.
        wishes: how to read it.
        given: whether somebody said that day.
        near: a day for a text that says none.

    Raises:
        KaiteiError: where it cannot be read, or what it says could not be published.
    """
    if data.startswith(_PDF):
        return Version(name, day or near or dates.within(name)[0], given, pdf=data)
    data = mhtml.page(data, name)
    title, body, brought = _text(data, name, wishes)
    if not body.strip():
        raise fail("import_empty", name)
    shown = loss.shown(title, body, name, brought.line)
    lost = loss.lost(brought.words, shown)
    told = (*brought.told, *_tabled(brought, name), *(_lost(one, name, data) for one in lost))
    found = listed(shown)
    newest = found[0].day if found else near or dates.within(name)[0]
    form = "docx" if data.startswith(_WORD) else "html" if _is_page(data, name) else "md"
    return Version(name, day or newest, given, title, body, found, form, told=told)


def _text(data: bytes, name: str, wishes: Wishes) -> tuple[str, str, Brought]:
    """The title and the body of a file, and what it was read as."""
    from kaitei.intake.web import page  # with their libraries, which no other command has a use for
    from kaitei.intake.word import document

    for begun, message in _REFUSED.items():
        if data.startswith(begun):
            raise fail(message, name)
    if data.startswith(_WORD):
        return _untitled(document.read(data, name, wishes.tracked))
    declared = decoding.declared(data) if _is_page(data, name) else ""
    text, told = decoding.text(data, name, wishes.encoding, declared)
    if _is_page(data, name):
        brought = page.read(text, name, wishes.select)
    elif name.lower().endswith((".md", ".markdown")):
        title, body = plain.markdown(text)
        return title, body, Brought((), (), told=told, line=text.count("\n", 0, len(text) - len(body)) + 1)
    else:
        brought = plain.lines(text, name)
    return _untitled(replace(brought, told=(*told, *brought.told)))


def _is_page(data: bytes, name: str) -> bool:
    begun = data[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    return name.lower().endswith((".html", ".htm", ".xhtml", *mhtml.SUFFIXES)) or begun.startswith(
        tuple(map(str.encode, _PAGE))
    )


def _untitled(brought: Brought) -> tuple[str, str, Brought]:
    """The title of a text, "" where it has none, and its body without that.

    It is the first heading of the first level near the beginning (a page may begin with the way to it), else the first
    line if that may be one.
    """
    blocks = brought.blocks
    headed = (at for at, one in enumerate(blocks[:_NEAR]) if isinstance(one, Paragraph) and one.level == 1)
    at = next(headed, 0)
    title = _title(blocks[at]) if len(blocks) > 1 else ""
    body = blocks[:at] + blocks[at + 1 :] if title else blocks
    return title, markdown.written(replace(brought, blocks=body)), brought


def _title(block: Block) -> str:
    """The text of a block if it may be a title, and nothing of it would be lost by being one; else ""."""
    if not isinstance(block, Paragraph) or block.label or any(run.note or run.ruby or run.href for run in block.runs):
        return ""
    title = " ".join(form.plain(block.runs).split())
    return title if plain.is_title(title) else ""


def _tabled(brought: Brought, name: str) -> Iterator[Problem]:
    if found := layout.articles(brought.blocks):
        yield Problem("import_tabled", name, 0, {"words": found[0][:_LONGEST], "count": str(len(found))})


def _lost(one: Words, name: str, data: bytes) -> Problem:
    key = "import_lost_word" if data.startswith(_WORD) else "import_lost"
    return Problem(key, name, 0, {"place": str(one.place), "words": one.text[:_LONGEST]})
