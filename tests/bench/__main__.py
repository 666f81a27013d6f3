"""Print every measurement as a table: `make bench`."""

from __future__ import annotations

from tests.bench import comparing, weight

for part in (comparing, weight):
    print(part.report(), end="\n\n")  # noqa: T201 - printing is what this command is for
