"""The entries of a policy's history, written down as JSON and read again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kaitei.pages.views import CorrectionItem, DateLine, HistoryItem, Link, StateMark

Dated = tuple[dt.date, HistoryItem]


def write(items: Iterable[Dated]) -> str:
    """Write down entries, each with the day by which it is sorted."""
    written = [(day, asdict(item)) for day, item in items]
    return json.dumps(written, ensure_ascii=False, default=lambda day: {"day": day.isoformat()})


def read(text: str) -> tuple[Dated, ...]:
    """Read entries."""
    return tuple((day, _item(**told)) for day, told in json.loads(text, object_hook=_day))


def _day(value: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(value["day"]) if value.keys() == {"day"} else value


def _item(*, state: Any, dates: Any, corrections: Any, actions: Any, policy: Any, **told: Any) -> HistoryItem:
    return HistoryItem(
        state=StateMark(**state) if state else None,
        dates=tuple(DateLine(**one) for one in dates),
        corrections=tuple(CorrectionItem(**one) for one in corrections),
        actions=tuple(Link(**one) for one in actions),
        policy=Link(**policy) if policy else None,
        **told,
    )
