from __future__ import annotations

import time
from typing import Any

import pytest

from kaitei.errors import KaiteiError
from kaitei.intake import read
from kaitei.intake.blocks import Paragraph, plain
from kaitei.intake.word import document
from kaitei.intake.word.inline import Tracked
from tests.support import word

RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>きやく</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>規約</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
TRACKED = (
    '<w:r><w:t>会費は</w:t></w:r><w:del w:id="2" w:author="甲"><w:r><w:delText>千円</w:delText></w:r></w:del>'
    '<w:ins w:id="1" w:author="甲"><w:r><w:t>二千円</w:t></w:r></w:ins><w:r><w:t>です。</w:t></w:r>'
)
TITLE = {"text": "会員規約"}
BOX = (
    '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:AlternateContent><mc:Choice Requires="wps">'
    "<w:txbxContent><w:p><w:r><w:t>枠の文</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>"
    "<w:txbxContent><w:p><w:r><w:t>枠の文</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("/"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def version(*paragraphs: dict[str, Any], tracked: Tracked = "refuse", **case: Any) -> read.Version:
    data = word.made({"paragraphs": [TITLE, *paragraphs], **case})
    return read.version(data, "a.docx", None, read.Wishes(tracked=tracked))


def keys(found: read.Version) -> list[str]:
    return [one.key for one in found.told]


@pytest.mark.parametrize(
    ("xml", "body"),
    [
        (run("この") + RUBY + run("は"), "この<ruby>規約<rp>（</rp><rt>きやく</rt><rp>）</rp></ruby>は"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲　乙\n丙"),
        (run("甲") + run("乙", "<w:b/>") + run("丙", "<w:b/>"), "甲**乙丙**"),
        (run("乙", "<w:b w:val='0'/>") + run("丙", "<w:strike/>"), "乙~~丙~~"),
        ("<w:r><w:t>{{ x }} &lt;b&gt; *a*</w:t></w:r>", "\\{{ x }} &lt;b> \\*a\\*"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ("<w:fldSimple w:instr='PAGE'><w:r><w:t>3</w:t></w:r></w:fldSimple>", "3"),
        ("<w:sdt><w:sdtContent><w:r><w:t>枠</w:t></w:r></w:sdtContent></w:sdt>", "枠"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_kept(xml: str, body: str) -> None:
    found = version({"xml": xml})
    assert (found.title, found.body, keys(found)) == ("会員規約", f"{body}\n", [])


def test_tracked_changes_are_refused_taken_or_undone() -> None:
    with pytest.raises(KaiteiError) as error:
        version({"xml": TRACKED})
    assert [(one.key, one.params["count"]) for one in error.value.problems] == [("import_tracked", "2")]
    taken, undone = (version({"xml": TRACKED}, tracked=wish) for wish in ("accept", "reject"))
    assert (taken.body, keys(taken)) == ("会費は二千円です。\n", ["import_tracked_accept"])
    assert (undone.body, keys(undone)) == ("会費は千円です。\n", ["import_tracked_reject"])


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    body = [
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>乙</w:t></w:r></w:p>",
    ]
    assert version(body=body, tracked="accept").body == "甲乙\n"
    assert version(body=body, tracked="reject").body == "甲\n\n乙\n"


def test_a_paragraph_that_was_deleted_whole_has_no_number() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>甲</w:delText></w:r></w:del></w:p>'
    )
    kept = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>'
    )
    lists = [{"levels": [{"format": "decimal", "text": "%1."}]}]
    assert version(lists=lists, body=[gone, kept], tracked="accept").body == "1. 乙\n"
    assert version(lists=lists, body=[gone, kept], tracked="reject").body == "1. 甲\n2. 乙\n"


def test_links_lead_where_they_led() -> None:
    def change(parts: dict[str, bytes]) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        target = 'Target="https://example.com/a" TargetMode="External"'
        bad = 'Target="javascript:x" TargetMode="External"'
        related = parts["word/_rels/document.xml.rels"].decode()
        new = "".join(f'<Relationship Id="rId{at}" Type="{kind}" {to}/>' for at, to in ((98, target), (99, bad)))
        parts["word/_rels/document.xml.rels"] = related.replace("</Relationships>", f"{new}</Relationships>").encode()

    links = [f'<w:hyperlink r:id="rId{at}">{run("ここ")}</w:hyperlink>' for at in (98, 99)]
    data = word.made({"paragraphs": [TITLE, {"xml": "".join(links)}, {"text": "本文"}]})
    assert read.version(word.repacked(data, change), "a.docx").body == "[ここ](https://example.com/a)ここ\n\n本文\n"


def test_tables_are_tables_and_merged_ones_told() -> None:
    found = version(body=[table(cell("区分") + cell("金額|円"), cell("甲/乙") + cell("千円"))])
    assert found.body == "| 区分 | 金額&#124;円 |\n| --- | --- |\n| 甲<br>乙 | 千円 |\n"
    wide, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = version(
        body=[
            table(
                cell("区分", wide), cell("甲", down) + cell("一"), cell("", on) + cell("二"), cell("", on) + cell("三")
            )
        ]
    )
    assert '<td colspan="2">区分</td>' in found.body
    assert '<td rowspan="3">甲</td><td>一</td>' in found.body
    assert keys(found) == ["import_merged"]


def shown_by(instruction: str, *shown: str, ends: bool = True) -> str:
    """A field as Word writes it, within one paragraph or, where it does not end there, over several."""
    begun = f'{field("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return begun + field("separate") + "".join(shown) + (field("end") if ends else "")


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_links_that_are_fields_lead_where_they_led() -> None:
    to, within = "HYPERLINK &quot;https://example.com/a&quot; \\o &quot;説明&quot;", "HYPERLINK \\l &quot;_x&quot;"
    simple = f'<w:fldSimple w:instr=" {to} ">{run("ここ")}</w:fldSimple>'
    for xml in (shown_by(to, run("こ"), run("こ")), simple):
        assert version({"xml": xml + run("を見る。")}).body == "[ここ](https://example.com/a)を見る。\n"
    assert version({"xml": shown_by(within, run("第1条")) + shown_by("REF _x \\r", run("2"))}).body == "第1条2\n"


@pytest.mark.parametrize(
    ("instruction", "body"),
    [
        (("eq \\o\\ac(○,", "印", ")"), "甲印乙\n"),
        (
            ('EQ \\* jc2 \\* "Font:ＭＳ 明朝" \\* hps10 \\o\\ad(\\s\\up 9(', "かし", "),", "瑕疵", ")"),
            "甲<ruby>瑕疵<rp>（</rp><rt>かし</rt><rp>）</rp></ruby>乙\n",
        ),
        (("PAGEREF _x",), "甲乙\n"),
    ],
)
def test_words_that_a_field_writes_over_one_another_are_kept(instruction: tuple[str, ...], body: str) -> None:
    told = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in instruction)
    found = version({"xml": run("甲") + field("begin") + told + field("end") + run("乙")})
    assert (found.body, keys(found)) == (body, [])


def test_a_list_of_contents_is_none_of_the_text_whatever_its_style() -> None:
    body = [
        f"<w:p>{xml}</w:p>" for xml in (shown_by('TOC \\o "1-3"', run("第1条 目的"), ends=False), run("第2条 会費"))
    ]
    over = [*body, f"<w:p>{field('end')}</w:p>", f"<w:p>{run('第1条（目的）')}</w:p>"]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    held = "".join(f"<w:p>{run(text)}</w:p>" for text in ("目次", "第1条 目的"))
    box = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>"
    for case in (over, [box, over[-1]]):
        found = version(body=case)
        assert (found.body, [(one.key, one.params) for one in found.told]) == (
            "第1条（目的）\n",
            [("import_contents", {"count": "2"})],
        )


def test_a_page_that_ends_within_a_paragraph_ends_a_line() -> None:
    assert version({"xml": f'{run("甲")}<w:r><w:br w:type="page"/></w:r>{run("乙")}'}).body == "甲\n乙\n"
    assert version({"xml": f'<w:r><w:br w:type="page"/></w:r>{run("乙")}'}).body == "乙\n"


def test_a_row_that_begins_further_in_stands_further_in() -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("二")}</w:tr>'
    found = version(body=[f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr>{late}</w:tbl>"])
    assert found.body == "| 甲 | 乙 |\n| --- | --- |\n|  | 二 |\n"


def test_a_text_that_is_another_file_within_is_not_read_as_none() -> None:
    with pytest.raises(KaiteiError) as error:
        version({"text": "本文"}, body=['<w:altChunk w:x="1"></w:altChunk>'])
    assert [one.key for one in error.value.problems] == ["import_chunks"]


def test_a_table_that_only_sets_a_text_out_is_none() -> None:
    framed = table(cell("第1条（目的）/会員について定めます。"), cell("第2条（会費）/会費は千円です。"))
    assert (
        version(body=[framed]).body == "第1条（目的）\n\n会員について定めます。\n\n第2条（会費）\n\n会費は千円です。\n"
    )
    beside = table(cell("１．") + cell("甲とします。"), cell("（１）") + cell("乙"), cell("") + cell("丙です。"))
    within = table(f"<w:tc>{beside}</w:tc>")
    for one in (beside, within):
        assert version(body=[one]).body == "１．甲とします。\n\n（１）乙\n\n丙です。\n"
    form = table(cell("氏名") + cell(""), cell("住所") + cell(""))
    assert version(body=[form]).body == "| 氏名 |  |\n| --- | --- |\n| 住所 |  |\n"
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>区分</w:t></w:r></w:p></w:tc></w:tr>"
    assert version(body=[f"<w:tbl>{head}<w:tr>{cell('甲')}</w:tr></w:tbl>"]).body == "| 区分 |\n| --- |\n| 甲 |\n"


def test_articles_in_a_table_are_told() -> None:
    found = version(body=[table(cell("第1条（目的）") + cell("甲"), cell("第2条（会費）") + cell("乙"))])
    assert [(one.key, one.params) for one in found.told] == [
        ("import_tabled", {"words": "第1条（目的）", "count": "2"})
    ]
    assert keys(version(body=[table(cell("第1条第2項") + cell("千円"), cell("区分") + cell("乙"))])) == []


@pytest.mark.parametrize(
    ("font", "code", "shown", "told"),
    [
        ("Wingdings", "F0FC", "✓", []),
        ("Wingdings", "00A8", "◻", []),
        ("Arial", "00A9", "©", []),
        ("Wingdings 2", "F052", "☑", []),
        ("Symbol", "F0B3", "≥", []),
        ("Webdings", "F061", "■", ["import_symbols"]),
        ("Wingdings", "none", "■", ["import_symbols"]),
    ],
)
def test_signs_of_a_font_are_what_they_look_like_or_told(font: str, code: str, shown: str, told: list[str]) -> None:
    found = version({"xml": f'{run("甲")}<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'})
    assert (found.body, keys(found)) == (f"甲{shown}\n", told)


def test_a_hyphen_that_does_not_break_is_a_hyphen() -> None:
    data = word.made({"paragraphs": [{"xml": "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>"}]})
    found = document.read(data, "a.docx")
    assert [one.text for one in found.words] == ["A-B"]
    assert [plain(one.runs) for one in found.blocks if isinstance(one, Paragraph)] == ["A-B"]


def test_headings_are_headings_and_carry_their_numbers() -> None:
    lists = [{"levels": [{"format": "decimalFullWidth", "text": "第%1条"}]}]
    styles = {"Clause": {"list": 1, "outline": 1}}
    found = version(
        {"style": "Clause", "text": "（目的）"}, {"style": "Heading1", "text": "総則"}, lists=lists, styles=styles
    )
    assert found.body == "### 第１条（目的）\n\n## 総則\n"


def test_text_boxes_comments_and_hidden_words_are_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r>"
    found = version({"xml": f"<w:r><w:t>本文</w:t></w:r>{hidden}{BOX}"})
    assert found.body == "本文\n\n枠の文\n"
    assert keys(found) == ["import_boxes", "import_hidden"]


def test_footnotes_stand_at_the_end() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/>'
        "<w:t>注です。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )

    def change(parts: dict[str, bytes]) -> None:
        parts["word/footnotes.xml"] = notes.encode()
        related = parts["word/_rels/document.xml.rels"].decode()
        one = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
        parts["word/_rels/document.xml.rels"] = related.replace("</Relationships>", one).encode()

    xml = '<w:r><w:t>本文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>の続き</w:t></w:r>'
    data = word.repacked(word.made({"paragraphs": [TITLE, {"xml": xml}]}), change)
    found = read.version(data, "a.docx")
    assert found.body == "本文[^2]の続き\n\n[^2]: 注です。\n"
    assert keys(found) == []


def whole() -> bytes:
    return word.made({"paragraphs": [TITLE, {"text": "本文です。"}]})


def bomb(parts: dict[str, bytes]) -> None:
    parts["word/media.bin"] = b"\0" * 80_000_000


def entities(parts: dict[str, bytes]) -> None:
    lines = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    head = f'<!DOCTYPE w [<!ENTITY a0 "ha">{lines}]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:document", head.encode() + b"<w:document", 1)


def broken(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"][:-40]


def bare(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (bomb, "import_word_large"),
        (entities, "import_entities"),
        (broken, "import_not_word"),
        (bare, "import_not_word"),
    ],
)
def test_hostile_files_end_in_a_message_within_seconds(change: Any, key: str) -> None:
    data = word.repacked(whole(), change)
    begun = time.process_time()
    with pytest.raises(KaiteiError) as error:
        read.version(data, "a.docx")
    assert [one.key for one in error.value.problems] == [key]
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"PK\x03\x04 and nothing more", "import_not_word"),
        (whole()[:-100], "import_not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "import_old_word"),
        (b"{\\rtf1\\ansi text}", "import_rich"),
    ],
)
def test_what_is_no_word_file_is_said_to_be_none(data: bytes, key: str) -> None:
    with pytest.raises(KaiteiError) as error:
        read.version(data, "a.docx")
    assert [one.key for one in error.value.problems] == [key]


def test_macros_are_told_and_never_looked_at() -> None:
    data = word.repacked(whole(), lambda parts: parts.update({"word/vbaProject.bin": b"x"}))
    assert keys(read.version(data, "a.docx")) == ["import_macros"]


def test_a_file_with_macros_by_its_kind_is_told_to_be_saved_anew() -> None:
    def change(parts: dict[str, bytes]) -> None:
        plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
        assert plain in parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, kind)
        parts["word/vbaProject.bin"] = b"x"

    with pytest.raises(KaiteiError) as error:
        read.version(word.repacked(whole(), change), "a.docm")
    assert [one.key for one in error.value.problems] == ["import_not_word"]


def test_a_table_larger_than_any_text_has_is_refused_at_once() -> None:
    data = word.made({"paragraphs": [TITLE], "body": [table(*[cell("甲") * 100] * 1000)]})
    begun = time.process_time()
    with pytest.raises(KaiteiError) as error:
        read.version(data, "a.docx")
    assert [(one.key, one.params["count"]) for one in error.value.problems] == [("import_cells", "100000")]
    assert time.process_time() - begun < 20


def test_a_large_table_takes_seconds() -> None:
    data = word.made({"paragraphs": [TITLE], "body": [table(*[cell(f"甲{at}") + cell("乙") for at in range(3000)])]})
    begun = time.process_time()
    assert read.version(data, "a.docx").body.count("\n") == 3001
    assert time.process_time() - begun < 30


def test_a_package_that_is_no_document_is_refused() -> None:
    data = word.repacked(whole(), lambda parts: parts.pop("[Content_Types].xml"))
    with pytest.raises(KaiteiError):
        read.version(data, "a.docx")


def test_numbers_alone_are_clauses_however_few_they_are() -> None:
    lists = [
        {"levels": [{"format": "decimalFullWidth", "text": "第%1条"}, {"format": "decimal", "text": "%2", "start": 2}]}
    ]
    found = version({"list": 1, "level": 0, "text": "会費"}, {"list": 1, "level": 1, "text": "乙"}, lists=lists)
    assert found.body == "第１条 会費\n2　乙\n"


def test_labels_are_never_markup() -> None:
    levels = [
        {"format": "bullet", "text": "-"},
        {"format": "bullet", "text": "*"},
        {"format": "decimal", "text": "#%3"},
    ]
    listed = [{"list": 1, "level": at, "text": "甲"} for at in range(3)]
    assert version(*listed, lists=[{"levels": levels}]).body == "\\- 甲\n  \\* 甲\n\\#1 甲\n"
