"""Whether corrections are the difference between what a text said and what it says: their way past the record.

White space does not count, as a text may be broken into lines otherwise than what an editor quotes of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kaitei.policy.policy import Correction

_WEIGHTY = re.compile(
    r"\d|[〇一二三四五六七八九十百千万億]|[年月日円%¥$€]|。|[.!?](?=\s|$)"
    r"|ない|なく|なけれ|なかっ|ません|ざる|ず(?=[、にと]|$)|不|非|無|未|否|除"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million)\b"
    r"|\b(?:no|not|never|none|neither|nor|without|unless|except)\b|n[’']t\b",
    re.IGNORECASE,
)
"""What changes what a text says: digits, dates and amounts, ends of sentences, negations."""


def explained(before: str, after: str, items: Sequence[Correction], locale: str, default: str) -> bool:
    """Whether the last items of a revision's `corrections`, however many, turn one text into the other, and no more.

    Args:
        before: the text as it was.
        after: the text as it is.
        items: the revision's corrections; they count in the order of their days.
        locale: the language of the text.
        default: the site's first language; items that name no language are of texts in it, and of others only where
            these have the same words.
    """
    ordered = sorted(items, key=lambda one: one.date)
    wanted = plain(after)
    return any(_applied(plain(before), ordered[-number:], locale, default) == wanted for number in _up_to(ordered))


def _up_to(items: Sequence[Correction]) -> range:
    return range(1, len(items) + 1)


def _applied(text: str, items: Sequence[Correction], locale: str, default: str) -> str | None:
    """A text with corrections made in it; None where one of them does not fit."""
    for item in items:
        before, after = plain(item.before), plain(item.after)
        fits = text.count(before) == item.count
        if item.field or (item.locale in ("", locale) and fits):
            text = text.replace(before, after)
        elif (item.locale or default) == locale:
            return None
    return text


def plain(text: str) -> str:
    """A text without white space, as corrections are held against it."""
    return "".join(text.split())


def weighty(item: Correction) -> bool:
    """Whether a correction touches digits, dates, amounts, a negation or a whole sentence: perhaps it is a revision.

    誤記を → 誤記の is not; 七日 → 八日, できる → できない, and a sentence more are.
    """
    return _weights(item.before) != _weights(item.after)


def _weights(text: str) -> Counter[str]:
    return Counter(found.lower() for found in _WEIGHTY.findall(unicodedata.normalize("NFKC", text)))
