"""The characters of a file, whichever of the usual encodings it is in."""

from __future__ import annotations

import codecs
import re

from kaitei.errors import Problem, fail
from kaitei.source import characters

ENCODINGS = ("utf-8", "shift_jis", "euc-jp", "utf-16")
"""The names by which an encoding may be asked for."""

_CODECS = {
    "utf-8": ("utf-8-sig",),
    "shift_jis": ("cp932",),
    "euc-jp": ("euc_jp", "euc_jis_2004"),
    "utf-16": ("utf-16",),
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_AS_WINDOWS = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")
"""Characters that EUC-JP and Windows read from the same place in two ways; what is compared must have one."""

_PLAIN = re.compile("[ぁ-んァ-ヶー一-鿿、。（）「」０-９]")
_NO_BYTES = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python makes of bytes that Shift_JIS has no use for."""

_ODD = re.compile("[｡-ﾟ\ue000-\uf8ff]")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SURE = 3  # times as likely as the other reading


def text(data: bytes, name: str, wanted: str = "") -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with line feeds, and what is to be told of how it was read.

    Args:
        data: the file.
        name: of the file in messages.
        wanted: its encoding, one of `ENCODINGS`; "" where that is to be found out.

    Raises:
        KaiteiError: where it is in no encoding known here, in none that is clear, or not in the one asked for.
    """
    encoding = wanted or _found(data, name)
    decoded = _read(data, encoding)
    if decoded is None:
        raise fail("import_encoding_wrong", name, encoding=encoding)
    told = [] if encoding == "utf-8" else [Problem("import_encoding", name, 0, {"encoding": encoding})]
    clean = _BREAKS.sub("\n", decoded.lstrip("\ufeff"))
    if found := sorted({characters.code(one) for one in characters.REFUSED.findall(clean)}):
        told.append(Problem("import_characters", name, 0, {"codes": ", ".join(found[: characters.MOST])}))
    if encoding in ("shift_jis", "euc-jp") and "\\" in clean:
        told.append(Problem("import_yen", name, clean.count("\n", 0, clean.index("\\")) + 1))
    return characters.REFUSED.sub("", clean), tuple(told)


def declared(data: bytes) -> str:
    """The encoding that a page names at its beginning, where it is one of `ENCODINGS`; else ""."""
    found = _DECLARED.search(data[:2048])
    try:
        known = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""
    return {"utf-8": "utf-8", "shift_jis": "shift_jis", "cp932": "shift_jis", "euc_jp": "euc-jp"}.get(known, "")


def _found(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _read(data, "utf-8") is not None and b"\0" not in data:
        return "utf-8"
    if b"\0" in data:
        raise fail("import_binary", name)
    scores = {one: _likely(found) for one in ("shift_jis", "euc-jp") if (found := _read(data, one)) is not None}
    if not scores:
        raise fail("import_encoding_unknown", name, line=_first_odd(data))
    best, *others = sorted(scores, key=lambda one: -scores[one])
    if others and scores[others[0]] * _SURE > scores[best]:
        raise fail("import_encoding_unclear", name, first=best, second=others[0])
    return best


def _read(data: bytes, encoding: str) -> str | None:
    for codec in _CODECS[encoding]:
        try:
            found = data.decode(codec)
        except UnicodeError:
            continue
        if encoding == "shift_jis" and _NO_BYTES.search(found):
            return None
        return found.translate(_AS_WINDOWS) if encoding == "euc-jp" else found
    return None


def _likely(found: str) -> float:
    """How much a reading looks like Japanese: what texts are full of counts for it, what they never have against it."""
    return (len(_PLAIN.findall(found)) + 1) / (10 * len(_ODD.findall(found)) + 1)


def _first_odd(data: bytes) -> int:
    return data[: next((at for at, byte in enumerate(data) if byte > 0x7F), 0)].count(b"\n") + 1
