"""Templates as compiled, which takes longer than most pages that are made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


@dataclass(eq=False)
class Compiled(BytecodeCache):
    """The templates that a process has compiled, found by name, file and text.

    What is compiled must serve every page, locale and site: Jinja works out what a filter makes of a constant while it
    compiles, unless the filter takes the context, as those do that know of a page, a locale or a site.
    """

    _known: dict[tuple[str, str], CodeType] = field(default_factory=dict)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what is known of a template."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what Jinja has compiled."""
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code


@lru_cache(maxsize=1)
def compiled() -> Compiled:
    """What this process has compiled: for each locale, and again for each edit of a site that is served."""
    return Compiled()
