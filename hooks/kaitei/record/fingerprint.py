"""Fingerprints of a text: enough to find the first words that differ from it, without keeping the text.

A text is cut into phrases, after punctuation or after 32 characters; each leaves the first 2 bytes of its SHA-256. By
chance 1 in 65,536 different phrases leaves the same 2 bytes, so a fingerprint only finds the place of a difference;
whether two texts are equal is decided by their full digests.
"""

from __future__ import annotations

import base64
import hashlib
import re

SIZE = 2
"""Bytes that a phrase leaves."""

SHOWN = 40
"""Characters of a text that a message quotes."""

LED_BY = 8
"""Characters before the first difference that a quotation starts with."""

_ENDS = "。、，．,.;:；：\n"
_PHRASE = re.compile(f"[^{_ENDS}]{{0,31}}[{_ENDS}]+|[^{_ENDS}]{{1,32}}")


def phrases(text: str) -> list[str]:
    """Cut a text into phrases, which joined are the text: `氏名を、次の目的で。` → `[氏名を、, 次の目的で。]`."""
    return _PHRASE.findall(text)


def fingerprint(text: str) -> str:
    """A text's fingerprint, in base64url without padding."""
    marks = b"".join(_mark(phrase) for phrase in phrases(text))
    return base64.urlsafe_b64encode(marks).decode().rstrip("=")


def difference(recorded: str, text: str) -> str:
    """The first words of a text that differ from one of which only the fingerprint is kept.

    Where the text merely ends too early, these are its last words and "…"; "" where no difference is found.
    """
    marks = base64.urlsafe_b64decode(recorded + "=" * (-len(recorded) % 4))
    known = [marks[at : at + SIZE] for at in range(0, len(marks), SIZE)]
    position = 0
    for index, phrase in enumerate(phrases(text)):
        if index >= len(known) or _mark(phrase) != known[index]:
            return quoted(text[position:])
        position += len(phrase)
    return f"{quoted(text[-SHOWN // 2 :])}…" if len(known) > len(phrases(text)) else ""


def differing(before: str, after: str) -> tuple[str, str]:
    """Both texts quoted from `LED_BY` characters before their first difference; "" twice if equal."""
    if before == after:
        return "", ""
    pairs = zip(before, after, strict=False)
    at = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))
    start = max(at - LED_BY, before.rfind("\n", 0, at) + 1)
    return quoted(before[start:]), quoted(after[start:])


def quoted(text: str) -> str:
    """The beginning of a text on one line, short enough for a message."""
    line = " ".join(text[: 4 * SHOWN].split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _mark(phrase: str) -> bytes:
    return hashlib.sha256(phrase.encode()).digest()[:SIZE]
