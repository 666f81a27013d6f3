from __future__ import annotations

import datetime as dt

import pytest
import yaml

from kaitei.starting import forms
from kaitei.starting.make import site

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
    made = forms.filled(before.encode(), [TERMS, PRIVACY]).decode()
    found = yaml.load(made, Loader=yaml.BaseLoader)["on"]["workflow_dispatch"]["inputs"]
    assert found["policy"] == {"type": "choice", "options": [TERMS, PRIVACY], "required": "true"}
    assert made.startswith(HEAD.replace("\n", newline))
    assert made.endswith(TAIL.replace("\n", newline))
    assert made.count("\n") == made.count(newline)
    assert forms.filled(made.encode(), [TERMS, PRIVACY]) == made.encode()


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
    assert forms.filled(text.encode(), [TERMS]) == text.encode()


def test_bytes_that_are_no_text_stay() -> None:
    assert forms.filled(b"\xff", [TERMS]) == b"\xff"


@pytest.mark.parametrize(
    ("text", "id_"),
    [(TERMS, "terms"), (PRIVACY, "shop/privacy"), ("規約（旧）（terms）", "terms"), ("規約（旧）", ""), ("terms", "")],
)
def test_a_label_carries_the_id(text: str, id_: str) -> None:
    assert forms.chosen(text) == id_


@pytest.mark.parametrize(("lang", "title"), [("ja", "利用規約"), ("en", "Terms of Use")])
@pytest.mark.parametrize("sample", [False, True])
def test_a_new_site_offers_its_own_policies(lang: str, title: str, sample: bool) -> None:
    made = site(lang, sample, dt.date(2026, 11, 28))
    for name in ("revise", "repeal", "correct"):
        form = yaml.load(made[f".github/workflows/{name}.yml"], Loader=yaml.BaseLoader)
        offered = form["on"]["workflow_dispatch"]["inputs"]["policy"]["options"]
        assert (len(offered) > 2) is sample
        assert [one for one in offered if one.endswith("（terms）")] == [f"{title}（terms）"]
