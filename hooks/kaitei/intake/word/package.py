"""A .docx file opened: what is in it is limited and looked at before anything reads it."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from lxml import etree

from kaitei.errors import Problem, fail
from kaitei.intake.word.names import Element

_LARGEST = 64_000_000  # bytes that a file may become; longer ones are none that people write
_MOST = 5_000  # parts
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_MACROS = ("vbaproject.bin", "vbadata.xml")


@dataclass(frozen=True)
class Package:
    """The parts of a Word file that say something."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    comments: Element | None
    around: tuple[Element, ...]  # headers and footers
    links: dict[str, str]  # addresses by relation
    told: tuple[Problem, ...]


def opened(data: bytes, name: str) -> Package:
    """Open a file.

    Raises:
        KaiteiError: where it is no Word file, too large once unpacked, or declares entities.
    """
    told = _looked_at(data, name)
    try:
        part = docx.Document(io.BytesIO(data)).part
        related = {one.reltype: one.target_part for one in part.rels.values() if not one.is_external}
        around = [one.target_part for one in part.rels.values() if one.reltype in (KIND.HEADER, KIND.FOOTER)]
        links = {key: one.target_ref for key, one in part.rels.items() if one.is_external}
        heads = tuple(one for one in map(_parsed, around) if one is not None)
        return Package(
            part.element.body,
            styles=_parsed(related.get(KIND.STYLES)),
            numbering=_parsed(related.get(KIND.NUMBERING)),
            footnotes=_parsed(related.get(KIND.FOOTNOTES)),
            endnotes=_parsed(related.get(KIND.ENDNOTES)),
            comments=_parsed(related.get(KIND.COMMENTS)),
            around=heads,
            links=links,
            told=told,
        )
    except (
        *(zipfile.BadZipFile, PackageNotFoundError, etree.LxmlError, KeyError, ValueError),
        *(AttributeError, AssertionError, TypeError, OSError, RuntimeError, EOFError, NotImplementedError),
    ) as error:  # whatever a broken package makes a library for whole ones do
        raise fail("import_not_word", name) from error


def _looked_at(data: bytes, name: str) -> tuple[Problem, ...]:
    """Look at what a file holds without keeping it, and tell of macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST or sum(one.file_size for one in parts) > _LARGEST:
                raise fail("import_word_large", name)
            for one in parts:
                part = packed.read(one) if one.filename.endswith((".xml", ".rels")) else b""
                if any(sign in part for sign in _DECLARATIONS):
                    raise fail("import_entities", name)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        raise fail("import_not_word", name) from error
    macros = any(one.filename.lower().endswith(_MACROS) for one in parts)
    return (Problem("import_macros", name),) if macros else ()


def _parsed(part: Part | None) -> Element | None:
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(part.blob, parser)
