"""From files to policies: each policy with its revisions and texts, checked; or all the problems found."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kaitei.cache.keys import digest
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.policy import revisions
from kaitei.policy.policy import Policy, Revision, Text
from kaitei.source import characters, filenames, schema
from kaitei.source.folder import SourceFile, Sources
from kaitei.source.languages import pruned
from kaitei.source.yamltext import FrontMatter, split

POLICY_KEYS = frozenset(("revisions", "kind", "aliases", "successor", "predecessor"))
"""Front matter keys that make a file a policy. One is enough, so that a policy whose `revisions` is misspelt is still
checked as one, and its editor hears of the slip, rather than published as an ordinary page."""

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_NAME = re.compile(r"\{\{([^{}\n]+)\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

RESERVED = ("index", "history", "compare", "changes", "record", "search", "assets", "404")


@dataclass(frozen=True, slots=True)
class Page:
    """An ordinary page: any Markdown file that is no policy. What is on it is MkDocs' affair."""

    file: str  # from the project's root
    path: str  # below docs/
    stem: str
    locale: str
    title: str  # of its front matter, else its first heading, else its name
    names: tuple[str, ...] = ()  # placeholders in it, those in code included

    @property
    def place(self) -> str:
        """Its stem as its address has it; a README.md is an index.md, as in MkDocs: `help/README` → `help/index`."""
        folder, slash, name = self.stem.rpartition("/")
        return f"{folder}{slash}index" if name == "README" else self.stem


@dataclass(frozen=True)
class Registry:
    """All policies by id, in order of id, and all ordinary pages."""

    policies: Mapping[str, Policy]
    pages: tuple[Page, ...]
    assets: tuple[str, ...]  # below docs/
    hints: tuple[Problem, ...] = ()  # of its files
    outside: frozenset[str] = frozenset()  # files outside the engine's folder, by path below docs/

    def page(self, place: str, locale: str) -> Page | None:
        """The ordinary page at a place in a locale, None where there is none."""
        return self._places.get((place, locale))

    @cached_property
    def _places(self) -> dict[tuple[str, str], Page]:
        return {(page.place, page.locale): page for page in self.pages}


def register(sources: Sources, locales: tuple[str, ...]) -> Registry:
    """Sort the files into policies and pages.

    Args:
        sources: the files.
        locales: the site's locales, the default one first.

    Raises:
        KaiteiError: with the first problem of each policy and page.
    """
    reader = _Reader(locales, sources.excluded)
    for file in sources.markdown:
        reader.collect(lambda file=file: reader.sort(file))
    for file in sources.markdown:
        reader.collect(lambda file=file: reader.named(file))
    policies = reader.policies()
    reader.orphans()
    if reader.problems:
        raise KaiteiError(reader.problems)
    return Registry(policies, tuple(reader.pages), sources.assets, sources.hints)


class _Reader:
    """Sorts files into living, translated, frozen and pages; collects problems, so that none hides another."""

    def __init__(self, locales: tuple[str, ...], excluded: frozenset[str]) -> None:
        self.locales, self.excluded = locales, excluded
        self.problems: list[Problem] = []
        self.living: dict[str, tuple[SourceFile, FrontMatter]] = {}
        self.translations: dict[str, list[tuple[SourceFile, FrontMatter]]] = defaultdict(list)
        self.frozen: dict[str, list[SourceFile]] = defaultdict(list)
        self.pages: list[Page] = []
        self.broken: set[str] = set()

    def collect(self, step: Any) -> Any:
        try:
            return step()
        except KaiteiError as error:
            self.problems.extend(error.problems)
            return None

    def sort(self, file: SourceFile) -> None:
        if file.frozen_date:
            self.frozen[file.policy_id].append(file)
            return
        self.broken.add(file.stem)
        head = split(file.text, file.name)
        keys = head.data.value if head else {}
        assert isinstance(keys, dict)
        if head and file.locale != self.locales[0] and "translates" in keys:
            self.translations[file.stem].append((file, head))
        elif head and POLICY_KEYS & keys.keys():
            self._living(file, head)
        else:
            self.pages.append(_page(file, head))
        self.broken.discard(file.stem)

    def named(self, file: SourceFile) -> None:
        """Refuse a file whose name is almost that of a policy's text, and take it out of wherever `sort` has put it.

        Raises:
            KaiteiError: `name_near` or `name_near_date`, with the name that was probably meant.
        """
        if file.frozen_date:
            return
        right = filenames.meant(file.stem, file.locale, self.living.keys() | self.broken, self.locales)
        if right is None:
            return
        self.broken.add(file.stem)
        self.pages = [page for page in self.pages if page.file != file.name]
        self.translations.pop(file.stem, None)
        if file.locale == self.locales[0]:
            self.living.pop(file.stem, None)
        folder = file.name[: -len(file.path)]
        raise fail("name_near" if right else "name_near_date", file.name, right=f"{folder}{right}")

    def _living(self, file: SourceFile, head: FrontMatter) -> None:
        if file.locale != self.locales[0]:
            raise fail("translation_revisions", file.name, head.data.line(("revisions",)))
        check_id(file.stem, file.name, self.locales)
        self.living[file.stem] = (file, head)

    def policies(self) -> dict[str, Policy]:
        found: dict[str, Policy] = {}
        for id_, (file, head) in sorted(self.living.items()):
            policy = self.collect(lambda f=file, h=head: self._policy(f, h))
            if policy:
                found[id_] = policy
        self._successors(found)
        self._aliases(found)
        return found

    def _policy(self, file: SourceFile, head: FrontMatter) -> Policy:
        data, passed = pruned(head.data, file.name, self.locales)
        schema.check(data, "policy", file.name, self.locales)
        value: Any = data.value
        listed = revisions.read(data, file.name)
        texts = _Texts(file, listed, self.locales)
        texts.living(head, value["title"])
        for frozen in self.frozen[file.stem]:
            texts.frozen(frozen)
        for translation, translated in self.translations[file.stem]:
            texts.translation(translation, translated)
        texts.complete(self.excluded)
        for alias in value.get("aliases", ()):
            check_id(alias, file.name, self.locales, head.data.line(("aliases",)))
        return Policy(
            id=file.stem,
            file=file.name,
            kinds=_listed(value["kind"]),
            revisions=listed,
            texts=texts.found,
            aliases=tuple(value.get("aliases", ())),
            successors=_listed(value.get("successor", ())),
            predecessors=_listed(value.get("predecessor", ())),
            title=value["title"],
            digest=self._digest(file),
            passed=passed,
            page=value.get("page", {}),
            intended=tuple(value.get("intended", ())),
        )

    def _digest(self, living: SourceFile) -> str:
        """The digest of the names and contents of all files of a policy: living, frozen, translations."""
        translations = (translation for translation, _ in self.translations[living.stem])
        files = [living, *self.frozen[living.stem], *translations]
        return digest("policy", self.locales, [(one.name, one.digest) for one in files])

    def _successors(self, found: Mapping[str, Policy]) -> None:
        for policy in found.values():
            for key, ids in (("successor", policy.successors), ("predecessor", policy.predecessors)):
                line = self.living[policy.id][1].data.line((key,))
                unknown = (id_ for id_ in ids if id_ not in self.living)
                self.problems += (Problem(f"{key}_unknown", policy.file, line, {"id": id_}) for id_ in unknown)
            if chain := _circle((policy.id,), found):
                line = self.living[policy.id][1].data.line(("successor",))
                self.problems.append(Problem("successor_circle", policy.file, line, {"chain": " → ".join(chain)}))

    def _aliases(self, found: Mapping[str, Policy]) -> None:
        """Report `aliases` that are the id of a policy, or that are listed twice (in one policy or in two)."""
        taken = {id_: file.name for id_, (file, _) in self.living.items()}
        for policy in found.values():
            for index, alias in enumerate(policy.aliases):
                if alias in taken:
                    line = self.living[policy.id][1].data.line(("aliases", index))
                    told = {"alias": alias, "other": taken[alias]}
                    self.problems.append(Problem("alias_taken", policy.file, line, told))
                taken.setdefault(alias, policy.file)

    def orphans(self) -> None:
        """Report frozen files and translations whose policy does not exist, and translations that lack `translates`."""
        lost = [file for id_, files in self.frozen.items() for file in files if self._orphaned(id_)]
        for page in self.pages:
            if page.locale != self.locales[0] and page.stem in self.living:
                self.problems.append(Problem("translation_undated", page.file, 1))
        lost += [file for id_, pairs in self.translations.items() for file, _ in pairs if self._orphaned(id_)]
        self.problems += [Problem("text_without_policy", file.name, 0, {"id": file.policy_id}) for file in lost]

    def _orphaned(self, id_: str) -> bool:
        return id_ not in self.living and id_ not in self.broken and f"{id_}.md" not in self.excluded


class _Texts:
    """Gathers the texts of one policy in `found`: at most one per locale and revision, each of a listed revision."""

    def __init__(self, file: SourceFile, listed: tuple[Revision, ...], locales: tuple[str, ...]) -> None:
        self.file, self.revisions, self.locales = file, listed, locales
        self.found: dict[tuple[str, dt.date], Text] = {}

    def living(self, head: FrontMatter, title: str) -> None:
        """Take the living file's body as the text of the newest revision that is no repeal, if it is held."""
        newest = next((r for r in self.revisions if r.event != "repealed"), None)
        blank = _is_empty(head.body)
        if newest is None:
            raise fail("only_repealed", self.file.name, self.revisions[0].line)
        if newest.archive:
            if not blank:
                raise fail("not_held_but_text", self.file.name, newest.line, date=newest.date)
        elif not (blank and self.revisions[0].event == "repealed"):
            if blank:
                raise fail("text_empty", self.file.name, head.body_line, date=newest.date)
            self._add(_living(self.file, head, newest.day, title))

    def frozen(self, file: SourceFile) -> None:
        revision = next((r for r in self.revisions if r.date == file.frozen_date), None)
        if revision is None or revision.event == "repealed":
            raise fail("frozen_unnamed", file.name, 0, date=file.frozen_date, living=self.file.name)
        if revision.archive:
            raise fail("not_held_but_text", file.name, 0, date=revision.date)
        head = split(file.text, file.name)
        title = _title(head)
        if head is None or not title:
            raise fail("frozen_title", file.name, 1)
        if _is_empty(head.body):
            raise fail("text_empty", file.name, head.body_line, date=revision.date)
        self._add(Text(file.name, file.locale, revision.day, title, head.body_line, False, head.body))

    def translation(self, file: SourceFile, head: FrontMatter) -> None:
        schema.check(head.data, "translation", file.name, self.locales)
        value: Any = head.data.value
        line = head.data.line(("translates",))
        revision = next((r for r in self.revisions if r.date == value["translates"]), None)
        if revision is None or not revision.held:
            raise fail("translates_unnamed", file.name, line, date=value["translates"], living=self.file.name)
        if _is_empty(head.body):
            raise fail("text_empty", file.name, head.body_line, date=revision.date)
        self._add(_living(file, head, revision.day, value["title"]))

    def complete(self, excluded: frozenset[str]) -> None:
        for revision in self.revisions:
            if revision.held and (self.locales[0], revision.day) not in self.found:
                frozen = f"{self.file.stem}/{revision.date}.md"
                expected = f"{self.file.name.removesuffix(self.file.path)}{frozen}"
                key = "text_excluded" if frozen in excluded else "text_missing"
                raise fail(key, self.file.name, revision.line, date=revision.date, expected=expected)

    def _add(self, text: Text) -> None:
        other = self.found.get((text.locale, text.date))
        if other and (other.body, other.title) != (text.body, text.title):
            raise fail("two_texts", text.file, 0, date=text.date, other=other.file)
        if other is None:
            self.found[text.locale, text.date] = text


def _living(file: SourceFile, head: FrontMatter, day: dt.date, title: str) -> Text:
    return Text(file.name, file.locale, day, title, head.body_line, True, head.body)


def _title(head: FrontMatter | None) -> str:
    """`title` from the front matter of a frozen file, whose other keys are ignored; "" where it has none."""
    title = head.data.value.get("title") if head and isinstance(head.data.value, dict) else None
    return title if isinstance(title, str) and characters.visible(title) else ""


def _is_empty(body: str) -> bool:
    """Whether readers would see nothing of a Markdown text: HTML comments alone are empty, `<!-- draft -->` → True."""
    return not characters.visible(html.unescape(_COMMENT.sub("", body)))


def _listed(value: str | list[str]) -> tuple[str, ...]:
    """What may be written as one or as a list."""
    return (value,) if isinstance(value, str) else tuple(value)


def _circle(chain: tuple[str, ...], found: Mapping[str, Policy]) -> tuple[str, ...]:
    """The ids from a policy over successors back to itself, `(a, b, a)`; () where they never come back."""
    for id_ in found[chain[-1]].successors if chain[-1] in found else ():
        if id_ == chain[0]:
            return (*chain, id_)
        if id_ not in chain and (whole := _circle((*chain, id_), found)):
            return whole
    return ()


def check_id(id_: str, file: str, locales: tuple[str, ...], line: int = 0) -> None:
    """Refuse an id that would clash with an address of the site: `terms/shop` passes; `ja`, `terms/history` do not.

    Raises:
        KaiteiError: `id_reserved` where a part between slashes is in `RESERVED`, a locale or a date; `expects_id` where
            one is not lower-case ASCII letters, digits and single hyphens.
    """
    for part in id_.split("/"):
        if part in RESERVED or part in map(str.lower, locales) or filenames.DATE.fullmatch(part):
            raise fail("id_reserved", file, line, id=id_, part=part)
        if not _is_word(part):
            raise fail("expects_id", file, line, where="id", value=id_)


def _is_word(part: str) -> bool:
    return all(word and word.isascii() and word.isalnum() and word == word.lower() for word in part.split("-"))


def _page(file: SourceFile, head: FrontMatter | None) -> Page:
    value: Any = head.data.value if head else {}
    body, title = head.body if head else file.text, value.get("title")
    heading = _HEADING.search(body)
    found = title if isinstance(title, str) and title else heading[1].strip() if heading else ""
    names = tuple(dict.fromkeys(name.strip() for name in _NAME.findall(body)))
    return Page(file.name, file.path, file.stem, file.locale, found or file.stem.rsplit("/", 1)[-1], names)
