"""Japanese policies of any length and their amendments, made from sentences of our own, with every true edit known.

The same arguments give the same texts. A policy has chapters, numbered clauses under headings, nested items, tables
and the phrases that recur in every policy; an amendment rewords sentences, inserts, deletes and moves, and renumbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from kaitei.markdown.model import Clause

_WORDS = {
    "who": "お客様 会員の皆様 取引先の担当者 採用応募者 従業者 お問い合わせをされた方 展示会の来場者 加盟店 株主 "
    "退職者 アプリの利用者 保証人",
    "data": "氏名及び住所 購入の履歴 位置に関する情報 顔写真 決済に用いる番号 閲覧の記録 職歴と学歴 端末の識別子 "
    "通話の音声 健康診断の結果 家族構成 銀行口座 アンケートの回答 配送先",
    "purpose": "商品の発送 本人であることの確認 料金の請求 不正な利用の検知 新しい機能の企画 採否の判断 満足度の調査 "
    "障害の原因の究明 契約の履行 広告の配信 給与の支払 問い合わせへの返答 統計の作成",
    "means": "申込書への記入 ウェブサイトの入力欄 電話での聞き取り 監視カメラ 名刺の交換 委託先からの受領 "
    "アプリの初期設定 郵便はがき 店頭の端末",
    "office": "個人情報管理責任者 監査室 情報システム部 お客様センター 法務部門 取締役会 内部監査人 人事課",
    "act": "開示 訂正 利用の停止 消去 第三者への提供の停止 追加 利用目的の通知",
    "risk": "漏えい 紛失 改ざん 不正な持出し 誤送信 盗難 毀損 目的外の閲覧",
    "step": "暗号化 入退室の記録 持出しの許可制 年次の研修 アクセス権の見直し 誓約書の取得 施錠できる保管庫 "
    "脆弱性の検査 廃棄の証明",
    "days": "7日 10日 14日 21日 30日 60日 90日 180日",
    "sum": "300円 550円 800円 1,000円 1,500円 2,200円",
    "party": "運送業者 決済代行会社 印刷会社 コールセンターの受託者 データセンターの運営者 税理士法人 関連会社 "
    "広告の配信事業者",
    "thing": "本サービス 会員登録 定期購入 予約の受付 ポイントの付与 懸賞への応募 無料の体験 掲示板への投稿",
    "event": "書面の不備 本人確認の失敗 通信の障害 天災 料金の未払い 登録内容の誤り 規約への違反 営業の終了",
}
_VOCABULARY = {slot: tuple(words.split()) for slot, words in _WORDS.items()}
_SENTENCES = (
    "当社は、<who>から<means>によって<data>を取得し、<purpose>に用います。",
    "<data>は、<purpose>に必要な期間に限って保管し、期間の満了から<days>以内に確実な方法で廃棄します。",
    "<who>は、当社が保有する自らの<data>について、<act>を求めることができます。",
    "<act>の請求を受け付けた日から<days>以内に、<office>が書面又は電子メールで結果をお知らせします。",
    "手数料は一件につき<sum>とし、郵便為替又は当社が指定する口座への振込みによりお支払いいただきます。",
    "当社は<party>に<purpose>に関する業務の一部を委託し、その際には<data>の取扱いについて契約で定めます。",
    "<office>は、<risk>を防ぐために<step>を実施し、その結果を毎年一回以上点検します。",
    "<risk>が生じたおそれがあるときは、<office>が速やかに事実を調べ、影響を受ける<who>に連絡します。",
    "<who>が<thing>を希望される場合には、<data>のご提供が必要となりますので、あらかじめご了承ください。",
    "<event>を理由として<thing>をお断りすることがありますが、その場合でも受領した<data>は返却いたしません。",
    "当社が<data>を<party>へ渡すのは、<purpose>に欠かせない範囲のみです。",
    "<thing>の内容は予告なく変わることがあり、重要な変更は<days>前までにこのページで告知します。",
    "この条において「関係者」とは、<who>、<party>その他当社が<purpose>のために連絡を取る者をいいます。",
    "<event>により生じた損害について、当社は故意又は重大な過失がない限り責任を負いません。",
    "<step>の状況は<office>が記録し、記録は作成の日から<days>の間、閲覧できる状態に置かれます。",
    "未成年の方が<thing>をご利用になるときは、保護者が<data>の取扱いに同意していることを要します。",
    "当社のウェブサイトは、<purpose>を目的としてクッキーを使い、<data>を自動的に収集することがあります。",
    "前項の規定にかかわらず、<who>が<data>の<act>に異議を述べたときは、<office>が改めて判断します。",
    "<party>における<risk>の有無については、<office>が現地に赴いて確かめます。",
    "会員が<sum>以上の支払を<days>を超えて遅らせたときは、当社は<thing>の提供を中止できます。",
    "海外にある<party>に<data>を預けるときは、その国の制度を調べたうえで<step>を求めます。",
    "ご不明な点は<office>までお尋ねください。",
    "<who>の<data>を<purpose>以外に用いるときは、改めて同意をいただきます。",
    "当社は、<thing>を通じて得た<data>を加工し、個人を見分けられない形で<purpose>に活かします。",
)
_ITEMS = (
    "<data>",
    "<purpose>のため",
    "<party>への<data>の引渡し",
    "<who>による<thing>の解約",
    "<step>を通じた<risk>の防止",
    "<event>があったとき",
    "<office>が<act>を認めた場合",
    "<who>が<means>により<act>を申し出た日から<days>を過ぎていること",
    "<thing>に際してお預かりする<data>（<purpose>に用いるものに限ります。）",
)
_COMMON = (  # phrases met again and again
    "法令に基づく場合",
    "あらかじめ同意を得ている場合",
    "人の生命又は財産を守るために急を要し、同意を得るいとまがない場合",
    "その他前各号に準ずるもの",
    "氏名",
    "電話番号",
    "国の機関の求めに応じて協力する必要がある場合",
)
_LEADS = (
    "次の各号に掲げる場合は、この限りではありません。",
    "取り扱う項目は、次のとおりです。",
    "目的は以下に定めます。",
)
_TITLES = (
    "適用の範囲 定義 取得の方法 利用の目的 保管の期間 委託 第三者への提供 安全のための措置 開示の手続 手数料 "
    "苦情の受付 クッキーの使用 免責 契約の解除 禁止の行為 通知の方法 見直し 準拠法 管轄 位置情報 録音 監査 "
    "教育 再委託 権利の帰属 料金の支払 退会 未成年者 外国への移転 記録の作成"
).split()
_PHRASES = (
    "あらかじめ書面で同意をいただいたうえで、",
    "法令の定めに従い、",
    "業務に支障のない限り、",
    "必要があると認めるときは、",
    "合理的な範囲において、",
    "専用の窓口を通じて、",
    "遅滞なく、",
)
_ROW = ("<who>の<data>", "<purpose>のため", "<days>")

Part = tuple[str, str]
"""A stretch of a sentence, and the slot that it fills ("" for none)."""
Sentence = tuple[Part, ...]
Hunk = tuple[str, str]
"""What an editor took out and what they put in."""


@dataclass
class _Unit:
    """A clause that can still be edited; it keeps its name when it changes or moves."""

    name: int
    level: str  # chapter, clause, item, detail, text
    lines: list[list[Sentence]] = field(default_factory=list)  # a line's sentences, or a row's cells
    children: list[_Unit] = field(default_factory=list)
    table: int = 0  # how many lines at the end are rows, the header's among them

    def walk(self) -> Iterator[_Unit]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Amendment:
    """Two texts, and what an editor did to turn one into the other."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    pairs: frozenset[tuple[int, int]]  # clauses that are the same, by their places in reading order
    moved: frozenset[tuple[int, int]]
    hunks: tuple[Hunk, ...]  # inside clauses that are on both sides


def policy(characters: int, seed: int = 1) -> tuple[Clause, ...]:
    """Make a policy of about that many characters."""
    return _clauses(_Writer(seed).policy(characters))


def amendment(characters: int, seed: int = 1, share: float = 0.17) -> Amendment:
    """Make a policy and its amendment, in which that share of the sentences was edited."""
    writer = _Writer(seed)
    units = writer.policy(characters)
    old, places = _clauses(units), _places(units)
    editor = _Editor(writer, units)
    editor.reword(share)
    editor.restructure()
    now = _places(units)
    pairs = {name: (places[name], now[name]) for name in places if name in now}
    moved = frozenset(pairs[name] for name in editor.moved if name in pairs)
    hunks = tuple(hunk for name, hunk in editor.hunks if name in pairs)
    return Amendment(old, _clauses(units), frozenset(pairs.values()), moved, hunks)


def size(clauses: tuple[Clause, ...]) -> int:
    """Count the characters of a text, numbers included."""
    every = (unit for clause in clauses for unit in clause.walk())
    return sum(len(unit.number) + sum(len(cell) for line in unit.lines for cell in line) for unit in every)


class _Writer:
    """Writes sentences and clauses, always the same ones for a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = count()

    def policy(self, characters: int) -> list[_Unit]:
        units = [self.unit("text", [[self.sentence(), self.sentence()]])]
        written = 0
        while written < characters:
            chapter = self.unit("chapter", [[self.title()]])
            units.append(chapter)
            while len(chapter.children) < 6 and written < characters:
                chapter.children.append(self.clause())
                written += size(_clauses(chapter.children[-1:]))
        return [*units, self.unit("text", [[self.sentence()]])]

    def unit(self, level: str, lines: list[list[Sentence]]) -> _Unit:
        return _Unit(next(self.names), level, lines)

    def clause(self) -> _Unit:
        unit = self.unit("clause", [[self.title()], *self.paragraphs(1, 2)])
        for _ in range(self.random.choice((0, 2, 3))):
            unit.children.append(self.unit("item", self.paragraphs(1, 1)))
        sort = self.random.random()
        if sort < 0.35:
            (unit.children[-1] if unit.children else unit).children += self.listing(unit)
        elif sort < 0.5:
            rows = [[self.fill(cell) for cell in _ROW] for _ in range(self.random.randint(3, 7))]
            unit.lines += [[(("対象", ""),), (("目的", ""),), (("期間", ""),)], *rows]
            unit.table = len(rows) + 1
        return unit

    def listing(self, unit: _Unit) -> list[_Unit]:
        (unit.children[-1] if unit.children else unit).lines[-1].append(((self.random.choice(_LEADS), ""),))
        items = [self.item() for _ in range(self.random.randint(3, 6))]
        return [self.unit("detail" if unit.children else "item", [[item]]) for item in items]

    def item(self) -> Sentence:
        common = self.random.random() < 0.35
        return ((self.random.choice(_COMMON), ""),) if common else self.fill(self.random.choice(_ITEMS))

    def paragraphs(self, least: int, most: int) -> list[list[Sentence]]:
        amount = self.random.randint(least, most)
        return [[self.sentence() for _ in range(self.random.randint(1, 3))] for _ in range(amount)]

    def title(self) -> Sentence:
        return ((f"{self.random.choice(_TITLES)}", "title"),)

    def sentence(self) -> Sentence:
        made = self.fill(self.random.choice(_SENTENCES))
        return self.with_phrase(made)[0] if self.random.random() < 0.2 else made

    def fill(self, pattern: str) -> Sentence:
        pieces = pattern.replace(">", "<").split("<")
        parts = [
            (self.random.choice(_VOCABULARY[text]), text) if n % 2 else (text, "") for n, text in enumerate(pieces)
        ]
        return tuple(part for part in parts if part[0])

    def with_phrase(self, sentence: Sentence) -> tuple[Sentence, str]:
        """Put a phrase after a comma, or in front where there is none."""
        spots = [n for n, (text, _) in enumerate(sentence) if "、" in text]
        phrase = self.random.choice(_PHRASES)
        if not spots:
            return ((phrase, "phrase"), *sentence), phrase
        at = self.random.choice(spots)
        head, tail = sentence[at][0].split("、", 1)
        parts = ((head + "、", ""), (phrase, "phrase"), (tail, ""))
        return (*sentence[:at], *(part for part in parts if part[0]), *sentence[at + 1 :]), phrase


class _Editor:
    """Amends a policy and writes down what it does."""

    def __init__(self, writer: _Writer, units: list[_Unit]) -> None:
        self.writer, self.units, self.random = writer, units, writer.random
        self.hunks: list[tuple[int, Hunk]] = []
        self.moved: set[int] = set()

    def reword(self, share: float) -> None:
        """Edit sentences, a share of all there are."""
        for unit in (unit for top in self.units for unit in top.walk()):
            for number, line in enumerate(unit.lines):
                row = number >= len(unit.lines) - unit.table
                for place in range(len(line) - 1, -1, -1):
                    if self.random.random() < share:
                        self._edit(unit, line, place, row or unit.level in ("chapter", "detail") or number == 0)

    def _edit(self, unit: _Unit, line: list[Sentence], place: int, plain: bool) -> None:
        deed = 0.0 if plain else self.random.random()
        if deed < 0.6:
            self._replace(unit, line, place)
        elif deed < 0.75:
            line[place], phrase = self.writer.with_phrase(line[place])
            self._note(unit, "", phrase)
        elif deed < 0.88 or len(line) < 2:
            line.insert(place + 1, self.writer.sentence())
            self._note(unit, "", _text(line[place + 1]))
        else:
            self._note(unit, _text(line.pop(place)), "")

    def _replace(self, unit: _Unit, line: list[Sentence], place: int) -> None:
        sentence = line[place]
        slots = [n for n, (_, slot) in enumerate(sentence) if slot in _VOCABULARY]
        if not slots:
            return
        at = self.random.choice(slots)
        word, slot = sentence[at]
        other = self.random.choice([new for new in _VOCABULARY[slot] if new != word])
        line[place] = (*sentence[:at], (other, slot), *sentence[at + 1 :])
        self._note(unit, word, other)

    def _note(self, unit: _Unit, gone: str, come: str) -> None:
        self.hunks.append((unit.name, (gone, come)))

    def restructure(self) -> None:
        """Insert, delete and move clauses and items, a few for every chapter."""
        chapters = [unit for unit in self.units if unit.level == "chapter"]
        for chapter in chapters:
            deed = self.random.randrange(4)
            if deed == 0:
                chapter.children.insert(self.random.randint(0, len(chapter.children)), self.writer.clause())
            elif deed == 1 and len(chapter.children) > 2:
                del chapter.children[self.random.randrange(len(chapter.children))]
            elif deed == 2:
                self._move(chapter, self.random.choice(chapters))
            self._items(chapter)
            self._rows(chapter)

    def _move(self, source: _Unit, target: _Unit) -> None:
        """Move a clause to another chapter, so that it is beyond doubt which one moved."""
        if source is not target and len(source.children) > 2:
            unit = source.children.pop(self.random.randrange(len(source.children)))
            target.children.insert(self.random.randint(0, len(target.children)), unit)
            self.moved.add(unit.name)

    def _items(self, chapter: _Unit) -> None:
        lists = [unit for unit in chapter.walk() if len(unit.children) > 2 and unit is not chapter]
        if lists:
            unit = self.random.choice(lists)
            level = unit.children[0].level
            unit.children.insert(self.random.randrange(3), self.writer.unit(level, [[self.writer.item()]]))
            if self.random.random() < 0.5:
                del unit.children[self.random.randrange(len(unit.children))]

    def _rows(self, chapter: _Unit) -> None:
        for unit in chapter.walk():
            if unit.table and self.random.random() < 0.5:
                row = [self.writer.fill(cell) for cell in _ROW]
                unit.lines.insert(len(unit.lines) - self.random.randrange(unit.table), row)
                unit.table += 1
                self._note(unit, "", " | ".join(map(_text, row)))


def _places(units: list[_Unit]) -> dict[int, int]:
    return {unit.name: place for place, unit in enumerate(unit for top in units for unit in top.walk())}


def _text(sentence: Sentence) -> str:
    return "".join(text for text, _ in sentence)


def _clauses(units: list[_Unit]) -> tuple[Clause, ...]:
    chapters, clauses = count(1), count(1)
    return tuple(_clause(unit, n, chapters, clauses) for n, unit in enumerate(units, 1))


def _clause(unit: _Unit, place: int, chapters: Iterator[int], clauses: Iterator[int]) -> Clause:
    number, anchor = _number(unit.level, place, chapters, clauses)
    first = len(unit.lines) - unit.table
    lines = tuple(
        tuple(map(_text, line)) if n >= first else ("".join(map(_text, line)),) for n, line in enumerate(unit.lines)
    )
    children = tuple(_clause(child, n, chapters, clauses) for n, child in enumerate(unit.children, 1))
    return Clause(anchor, number, unit.level in ("chapter", "clause"), lines, children)


def _number(level: str, place: int, chapters: Iterator[int], clauses: Iterator[int]) -> tuple[str, str]:
    match level:
        case "chapter":
            return f"第{(n := next(chapters))}章", f"chapter{n}"
        case "clause":
            return f"第{(n := next(clauses))}条", f"c{n}"
        case "item":
            return f"（{place}）".translate(_WIDE), f"item{place}"
        case "detail":
            return chr(0x245F + place), f"detail{place}"
    return "", ""


_WIDE = {ord("0") + n: ord("０") + n for n in range(10)}
