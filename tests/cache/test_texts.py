from __future__ import annotations

import pytest

from kaitei import content
from kaitei.cache import texts
from kaitei.markdown.canonical import canonical
from tests.support.corpus import policy

WRITTEN = (
    "# 題\n\n{{ company.name }}は次のとおり定めます。\n\n1. 目的\n（１）発送 [規約](/terms.md#c1)\n"
    "（２）連絡 <a@example.com>\n3. 抜け\n\n"
    "| 項目 | 説明 |\n|---|---|\n| 甲 | 乙<br>丙 |\n\n{{ signature }}\n\n[電話](tel:{{ desks.privacy.phone }})\n"
)


@pytest.mark.parametrize("body", [WRITTEN, canonical(policy(3_000)), "", "```\n{{ company.name }}\n```\n"])
def test_a_reading_reads_as_it_was_written(body: str) -> None:
    made = content.make("題", body, "docs/shop/terms.md", 7, "shop/terms.md")
    assert texts.read_reading(texts.write_reading(made.reading)) == made.reading


def test_what_is_written_does_not_depend_on_the_order_of_sets() -> None:
    made = content.make("題", WRITTEN, "docs/terms.md", 1, "terms.md")
    assert texts.write_reading(made.reading) == texts.write_reading(
        texts.read_reading(texts.write_reading(made.reading))
    )
