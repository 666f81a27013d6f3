"""Two revisions of a policy, to be compared: where pages, feeds, programs and commands that tell of both begin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kaitei.comparison.model import Comparison
from kaitei.pages.context import Context
from kaitei.policy.policy import Revision
from kaitei.site.edition import Edition
from kaitei.site.site import Standing


@dataclass(frozen=True)
class Pair:
    """Two revisions of a policy, the older first."""

    context: Context
    standing: Standing
    old: Revision
    new: Revision

    @cached_property
    def old_page(self) -> str:
        """Where the older text stands."""
        return self.context.dated(self.standing.policy, self.old)

    @cached_property
    def new_page(self) -> str:
        """Where the newer text stands."""
        return self.context.dated(self.standing.policy, self.new)

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """Both texts."""
        old, new = (self.standing.edition(one, self.context.locale) for one in (self.old, self.new))
        assert old
        assert new
        return old, new

    def comparison(self) -> Comparison:
        """Compare the canonical texts."""
        old, new = self.editions
        return new.since(old)
