"""The characters of a file, whichever of the usual encodings it is in."""

from __future__ import annotations

import codecs
import re

from kaitei.errors import KaiteiError, Problem, fail
from kaitei.source import characters

ENCODINGS = ("utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16")
"""The names by which an encoding may be asked for."""

_CODECS = {
    "utf-8": ("utf-8-sig",),
    "shift_jis": ("cp932",),
    "euc-jp": ("euc_jp", "euc_jis_2004"),
    "iso-2022-jp": ("iso2022_jp_ext", "iso2022_jp_2004"),
    "utf-16": ("utf-16",),
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SHIFTS = re.compile(rb"\x1b\$(?:[@B]|\([DOPQ])")  # what in ISO-2022-JP, the mail's JIS, begins Japanese
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_AS_WINDOWS = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")
"""Characters that EUC-JP and Windows read from the same place in two ways; what is compared must have one."""

_PLAIN = re.compile("[ぁ-んァ-ヶー一-鿿、。（）「」０-９]")
_NO_BYTES = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python makes of bytes that Shift_JIS has no use for."""

_ODD = re.compile("[｡-ﾟ\ue000-\uf8ff]")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_OLD_NAMES = {"x-sjis": "shift_jis", "windows-31j": "shift_jis", "x-euc-jp": "euc-jp"}
_NAMES = {
    "utf-8": "utf-8",
    "shift_jis": "shift_jis",
    "cp932": "shift_jis",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
}
"""Encodings as pages name them, and as Python does."""

_SURE = 3  # times as likely as the other reading


def text(data: bytes, name: str, wanted: str = "", said: str = "") -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with line feeds, and what is to be told of how it was read.

    Args:
        data: the file.
        name: of the file in messages.
        wanted: its encoding, one of `ENCODINGS`; "" where that is to be found out.
        said: what it says of itself, which decides where that is not clear.

    Raises:
        KaiteiError: where it is in no encoding known here, in none that is clear, or not in the one asked for.
    """
    encoding = wanted or _found(data, name, said)
    decoded = _read(data, encoding)
    if decoded is None:
        raise _unreadable(data, name, wanted)
    told = [] if encoding == "utf-8" else [Problem("import_encoding", name, 0, {"encoding": encoding})]
    clean = _BREAKS.sub("\n", decoded.lstrip("\ufeff"))
    if found := sorted({characters.code(one) for one in characters.REFUSED.findall(clean)}):
        told.append(Problem("import_characters", name, 0, {"codes": ", ".join(found[: characters.MOST])}))
    if encoding in ("shift_jis", "euc-jp") and "\\" in clean:
        told.append(Problem("import_yen", name, clean.count("\n", 0, clean.index("\\")) + 1))
    return characters.REFUSED.sub("", clean), tuple(told)


def _unreadable(data: bytes, name: str, wanted: str) -> KaiteiError:
    if wanted:
        return fail("import_encoding_wrong", name, encoding=wanted)
    return fail("import_encoding_unknown", name, line=_first_odd(data))


def declared(data: bytes) -> str:
    """The encoding that a page names at its beginning, where it is one of `ENCODINGS`; else ""."""
    found = _DECLARED.search(data[:2048])
    name = found[1].decode().lower() if found else ""
    try:
        known = codecs.lookup(_OLD_NAMES.get(name, name)).name if name else ""
    except LookupError:
        return ""
    return _NAMES.get(known, "")


def _found(data: bytes, name: str, said: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _SHIFTS.search(data) and b"\0" not in data:
        return "iso-2022-jp"
    if _read(data, "utf-8") is not None and b"\0" not in data:
        return "utf-8"
    if b"\0" in data:
        raise fail("import_binary", name)
    scores = {one: _likely(found) for one in ("shift_jis", "euc-jp") if (found := _read(data, one)) is not None}
    if not scores:
        raise _unreadable(data, name, "")
    best, *others = sorted(scores, key=lambda one: -scores[one])
    if others and scores[others[0]] * _SURE > scores[best]:
        if said in scores:
            return said
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
        return found.translate(_AS_WINDOWS) if encoding in ("euc-jp", "iso-2022-jp") else found
    return None


def _likely(found: str) -> float:
    """How much a reading looks like Japanese: what texts are full of counts for it, what they never have against it."""
    return (len(_PLAIN.findall(found)) + 1) / (10 * len(_ODD.findall(found)) + 1)


def _first_odd(data: bytes) -> int:
    return data[: next((at for at, byte in enumerate(data) if byte > 0x7F), 0)].count(b"\n") + 1
