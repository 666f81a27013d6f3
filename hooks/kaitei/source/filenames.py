"""What the name of a Markdown file says, and names that only look as if they said it.

`privacy.en.md` is a translation, `privacy/2022-04-01.md` a past text. What is named almost so would be an ordinary
page, with whatever it keeps for later; so it is refused, with the name that was probably meant.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kaitei import dates
from kaitei.errors import fail
from kaitei.source import characters

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_SUFFIX = re.compile(r"\.md", re.IGNORECASE)
_LOCALE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,8})*")
_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc]")
_OTHER = re.compile(r"(?<!\d)\d{1,4}[-_.]\d{1,2}[-_.]\d{1,4}(?!\d)|(?<!\d)\d{4}([-_.年]?\d{1,2})?[年月]?\Z")
_COPY = frozenset(("copy", "of", "コピー", "のコピー", "複製", "bak", "old", "md"))


def composed(path: str) -> str:
    """A path as people type it: a system may have kept the か and the mark of が apart (Unicode's NFC)."""
    return unicodedata.normalize("NFC", path)


def on_disk(path: Path) -> Path:
    """The file that is there under a composed path; the path itself where there is none."""
    if path.exists() or not path.name or path.name.isascii():
        return path
    folder = on_disk(path.parent)
    alike = (one for one in (folder.iterdir() if folder.is_dir() else ()) if composed(one.name) == path.name)
    return next(alike, path)


def read(path: str, name: str, locales: tuple[str, ...], former: Collection[str]) -> tuple[str, str]:
    """What a file's name says: its path without suffix and locale, and the locale.

    With "ja" as default: "privacy.en.md" → ("privacy", "en"), "privacy/2022-04-01.md" → ("privacy/2022-04-01", "ja").

    Args:
        path: of the file, below docs/.
        name: of the file in messages.
        locales: the site's, the default one first.
        former: those that it had once.

    Raises:
        KaiteiError: for a suffix that is not quite one ("privacy.EN.md"), a locale that the site does not have, and the
            default locale, which is not written.
    """
    whole, folder = path[: -len(".md")], name[: -len(path)]
    stem, _, last = whole.rpartition(".")
    if not path.endswith(".md") or (stem and _SUFFIX.fullmatch(f".{last}")):
        raise fail("name_near", name, right=f"{folder}{_SUFFIX.sub('', path)}.md")
    if not stem or "/" in last:
        return whole, locales[0]
    if last in locales[1:] or (last in former and last not in locales):
        return stem, last
    if last == locales[0]:
        raise fail("default_locale_suffix", name, locale=last)
    if near := _near(last, locales):
        raise fail("name_near", name, right=f"{folder}{stem}{_ending(near, locales)}")
    if _LOCALE.fullmatch(last):
        raise fail("locale_unknown", name, locale=last, known=", ".join(locales))
    return whole, locales[0]


def meant(path: str, locale: str, policies: Collection[str], locales: tuple[str, ...]) -> str | None:
    """The name that a file should have, "" where only its kind is clear; None for a name that is all right.

    With a policy "privacy": "privacy-2022-04-01" → "privacy/2022-04-01.md", "privacy-en" → "privacy.en.md",
    "privacy/2022-13-45" → "", "about" → None.

    Args:
        path: of the file, without suffix and locale.
        locale: that its name gives.
        policies: the ids of all policies.
        locales: the site's, the default one first.
    """
    folder, slash, last = path.rpartition("/")
    plain = _DASHES.sub("-", characters.seen(unicodedata.normalize("NFKC", last)))
    own = next((one for one in _begun(f"{folder}{slash}", plain) if one in policies), "")
    day, found = _dated(plain)
    rest = plain[len(own) - len(folder + slash) :] if own else plain
    words = [part for part in re.split(r"[\W_]+", rest.replace(found, " ", 1)) if part.lower() not in _COPY]
    words = [part for part in words if part and not re.fullmatch(r"\d{1,2}", part)]
    codes = [near for part in words if (near := _near(part, locales))]
    ending, plainly = _ending([*codes, locale][0], locales), len(codes) == len(words)
    if found and (folder in policies or (day and plainly and (folder or own or path not in policies))):
        return f"{own or folder}/{day}{ending}" if day and (own or folder) else ""
    if not own or path in policies:
        return None
    if codes and plainly and "." not in last:
        return f"{own}{ending}"
    return "" if f"{folder}{slash}{last.partition('.')[0]}" in policies and "." in last else None


def _begun(folder: str, plain: str) -> Iterator[str]:
    """Yield what a file's name may have taken from a policy's, longest first: "a-b-en" → "a-b", "a"."""
    ends = [match.start() for match in re.finditer(r"[-_.\s(]", plain)]
    return (f"{folder}{plain[:end]}" for end in reversed(ends))


def _dated(plain: str) -> tuple[dt.date | None, str]:
    """The day that stands in a name, None where that is not clear, and how it is written, "" where none is.

    "令和4年4月1日" → (2022-04-01, "令和4年4月1日"), "2022-04" → (None, "2022-04").
    """
    day, found = dates.within(plain)
    other = None if found else _OTHER.search(plain)
    return day, other[0] if other else found


def _near(text: str, locales: Iterable[str]) -> str:
    """The locale that a text means, in capitals or full-width letters too ("EN" → "en"); "" for none."""
    folded = characters.bare(unicodedata.normalize("NFKC", text)).replace("_", "-").lower()
    return next((locale for locale in locales if locale.lower() == folded), "")


def _ending(locale: str, locales: tuple[str, ...]) -> str:
    return ".md" if locale == locales[0] else f".{locale}.md"
