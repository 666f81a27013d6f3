"""Word files for tests, with the numbers that Word would make, and what LibreOffice shows of them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader

SCRIPT = Path(__file__).parent / "office.sh"


def level(number: int, of: Mapping[str, Any]) -> str:
    """A level of a list: {format: decimalFullWidth, text: 第%1条, start: 3, restart: 0, legal: true, style: Clause}."""
    parts = [f'<w:start w:val="{of.get("start", 1)}"/>', f'<w:numFmt w:val="{of["format"]}"/>']
    if "restart" in of:
        parts.append(f'<w:lvlRestart w:val="{of["restart"]}"/>')
    if "style" in of:
        parts.append(f'<w:pStyle w:val="{of["style"]}"/>')
    if of.get("legal"):
        parts.append("<w:isLgl/>")
    parts += [f'<w:suff w:val="{of.get("suff", "space")}"/>', f'<w:lvlText w:val="{of["text"]}"/>']
    indent = f'<w:pPr><w:ind w:left="{400 * (number + 1)}" w:hanging="0"/></w:pPr>'
    return f'<w:lvl w:ilvl="{number}">{"".join(parts)}<w:lvlJc w:val="left"/>{indent}</w:lvl>'


def numbering(lists: Sequence[Mapping[str, Any]]) -> str:
    """The XML of lists: {levels: […], link: Style} defines one; {of: 0, start: {0: 5}, levels: {1: …}} uses one again."""
    definitions, numbers = [], []
    for at, one in enumerate(lists):
        if "of" not in one:
            link = f'<w:numStyleLink w:val="{one["link"]}"/>' if "link" in one else ""
            kept = "".join(level(number, of) for number, of in enumerate(one.get("levels", ())))
            kind = '<w:multiLevelType w:val="multilevel"/>'
            definitions.append(f'<w:abstractNum w:abstractNumId="{at}">{kind}{link}{kept}</w:abstractNum>')
            changes = ""
        else:
            starts = {int(number): start for number, start in one.get("start", {}).items()}
            other = {int(number): of for number, of in one.get("levels", {}).items()}
            changes = "".join(
                f'<w:lvlOverride w:ilvl="{number}">'
                + (f'<w:startOverride w:val="{starts[number]}"/>' if number in starts else "")
                + (level(number, other[number]) if number in other else "")
                + "</w:lvlOverride>"
                for number in sorted({*starts, *other})
            )
        numbers.append(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{one.get("of", at)}"/>{changes}</w:num>')
    return f"<w:numbering {nsdecls('w')}>{''.join(definitions)}{''.join(numbers)}</w:numbering>"


def style(name: str, of: Mapping[str, Any]) -> str:
    """A style of paragraphs: {based: Other, list: 1, level: 0, outline: 0, kind: numbering}."""
    based = f'<w:basedOn w:val="{of["based"]}"/>' if "based" in of else ""
    depth = f'<w:ilvl w:val="{of["level"]}"/>' if "level" in of else ""
    listed = f'<w:numPr>{depth}<w:numId w:val="{of["list"]}"/></w:numPr>' if "list" in of else ""
    outline = f'<w:outlineLvl w:val="{of["outline"]}"/>' if "outline" in of else ""
    kind = of.get("kind", "paragraph")
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:customStyle="1" w:styleId="{name}"><w:name w:val="{of.get("name", name)}"/>'
        f"{based}<w:pPr>{listed}{outline}</w:pPr></w:style>"
    )


def paragraph(of: Mapping[str, Any]) -> str:
    """A paragraph: {text: 甲, list: 1, level: 0, style: Clause}, or {xml: …} for what stands in it."""
    named = f'<w:pStyle w:val="{of["style"]}"/>' if "style" in of else ""
    depth = f'<w:ilvl w:val="{of["level"]}"/>' if "level" in of else ""
    listed = f'<w:numPr>{depth}<w:numId w:val="{of["list"]}"/></w:numPr>' if "list" in of else ""
    inner = of.get("xml") or f'<w:r><w:t xml:space="preserve">{of["text"]}</w:t></w:r>'
    return f"<w:p {nsdecls('w', 'r', 'm')}><w:pPr>{named}{listed}</w:pPr>{inner}</w:p>"


def made(case: Mapping[str, Any]) -> bytes:
    """A .docx file: `lists`, `styles`, `paragraphs`, and `body`, XML that stands after them."""
    document = docx.Document()
    part = document.part.numbering_part
    part._element = parse_xml(numbering(case.get("lists", ())))
    for name, of in case.get("styles", {}).items():
        document.styles.element.append(parse_xml(style(name, of)))
    end = document.element.body[-1]
    for one in case.get("paragraphs", ()):
        end.addprevious(parse_xml(paragraph(one)))
    for xml in case.get("body", ()):
        end.addprevious(parse_xml(xml.replace(">", f" {nsdecls('w', 'r')}>", 1)))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """A package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return stream.getvalue()


def shown(files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """What LibreOffice shows of Word files: the text of the PDFs that it makes of them."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    names = [str(folder / f"{name}.docx") for name in files]
    run = [office(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names]
    subprocess.run(run, check=True, capture_output=True, timeout=300)
    pages = {name: PdfReader(folder / f"{name}.pdf").pages for name in files}
    return {name: "\n".join(page.extract_text() for page in found) for name, found in pages.items()}


@lru_cache(maxsize=1)
def office() -> str:
    """LibreOffice, which must be there (`make test` installs it)."""
    return subprocess.run([str(SCRIPT)], check=True, capture_output=True, text=True).stdout.strip()
