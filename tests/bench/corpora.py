"""Whole projects of any size: policies, their past revisions and translations, the facts that they show, the record.

The same shape gives the same bytes. `kaitei` writes a project for this generator, `stock` the same texts as the pages
of an ordinary MkDocs site, with the facts written out, `empty` a project for this generator that has no policy.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaitei.text.markdown.document import Clause
from tests.support.corpus import revisions
from tests.support.site import MATERIAL, Project, make
from tests.support.wording import ENGLISH, JAPANESE, Wording

TODAY = dt.date(2026, 11, 22)
"""The day on which the projects are built; see `_days` for what takes effect the day after."""

KINDS = ("privacy", "terms", "external-transmission", "other")


@dataclass(frozen=True)
class Language:
    """A language of a project, its own words around the sentences of `wording`."""

    code: str
    wording: Wording
    characters: int  # of a text when it is first enacted: about 10 KB of UTF-8
    opening: str
    contact: str
    titles: tuple[str, ...]  # by kind
    company: str
    desk: str  # what `{{ desks.privacy }}` shows, for a site without facts
    signature: str  # the same for `{{ signature }}`, with the dates before it


LANGUAGES = (
    Language(
        "ja",
        JAPANESE,
        3_000,
        "{{ company.name }}（以下「当社」といいます。）は、次のとおり定めます。",
        "お問い合わせの窓口",
        ("個人情報の取扱い", "利用規約", "外部送信に関する公表事項", "ご利用にあたって"),
        "株式会社まつかぜ商店",
        "| | |\n| --- | --- |\n| 窓口 | 個人情報相談窓口 |\n| 電話 | 0120-000-000 |\n| 受付時間 | 9:30–17:00 |\n",
        "株式会社まつかぜ商店　代表取締役　松風 葵",
    ),
    Language(
        "en",
        ENGLISH,
        9_300,
        'This policy is laid down by {{ company.name }} (the "Company").',
        "Contact",
        ("Handling of personal data", "Terms of use", "External transmission", "Before you use our site"),
        "Matsukaze Trading Co., Ltd.",
        "| | |\n| --- | --- |\n| Desk | Privacy Desk |\n| Telephone | 0120-000-000 |\n| Hours | 9:30–17:00 |\n",
        "Matsukaze Trading Co., Ltd., Aoi Matsukaze, Representative Director",
    ),
)

COMPANY = """\
company:
  name: {ja: 株式会社まつかぜ商店, en: "Matsukaze Trading Co., Ltd."}
  postal_code: 000-0000
  address: {ja: 静岡県見本市松原1-2-3, en: "1-2-3 Matsubara, Mihon-shi, Shizuoka, Japan"}
  url: https://shop.example.co.jp/
desks:
  privacy:
    - name: {ja: 個人情報相談窓口, en: Privacy Desk}
      department: {ja: お客様センター, en: Customer Centre}
      phone: 0120-000-000
      hours: 9:00–17:00
      closed: {ja: 土日祝を除く, en: except weekends and holidays}
      email: privacy@example.co.jp
      form: https://shop.example.co.jp/contact/
    - {from: 2021-10-01, name: {ja: 個人情報相談窓口, en: Privacy Desk}, phone: 0120-000-000, hours: 9:30–17:00}
officers:
  privacy: {title: {ja: 管理部長, en: General Manager}, name: {ja: 磯野 汀, en: Nagisa Isono}}
representative:
  - {title: {ja: 代表取締役, en: Representative Director}, name: {ja: 松風 茂, en: Shigeru Matsukaze}}
"""

REPRESENTATIVES = (
    (2010, "松風 薫", "Kaoru"),
    (2014, "松風 渉", "Wataru"),
    (2018, "松風 忍", "Shinobu"),
    (2023, "松風 葵", "Aoi"),
)
"""Who came after the first: the year, and the name in both languages."""


@dataclass(frozen=True)
class Shape:
    """How many policies, revisions of each and languages a project has."""

    policies: int
    revisions: int
    locales: int = 2

    @property
    def texts(self) -> int:
        """The number of texts, frozen and living."""
        return self.policies * self.revisions * self.locales


SHAPES = {50: Shape(5, 5), 200: Shape(10, 10), 800: Shape(20, 20), 3_200: Shape(80, 20)}


@dataclass(frozen=True)
class Text:
    """A revision's text in a language."""

    policy: int
    id: str
    language: Language
    day: dt.date
    days: tuple[dt.date, ...]  # of all revisions, oldest first
    title: str
    body: str  # Markdown with placeholders

    @property
    def newest(self) -> bool:
        """Whether it stands in the living file."""
        return self.day == self.days[-1]

    @property
    def plain(self) -> str:
        """The Markdown with the facts written out, for sites that know none."""
        until = "\n".join(f"{day.isoformat()}  " for day in self.days if day <= self.day)
        known = {"company.name": self.language.company, "desks.privacy": self.language.desk}
        known["signature"] = f"{until}\n{self.language.signature}"
        body = self.body
        for name, value in known.items():
            body = body.replace(f"{{{{ {name} }}}}", value)
        return body


def texts(shape: Shape) -> Iterator[Text]:
    """Yield all texts, policy by policy, language by language, oldest first."""
    for policy in range(shape.policies):
        kind = policy % len(KINDS)
        days = _days(policy, shape.revisions)
        for place, language in enumerate(LANGUAGES[: shape.locales]):
            title = (
                f"{language.titles[kind]}（{policy + 1}）" if place == 0 else f"{language.titles[kind]} ({policy + 1})"
            )
            made = revisions(language.characters, shape.revisions, 1_000 * place + policy, 0.08, language.wording)
            for day, clauses in zip(days, made, strict=True):
                body = "\n".join(_body(clauses, language))
                yield Text(policy, f"{KINDS[kind]}-{policy + 1}", language, day, days, title, body)


EDITED = "external-transmission-3"
"""The policy whose living text, which is in force, is edited between builds."""


def kaitei(root: Path, shape: Shape, lock: bool = True) -> Project:
    """Write a project with this generator linked into it, and record its texts with `kaitei lock`.

    All but those of `EDITED`: of what is recorded no build accepts an edit.
    """
    languages = tuple(language.code for language in LANGUAGES[: shape.locales])
    project = make(root, {"company.yml": company()}, MATERIAL, languages if shape.locales == 1 else None)
    for edited in (False, True):
        for text in (text for text in texts(shape) if (text.id == EDITED) is edited):
            project.write({f"docs/{_file(text)}": f"---\n{_front_matter(text, shape)}---\n{text.body}"})
        if lock and not edited:
            record(root)
    return project


def empty(root: Path) -> Project:
    """Write a project in all languages that has facts and a home page, and no policy."""
    homes = {"docs/index.md": "# 規約・ポリシー\n", "docs/index.en.md": "# Terms and policies\n"}
    return make(root, {"company.yml": company(), **homes}, MATERIAL)


def record(root: Path) -> None:
    """Record all texts that were public before the coming ones were announced, in a process of its own.

    What is recorded of a coming text holds the facts of its first day, which a scenario changes.
    """
    day = TODAY - dt.timedelta(15)
    command = [sys.executable, "-c", "from kaitei.cli import main; main()", "lock"]
    environ = os.environ | {"PYTHONPATH": str(root / "hooks"), "KAITEI_TODAY": day.isoformat()}
    subprocess.run(command, cwd=root, env=environ, check=True, capture_output=True)


def stock(root: Path, shape: Shape) -> None:
    """Write the same texts as ordinary pages of MkDocs with Material, past ones out of its navigation, search on.

    Both languages are plain pages of one site: the plugin for several languages, which looks at each page of the
    search index once for every other, would make stock slower.
    """
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    (root / "docs" / "index.md").write_text("# 規約・ポリシー\n", encoding="utf-8")
    for text in texts(shape):
        folder = root / "docs" if text.language is LANGUAGES[0] else root / "docs" / text.language.code
        file = folder / (f"{text.id}.md" if text.newest else f"{text.id}/{text.day}.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {text.title}\n---\n# {text.title}\n\n{text.plain}", encoding="utf-8")


STOCK = """\
site_name: 規約・ポリシー
site_url: https://policies.example.co.jp/
theme: {name: material, language: ja, font: false}
plugins: [search]
not_in_nav: |
  [12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].md
"""


def company(changed: dt.date | None = None) -> str:
    """The facts, with one more representative from the day on which they change."""
    known = [(dt.date(year, 6, 25), ja, en) for year, ja, en in REPRESENTATIVES]
    added = [(changed, "松風 新", "Arata")] if changed else []
    return COMPANY + "".join(
        f"  - {{from: {day}, title: {{ja: 代表取締役社長, en: President}}, name: {{ja: {ja}, en: {en} Matsukaze}}}}\n"
        for day, ja, en in [*known, *added]
    )


def _days(policy: int, amount: int) -> tuple[dt.date, ...]:
    """The days on which a policy's revisions take effect, oldest first, one a year.

    The newest of each eighth policy is still to come, that of the second takes effect on the day after `TODAY`.
    """
    last = dt.date(2025 if policy % 8 else 2027, 1 + policy * 5 % 12, 1 + policy * 7 % 28)
    days = [last.replace(year=last.year - age) for age in range(amount - 1, -1, -1)]
    return (*days[:-1], TODAY + dt.timedelta(1)) if policy == 1 else tuple(days)


def _file(text: Text) -> str:
    suffix = "" if text.language is LANGUAGES[0] else f".{text.language.code}"
    return f"{text.id}{suffix}.md" if text.newest else f"{text.id}/{text.day}{suffix}.md"


def _front_matter(text: Text, shape: Shape) -> str:
    if not text.newest:
        return f"title: {text.title}\n"
    if text.language is not LANGUAGES[0]:
        return f"title: {text.title}\ntranslates: {text.day}\n"
    listed = "".join(_revision(text, day, shape) for day in reversed(text.days))
    return f"title: {text.title}\nkind: {KINDS[text.policy % len(KINDS)]}\nrevisions:\n{listed}"


def _revision(text: Text, day: dt.date, shape: Shape) -> str:
    first = day == text.days[0]
    ja = "制定" if first else f"{day.year}年の見直しに伴い、取扱いの手続及び保管の期間に関する定めを改めました。"
    en = "First version" if first else f"Revises the procedures and the periods of storage in the review of {day.year}."
    summary = f"{{ja: {ja}, en: {en}}}" if shape.locales > 1 else ja
    announced = f"    announced: {min(day, TODAY) - dt.timedelta(14)}\n"
    return f"  - date: {day}\n{announced}    summary: {summary}\n    users: {'none' if first else 'notify'}\n"


def _body(clauses: tuple[Clause, ...], language: Language) -> Iterator[str]:
    """Yield the lines of a text as an editor would type it."""
    yield language.opening
    yield ""
    for clause in clauses:
        yield from _lines(clause, 2)
    yield f"## {language.contact}\n\n{{{{ desks.privacy }}}}\n\n{{{{ signature }}}}\n"


def _lines(clause: Clause, level: int) -> Iterator[str]:
    marked = f"{clause.number} " if clause.number[-1:].isascii() and clause.number else clause.number
    running = [line[0] for line in clause.lines if len(line) == 1]
    if clause.heading:
        space = "" if marked.endswith(" ") else " "
        yield f"{'#' * level} {marked}{space}{running[0]}\n"
        marked, running = "", running[1:]
    yield from (f"{marked if place == 0 else ''}{line}" for place, line in enumerate(running))
    table = [line for line in clause.lines if len(line) > 1]
    if table:
        yield from ("", _row(table[0]), _row(("---",) * len(table[0])), *map(_row, table[1:]))
    if table or not clause.number:
        yield ""
    for child in clause.children:
        yield from _lines(child, level + 1)
    if clause.heading:
        yield ""


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
