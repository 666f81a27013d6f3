r"""What a clause's marker may be dressed in: bold type, an exporter's backslashes, a caption before it.

All of these are the same clause: "第1条（目的）", "**第1条（目的）**" and "（目的）第1条"; "1. 目的", "1\. 目的" and
"**1.** 目的".
"""

from __future__ import annotations

import re
from dataclasses import replace

from kaitei.text.markdown.grammar import MarkerReading, readings

_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1(.*)")
_ESCAPED = re.compile(
    r"\\([(（])([^\s()（）\\]{1,6})\\([)）])|([0-9０-９A-Za-z]{1,5}(?:\\?[.．][0-9０-９]{1,3})*)\\([.．)）])"
)
_CAPTION = re.compile(r"[(（][^()（）]{1,40}[)）]")
_DATE = re.compile(r"[0-9０-９〇一二三四五六七八九十元]年")


def undressed(text: str, heading: bool = False) -> tuple[MarkerReading, ...]:
    """Every way to read the start of a line as a clause's marker, whatever it is dressed in.

    Args:
        text: the line, without white space before it.
        heading: whether it is that of a heading.
    """
    if text[:2] in ("**", "__"):
        return _bold(text, heading)
    if "\\" in text[:12] and (escaped := _ESCAPED.match(text)):
        text = escaped.group().replace("\\", "") + text[escaped.end() :]
    found = readings(text, heading)
    return found or (_captioned(text, heading) if text[:1] in "(（" else ())


def is_escaped(text: str) -> bool:
    r"""Whether an exporter has put backslashes into the marker of a line: "1\. Scope"."""
    return bool(_ESCAPED.match(text))


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a clause, as it stands above an article: （目的）; a date is none."""
    return bool(_CAPTION.fullmatch(text)) and not _DATE.search(text)


def caption_of(text: str) -> str:
    """The caption with which a clause's text begins, "" where there is none: "（目的）この会は" → "（目的）"."""
    found = _CAPTION.match(text)
    return found.group() if found else ""


def _bold(text: str, heading: bool) -> tuple[MarkerReading, ...]:
    found = _BOLD.fullmatch(text)
    if not found:
        return ()
    sign, inner, rest = found.groups()
    whole = not rest.strip()
    return tuple(_rebolded(one, sign, inner, rest, whole) for one in undressed(inner + rest, heading))


def _rebolded(reading: MarkerReading, sign: str, inner: str, rest: str, whole: bool) -> MarkerReading:
    """A reading with the signs of bold type around what of its text was bold; titles of sections need none."""
    within = len(inner) - len(inner + rest) + len(reading.text)  # characters of the text that were bold
    if within <= 0 or (whole and reading.style.rank):
        return replace(reading, bold=whole)
    text = reading.text
    return replace(reading, text=f"{sign}{text[:within]}{sign}{text[within:]}", bold=whole)


def _captioned(text: str, heading: bool) -> tuple[MarkerReading, ...]:
    """The readings of an article after its caption, which goes before its text: （目的）第1条 この会は…."""
    found = _CAPTION.match(text)
    if not found or _DATE.search(found.group()):
        return ()
    rest = text[found.end() :].lstrip(" \t　")
    return tuple(
        replace(one, text=joined(found.group(), one.text))
        for one in readings(rest, heading)
        if one.style.rank == "article"
    )


def joined(caption: str, text: str) -> str:
    """A clause's text after its caption, on a line of its own."""
    return f"{caption}\n{text}" if text else caption
