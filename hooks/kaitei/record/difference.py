"""The words in which two texts differ, quoted for a message."""

from __future__ import annotations

SHOWN = 40
"""Characters of a text that a message quotes."""

LED_BY = 8
"""Characters before the first difference that a quotation starts with."""


def differing(before: str, after: str) -> tuple[str, str]:
    """Both texts quoted from `LED_BY` characters before their first difference; "" twice if equal."""
    if before == after:
        return "", ""
    pairs = zip(before, after, strict=False)
    at = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))
    start = max(at - LED_BY, before.rfind("\n", 0, at) + 1)
    return _quoted(before[start:]), _quoted(after[start:])


def _quoted(text: str) -> str:
    """The beginning of a text on one line, short enough for a message."""
    line = " ".join(text[: 4 * SHOWN].split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
