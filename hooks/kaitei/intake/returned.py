"""A text that was exported, edited elsewhere and is brought in again: it becomes the revision.

What came is held against what an export of the text gives, read in the same way: whatever the way there and back does
to a text, it does to both, so that what differs was edited.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from kaitei.documents.export import FORMS, Whole
from kaitei.errors import Problem, fail
from kaitei.intake import marks, read
from kaitei.intake.kept import Lost, kept, said
from kaitei.intake.marks import Marked
from kaitei.intake.plan import Plan
from kaitei.intake.read import Version
from kaitei.pages.context import Context
from kaitei.policy import states
from kaitei.policy.policy import Policy, Text
from kaitei.record import files, revise
from kaitei.record.files import Named
from kaitei.record.revise import Wanted
from kaitei.site.site import Site, Standing

_MOST_TOLD = 20  # lines that differ


def plan(site: Site, policy: Policy, versions: Sequence[Version]) -> Plan | None:
    """Work out what bringing in a text that came back writes: nothing where its words are those that went out.

    None where these are older texts of the policy.

    Raises:
        KaiteiError: where no day is given, or there can be no revision on that day.
    """
    if len(versions) != 1 or versions[0].pdf:
        return None
    [version] = versions
    in_force = states.in_force(policy.revisions, site.today)
    last = in_force.day if in_force else dt.date.min
    if not version.given:
        return _unchanged(site, policy, version, (last, policy.revisions[0].day))
    return _revision(site, policy, version) if version.day and version.day > last else None


def _revision(site: Site, policy: Policy, version: Version) -> Plan:
    """The plan for the text of a revision."""
    assert version.day
    wanted = Wanted(version.day)
    begun = next((one for one in policy.revisions if one.day == version.day), None)
    text, path = revise.begun_with(site, policy, wanted)
    if begun:
        text = policy.texts.get((site.settings.default, begun.day))
        path = site.settings.root / text.file if text else path
    if text is None:
        raise fail("revise_nothing_before", policy.file, date=str(wanted.date))
    sent = _Sent.found(site, policy, text, version)
    _check_origin(site, policy, version, sent)
    if said(sent.body) == said(version.body):
        return Plan({}, (), (*version.told, Problem("import_same", text.file)))
    if begun and Named(policy.id, begun.date, site.settings.default).path in files.read(site.settings).sums:
        raise fail("import_listed", version.name, date=version.day, file=policy.file)
    made = revise.Plan({}, ()) if begun else revise.plan(site, policy.id, wanted)
    body, lost = sent.received(version.body)
    before = made.files.get(path) or path.read_bytes()
    written = made.files | {path: revise.with_body(before, site.settings.name(path), body)}
    told = (*version.told, *_told(text, version, lost), *sent.differing(body, version), *map(_looked, made.told))
    return Plan(written, (), (*told, Problem("import_written", site.settings.name(path))))


def _check_origin(site: Site, policy: Policy, version: Version, sent: _Sent) -> None:
    """Refuse a text that was made of one before that which the revision amends: it would undo what is coming.

    Raises:
        KaiteiError: where it is more like such a one.
    """
    assert version.day
    default, in_force = site.settings.default, states.in_force(policy.revisions, site.today)
    first = in_force.day if in_force else dt.date.min
    days = [one.day for one in states.standing(policy.revisions) if first <= one.day < version.day]
    texts = [text for day in days if (text := policy.texts.get((default, day)))]
    if len(texts) < 2:
        return
    amended, *older = [_Sent.found(site, policy, text, version) for text in texts]
    nearest = min((sent, amended, *older), key=lambda one: Indel.distance(said(one.body), said(version.body)))
    if nearest in older:
        days_told = {"origin": nearest.edition.text.date, "amended": amended.edition.text.date}
        raise fail("import_older_origin", version.name, 0, **days_told, id=policy.id, form=version.form)


def _unchanged(site: Site, policy: Policy, version: Version, days: tuple[dt.date, dt.date]) -> Plan | None:
    """The plan for a text that came without a day: it is the one in force, or the newest, as it went out.

    Raises:
        KaiteiError: where it is neither, but tells of no other day.
    """
    for day in dict.fromkeys(days):
        text = policy.texts.get((site.settings.default, day))
        if text and said(_Sent.found(site, policy, text, version).body) == said(version.body):
            return Plan({}, (), (*version.told, Problem("import_same", text.file)))
    if version.day is None or version.day in days or version.day > max(days):
        raise fail("import_revision_day", version.name)
    return None


class _Sent:
    """A text as it went out: what its export gives when it is read."""

    def __init__(self, standing: Standing, text: Text, form: str, day: dt.date) -> None:
        edition = standing.edition(standing.policy.revision(text.date), text.locale)
        assert edition
        self.standing, self.edition, self.form, self.day = standing, edition, form, day
        self.context = Context.make(standing.site, text.locale)
        self.body = self.read(text.body)

    @classmethod
    def found(cls, site: Site, policy: Policy, text: Text, version: Version) -> _Sent:
        """The text with the facts of today or of its own first day, whichever is nearer to what came."""
        standing, came = Standing.whole(policy, site), said(version.body)
        days = dict.fromkeys((site.today, text.date))
        return min(
            (cls(standing, text, version.form, day) for day in days),
            key=lambda one: Indel.distance(said(one.body), came),
        )

    def read(self, body: str) -> str:
        """What is read when a text has been exported."""
        edition = replace(self.edition, text=replace(self.edition.text, body=body))
        made = FORMS[self.form](Whole.of(self.context, self.standing, edition, self.day))
        return read.version(made if isinstance(made, bytes) else made.encode(), f"export.{self.form}").body

    def received(self, came: str) -> tuple[str, tuple[Lost, ...]]:
        """The text with the words that came, and what could not be kept."""
        body = self.edition.text.body
        for one in (marks.marked(body, self.edition.reading.inline, spans) for spans in (True, False)):
            shown = self.read(one.text)
            if _spoken(shown) == said(self.body):
                return kept(body, one, shown, came)
        return kept(body, Marked(body, ()), self.body, came)

    def differing(self, body: str, version: Version) -> Iterator[Problem]:
        """Yield the words that came and are not what the text shows now."""
        now, came = said(self.read(body)), said(version.body)
        gone = [edit.src_pos for edit in Indel.editops(came, now) if edit.tag == "delete"]
        for at in gone[:_MOST_TOLD]:
            yield Problem("import_differs", version.name, 0, {"words": came[at][:80]})


def _spoken(shown: str) -> list[str]:
    """The words of a text that is marked, without the lines that are marks alone."""
    return [words for words in said(shown) if words]


def _looked(told: Problem) -> Problem:
    """What is to be done next; a text that came back is there to be looked at, not to be edited."""
    return replace(told, key="import_look") if told.key == "revise_next_text" else told


def _told(text: Text, version: Version, lost: Sequence[Lost]) -> Iterator[Problem]:
    if version.title and version.title != text.title:
        yield Problem("import_title", text.file, 0, {"title": version.title, "now": text.title})
    for one in lost:
        yield Problem("import_unkept", text.file, text.body_line + one.line - 1, {"typed": one.typed})
