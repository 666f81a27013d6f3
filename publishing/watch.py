#!/usr/bin/env python3
"""Fail where a published site was not built today: an alarm from outside, for any host.

    python3 watch.py https://policies.example.co.jp/ [Asia/Tokyo]

Run it every day some hours after midnight, from whatever watches your servers and writes to you when a command fails.
It needs nothing but Python 3.11. It reads the site map, in which the front page bears the day on which the site was
built.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from urllib.request import urlopen
from zoneinfo import ZoneInfo

USAGE = 2
SECONDS = 30


def built(address: str) -> dt.date:
    """Return the day on which the site at an address was built.

    Raises:
        OSError: where the host does not answer.
        ValueError: where the site map names no day.
    """
    with urlopen(f"{address.rstrip('/')}/sitemap.xml", timeout=SECONDS) as answer:  # noqa: S310 - the user's own address
        days = re.findall(r"<lastmod>(\d{4}-\d{2}-\d{2})", answer.read().decode())
    return max(map(dt.date.fromisoformat, days))


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 built today, 1 not, 2 wrong usage."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return USAGE
    address, zone = arguments[0], ZoneInfo(arguments[1] if len(arguments) > 1 else "Asia/Tokyo")
    today = dt.datetime.now(zone).date()
    try:
        day = built(address)
    except (OSError, ValueError) as error:
        print(f"{address}: 確認できません / cannot be checked: {error}", file=sys.stderr)
        return 1
    if day < today:
        print(f"{address}: {day} から作り直されていません / not built since {day}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
