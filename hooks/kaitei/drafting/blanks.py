"""Places left open in a form: ●年●月●日, ＿＿, 【　】, 株式会社○○, TODO, [Company Name]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaitei.drafting.draft import Draft, Hint

_KANJI = "〇一二三四五六七八九十百千"
_OPEN = re.compile(
    rf"(?<![{_KANJI}])[●○◯〇◎△▲■□]+(?=[年月日条項号円名回時分％%])[●○◯〇◎△▲■□年月日条項号円名回時分％%]*"
    rf"|(?<![{_KANJI}])(?:[●○◯〇△▲]{{2,}}|[×✕]{{2,}}|[XＸ]{{3,}}(?![A-Za-z]))"
    r"|(?<=株式会社)[●○◯〇]+|(?:(?<=有限会社)|(?<=合同会社))[●○◯〇]+|[●○◯〇]+(?=株式会社|有限会社|合同会社)"
    r"|[＿_]{2,}|[【［〔（(][\s　●○◯〇]+[】］〕）)]|\[●+\]"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME|YYYY)(?![A-Za-z])"
    r"|\[(?:insert|your|company|date|name|address|e-?mail|website|url|country|state)\b[^\[\]\n]{0,60}\](?!\()"
    r"|\[[^\[\]\n]{0,12}(?:を記載|を入力|記入|名称|会社名|日付)[^\[\]\n]{0,12}\](?!\()",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s*_＿\-●○■□◆◇]+")


def left_open(draft: Draft) -> Iterator[Hint]:
    """Tell, once a line, of a place that is left open."""
    for line, text in draft.lines:
        found = None if _RULE.fullmatch(text) else _OPEN.search(text)
        if found:
            yield Hint("draft_open", line, found[0].strip())
