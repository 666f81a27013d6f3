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

    @property
    def before(self) -> Standing:
        """The policy of the older text."""
        return self.standing

    @property
    def consecutive(self) -> bool:
        """Whether the older text is the one that the newer has replaced."""
        return self.before is self.standing and self.standing.around(self.new, self.context.locale)[0] == self.old

    @cached_property
    def old_page(self) -> str:
        """Where the older text stands."""
        return self.context.dated(self.before.policy, self.old)

    @cached_property
    def new_page(self) -> str:
        """Where the newer text stands."""
        return self.context.dated(self.standing.policy, self.new)

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """Both texts."""
        old = self.before.edition(self.old, self.context.locale)
        new = self.standing.edition(self.new, self.context.locale)
        assert old
        assert new
        return old, new

    def comparison(self) -> Comparison:
        """Compare the canonical texts."""
        old, new = self.editions
        return new.since(old)


@dataclass(frozen=True)
class Succession(Pair):
    """The last text of a policy that was repealed, and the first of one that replaces it."""

    former: Standing

    @property
    def before(self) -> Standing:
        """The policy that was repealed."""
        return self.former

    @classmethod
    def of(cls, context: Context, standing: Standing, former: Standing) -> Succession | None:
        """The pair of two policies in a locale; None where one of the texts is not held in it, or not older."""
        olds, news = former.held(context.locale), standing.held(context.locale)
        old = next((one for one in olds if not one.withdrawn), None)
        new = next((one for one in reversed(news) if not one.withdrawn), None)
        own = new is not None and any(old and one.date == old.date for one in standing.revisions)
        return cls(context, standing, old, new, former) if old and new and old.day < new.day and not own else None
