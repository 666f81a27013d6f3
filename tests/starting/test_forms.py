from __future__ import annotations

import datetime as dt

import pytest
import yaml

from kaitei.facts import facts
from kaitei.source.yamltext import parse
from kaitei.starting import forms
from kaitei.starting.make import site
from kaitei.wording.words import words

TERMS, PRIVACY = '利用規約 "新": #1（terms）', "個人情報（shop/privacy）"
HEAD = """name: x # a comment

on:
  workflow_dispatch:
    inputs:
      policy:
        type: choice
        options:"""
TAIL = "\n        required: true   # kept\n      date: {type: string}\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "options", ["\n          - old\n          - 'older'", "\n        - old", " [old, older]", " [ 'old' ]"]
)
def test_options_are_written_anew_and_nothing_else(options: str, newline: str) -> None:
    before = f"{HEAD}{options}{TAIL}".replace("\n", newline)
    made = forms.filled(before.encode(), {"policy": [TERMS, PRIVACY]}).decode()
    found = yaml.load(made, Loader=yaml.BaseLoader)["on"]["workflow_dispatch"]["inputs"]
    assert found["policy"] == {"type": "choice", "options": [TERMS, PRIVACY], "required": "true"}
    assert made.startswith(HEAD.replace("\n", newline))
    assert made.endswith(TAIL.replace("\n", newline))
    assert made.count("\n") == made.count(newline)
    assert forms.filled(made.encode(), {"policy": [TERMS, PRIVACY]}) == made.encode()


@pytest.mark.parametrize(
    "text",
    [
        "on: push\n",
        "on: [push]\n",
        "",
        "on: {workflow_dispatch: }\n",
        "a: [",
        "on: {workflow_dispatch: {inputs: {policy: {type: string}}}}",
    ],
)
def test_what_offers_no_policies_stays(text: str) -> None:
    assert forms.filled(text.encode(), {"policy": [TERMS], "fact": [TERMS]}) == text.encode()


def test_bytes_that_are_no_text_stay() -> None:
    assert forms.filled(b"\xff", {"policy": [TERMS]}) == b"\xff"


@pytest.mark.parametrize(
    ("text", "id_"),
    [(TERMS, "terms"), (PRIVACY, "shop/privacy"), ("規約（旧）（terms）", "terms"), ("規約（旧）", ""), ("terms", "")],
)
def test_a_label_carries_the_id(text: str, id_: str) -> None:
    assert forms.chosen(text) == id_


def test_each_field_gets_its_own_list() -> None:
    head = "on:\n  workflow_dispatch:\n    inputs:\n"
    text = f"{head}      fact: {{options: [x]}}\n      policy: {{options: [y]}}\n      other: {{options: [z]}}\n"
    made = forms.filled(text.encode(), {"policy": ["P", "Q"], "fact": ["F"]}).decode()
    assert made == text.replace("[x]", '["F"]').replace("[y]", '["P", "Q"]')


FACTS = """\
company: {name: 見本株式会社, corporate_number: "7000012050002"}
representative:
  - {title: 社長, name: 甲}
  - {from: 2027-04-01, title: 社長, name: 乙, phone: "1"}
desks:
  privacy: {name: [旧窓口, {from: 2026-01-01, ja: 窓口, en: Desk}], email: a@example.com, email_display: plain}
certifications:
  mark: {name: 認証, valid_until: 2020-01-01}
fee: 500円
partners: [{name: 相手}]
"""


def test_facts_of_identity_are_offered_by_what_readers_call_them_whenever_they_hold() -> None:
    known = facts.read(parse(FACTS, "company.yml"), "company.yml", ("ja", "en"))
    assert list(forms.fact_labels(known, words("ja"))) == [
        "会社　名称（company.name）",
        "会社　法人番号（company.corporate_number）",
        "代表者　役職（representative.title）",
        "代表者　氏名（representative.name）",
        "窓口（窓口）　名称（desks.privacy.name）",
        "窓口（窓口）　メール（desks.privacy.email）",
        "認証（認証）　名称（certifications.mark.name）",
        "認証（認証）　有効期限（certifications.mark.valid_until）",
        "代表者　電話（representative.phone）",
    ]


@pytest.mark.parametrize(("lang", "title"), [("ja", "利用規約"), ("en", "Terms of Use")])
@pytest.mark.parametrize("sample", [False, True])
def test_a_new_site_offers_its_own_policies(lang: str, title: str, sample: bool) -> None:
    made = site(lang, sample, dt.date(2026, 11, 28))
    for name in ("revise", "repeal", "correct"):
        form = yaml.load(made[f".github/workflows/{name}.yml"], Loader=yaml.BaseLoader)
        offered = form["on"]["workflow_dispatch"]["inputs"]["policy"]["options"]
        assert (len(offered) > 2) is sample
        assert [one for one in offered if one.endswith("（terms）")] == [f"{title}（terms）"]
    form = yaml.load(made[".github/workflows/fact.yml"], Loader=yaml.BaseLoader)
    offered = form["on"]["workflow_dispatch"]["inputs"]["fact"]["options"]
    assert offered[0] == {"ja": "会社　名称（company.name）", "en": "company: Name（company.name）"}[lang]
    assert any("desks.support" in one for one in offered) is sample
