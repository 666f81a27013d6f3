"""What the templates are given: finished values, in the reader's language, with nothing left to decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from markupsafe import Markup

from kaitei.comparison.model import Change, Segment
from kaitei.text.markdown.document import Heading, Span
from kaitei.wording.per_locale import Said

Tone = Literal["current", "past", "next"]


class Link(NamedTuple):
    """Where to go and what it is called."""

    label: str
    address: str  # from the site's root ("/privacy/"), or an absolute URL
    current: bool = False
    lang: str = ""  # of the label and the page behind it, where it differs from this page's
    said: str = ""  # the label with what tells it from others, for those who hear it by itself


class Alternate(NamedTuple):
    """The same page in another language."""

    lang: str
    label: str  # in that language
    address: str


class StateMark(NamedTuple):
    """The legal state of a text, in words."""

    label: str  # 現行（2026年12月31日まで）
    tone: Tone


class Note(NamedTuple):
    """Something to be said of a revision."""

    label: str  # "" where the text says itself what it is
    text: Markup


class Notice(NamedTuple):
    """Something that the reader must know before reading on."""

    title: str
    text: str
    links: tuple[Link, ...] = ()
    lang: str = ""
    notes: tuple[Note, ...] = ()
    tone: Tone = "past"  # grey, or "next" where something is still to come or lags behind


class EditionItem(NamedTuple):
    """An edition in the list of all of a policy's."""

    link: Link
    since: str = ""  # the first day from which it holds, YYYY-MM-DD; "" for one that never will


class DateLine(NamedTuple):
    """A dated fact about a text, such as 施行 2023年12月20日."""

    label: str
    date: dt.date | str  # text where only the month or the year is known
    effective: str = ""  # in a list of revisions: the first day of effect, where `date` is another


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy's text: the one in force, a past one or an upcoming one."""

    title: str
    kinds: tuple[str, ...]
    state: StateMark
    dates: tuple[DateLine, ...]
    notices: tuple[Notice, ...]  # the first in a box, further ones in a line each
    actions: tuple[Link, ...]
    toc: tuple[Heading, ...]
    body: Markup
    desk: Markup  # whom to ask
    sha256: str  # of the canonical text, "" where none is published
    text: str = ""  # address of the canonical text, which the SHA-256 shown leads to
    edit_url: str = ""
    corrections: tuple[str, ...] = ()  # 2024年1月10日訂正（第3条）
    notes: tuple[Note, ...] = ()
    way: Link | None = None  # from a text that is not the one in force to that; shown beside the state
    previous: Link | None = None  # policies, in the order of the list
    next: Link | None = None
    history: Link | None = None
    editions: tuple[EditionItem, ...] = ()  # of the policy, newest first; the one shown is marked
    citation: str = ""  # 利用規約（2026年7月1日施行）{number}, with the dated address of the clause


@dataclass(frozen=True, slots=True)
class PolicyItem:
    """A policy in the list of all policies."""

    title: str
    address: str
    kinds: tuple[str, ...]
    state: StateMark
    dates: tuple[DateLine, ...]  # date in force, last revision
    coming: tuple[Link, ...]  # what is announced: "2026年12月1日に改定します" → its text
    lang: str = ""  # of the title, where it differs from the page's
    note: str = ""  # such as: available in Japanese only


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """The policies of one folder, under the title of its index page."""

    title: str  # "" for the policies at the root
    address: str  # of the folder's page, "" where it has none
    items: tuple[PolicyItem, ...]
    lang: str = ""  # of the title, where it differs from the page's


class ChangeItem(NamedTuple):
    """What changed on a day, in a line."""

    date: dt.date | str
    policy: Link
    summary: Markup


@dataclass(frozen=True, slots=True)
class IndexView:
    """All policies."""

    title: str
    groups: tuple[PolicyGroup, ...]
    lately: tuple[ChangeItem, ...] = ()  # the newest first


@dataclass(frozen=True, slots=True)
class FollowView:
    """How to be told of changes."""

    title: str
    feeds: tuple[Link, ...]  # that of all policies first
    calendar: Link


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """A correction of wording without a new revision (正誤)."""

    date: dt.date
    summary: str
    before: str
    after: str
    summary_lang: str = ""  # where it differs from the page's
    lang: str = ""  # of the wording, the same


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """An entry of a history: a revision, or a change of facts between revisions."""

    date: dt.date | str
    state: StateMark | None  # None for a change of facts
    summary: str
    summary_lang: str = ""  # where it differs from the page's
    reason: str = ""
    reason_lang: str = ""
    dates: tuple[DateLine, ...] = ()  # adopted, announced
    remark: str = ""  # "施行まで9日", "本文は現存しません"
    notes: tuple[Note, ...] = ()
    corrections: tuple[CorrectionItem, ...] = ()
    actions: tuple[Link, ...] = ()
    sha256: str = ""
    policy: Link | None = None  # in the site-wide history only
    changes: tuple[Markup, ...] = ()  # of several facts on one day, a line each
    headed: str = ""  # the key of what the day of a revision is called


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The revisions of one policy, or of all of them, newest first."""

    title: str
    policy: Link | None  # None for the site-wide history
    items: tuple[HistoryItem, ...] = ()
    entries: tuple[Markup, ...] = ()  # of all policies, each finished: there are many, and few of them change


@dataclass(frozen=True, slots=True)
class CompareLabels:
    """The words that a comparison is headed and shortened with."""

    new: str  # 改定後
    old: str  # 改定前
    remarks: str  # 備考
    omitted: str  # （略）
    same: str  # （同左）
    added: str  # （新設）
    deleted: str  # （削除）


class CompareRun(NamedTuple):
    """Words with their marks, and where they lead."""

    segments: tuple[Segment, ...]
    address: str = ""  # from the site's root, or in full; "" for no link
    target: str = ""  # of a link, as the text has it: the same whatever day its address is of


class CompareLine(NamedTuple):
    """A row of a table, a value with its label, or text."""

    cells: tuple[tuple[CompareRun, ...], ...]  # of a value several where one label is for all of them; of text one
    label: str = ""  # of a value
    gone: bool = False  # whether it is a row of the older text, in a cell that tells of both
    spans: tuple[Span, ...] = ()  # of its cells, in a table in which some are merged


CompareKind = Literal["heading", "text", "table", "values"]


class CompareBlock(NamedTuple):
    """What is set as one within a cell; text and headings are of one line, in which there may be line feeds."""

    kind: CompareKind
    depth: int  # how far it is set in beneath the row's clause
    lines: tuple[CompareLine, ...]
    leads: tuple[int, ...] = ()  # of text: how many characters of each of its lines a number takes, and its gap


class CompareCell(NamedTuple):
    """One side of a row: a clause as one of the two texts has it."""

    number: str  # the marker as typed, "" where there is none
    address: str  # of the clause within the page of its text: "#c3-1", "" for text under no clause
    title: str  # the words of its heading, "" where it has none
    depth: int  # 0 for clauses beneath nothing
    size: int  # how many characters the text has
    blocks: tuple[CompareBlock, ...]  # the heading first, where there is one
    gap: str = ""  # what parts the number from the words after it


@dataclass(frozen=True, slots=True, eq=False)
class CompareRow:
    """A clause beside its counterpart; at least one side is there. Told apart by identity, which costs nothing."""

    kind: Change
    old: CompareCell | None
    new: CompareCell | None
    name: str = ""  # of the clause: 第2条（７）
    merged: CompareCell | None = None  # the new side with what is gone where it stood; None where nothing is
    remarks: tuple[str, ...] = ()
    folded: bool = False  # the text of both sides is the same and shown on demand only
    alike: bool = (
        False  # the sides are the same but for numbers, within a fold: shown once, and referred to on the right
    )
    rows: ClassVar[tuple[CompareRow, ...]] = ()  # it is no fold


@dataclass(frozen=True, slots=True)
class CompareFold:
    """Consecutive rows without a change of wording, shown as one line that can be opened."""

    label_new: str  # 1.～2.
    label_old: str
    rows: tuple[CompareRow, ...]
    remarks: tuple[str, ...] = ()  # on all of them


@dataclass(frozen=True, slots=True)
class CompareView:
    """Two revisions of a policy side by side."""

    title: str
    policy: Link
    history: Link
    new: Link  # 2026年12月1日施行, to that text
    old: Link
    new_choices: tuple[Link, ...]  # comparisons with another newer revision; the present one is marked
    old_choices: tuple[Link, ...]
    previous: Link | None  # the comparison one revision earlier
    next: Link | None
    labels: CompareLabels
    new_first: bool  # whether the new text is in the left column
    tally: tuple[tuple[str, int], ...]  # how many rows there are of each kind: (変更, 2)
    rows: tuple[CompareRow | CompareFold, ...]  # in the order of the new text
    notices: tuple[Notice, ...] = ()
    unworded: str = ""  # said where no wording has changed
    summary: Said | None = None  # of the revision, where the older text is the one before it
    reason: Said | None = None
    mark: str = "underline"  # what marks are: underline, colour, both

    @property
    def chosen(self) -> dict[str, str]:
        """The labels of the revisions that are compared, as among the choices; "" for one that is not among them."""
        offered = {"new": self.new_choices, "old": self.old_choices}
        return {side: next((link.label for link in links if link.current), "") for side, links in offered.items()}


@dataclass(frozen=True, slots=True)
class ChangesView:
    """A text with what its revision changed marked in it."""

    title: Markup
    kinds: tuple[str, ...]
    state: StateMark
    lead: str  # which text is marked against which
    notes: tuple[Note, ...]  # summary, reason
    tally: tuple[tuple[str, int], ...]  # as in the comparison
    unworded: str
    switch: Link  # to the text without marks
    actions: tuple[Link, ...]
    toc: tuple[Heading, ...]
    body: Markup
    previous: Link | None  # the changes of the revision before
    next: Link | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A short page: a missing translation, a text that is not held, an address that moved."""

    title: str
    text: str
    links: tuple[Link, ...]
    lang: str = ""
    others: tuple[MessageView, ...] = ()  # the same in other languages
    state: StateMark | None = None  # of the text that cannot be shown
    dates: tuple[DateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryView:
    """The body of a feed's entry."""

    summary: Markup
    reason: Markup
    correction: tuple[str, str, str] | None  # what was put right, into what, and in which language if not the feed's
    table: Markup  # what changed, "" where that is not shown
    links: tuple[Link, ...]  # addresses in full
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page: a form, and for readers without JavaScript all policies."""

    title: str
    index: str  # address of the index that the page's script looks through
    past: str  # that of past texts, looked through on request; "" where there are none
    groups: tuple[PolicyGroup, ...]


class Relation(NamedTuple):
    """How another address is related to the page, for programs."""

    rel: str  # a registered link relation
    address: str
    type: str = ""  # media type, where it is no page


class Frame(NamedTuple):
    """What surrounds a page."""

    lang: str
    title: str  # of the page
    site_name: str
    company: str
    address: str  # of this page, from the site's root
    languages: tuple[Alternate, ...]  # where language links lead, one for each of the site's
    canonical: str  # address; "" where a page has none of its own
    noindex: bool
    description: str = ""
    redirect: str = ""  # address to which a moved page leads at once
    home: str = "/"  # address of this locale's list of policies
    state: tuple[str, ...] = ()  # of what the page shows and as of when, for the margin of each printed sheet
    feed: str = ""  # address; of the policy, or else of the site
    follow: str = ""  # address of the page that says how to be told of changes
    entry: str = ""  # address of the page that the navigation marks as the present one, "" for none
    company_lang: str = ""  # of the company's name, where it differs from the page's
    relations: tuple[Relation, ...] = ()
    trail: tuple[Link, ...] = ()  # the way to the page from the list of policies, the page itself included
    data: Markup = Markup("")  # JSON-LD; "" where a page has none
