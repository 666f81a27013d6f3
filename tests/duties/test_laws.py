"""The API of laws, on stored answers: which articles were revised since a list was made, and which will be."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from kaitei.duties import laws, lists
from kaitei.duties.lists import DutyList, Law
from kaitei.errors import KaiteiError
from tests.support.site import CASES
from tests.support.small import day

STORED = yaml.safe_load((CASES / "laws.yml").read_text(encoding="utf-8"))


class Api:
    """Answers from what is stored, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, path: str) -> Any:
        self.asked.append(path)
        address, wanted = urlsplit(path), parse_qs(urlsplit(path).query)
        if not address.path.endswith("415AC0000000057"):
            return None
        if address.path.startswith("law_revisions/"):
            return STORED["revisions"]
        texts = STORED["articles"][wanted["elm"][0].removeprefix("MainProvision-Article_")]
        first = max((one for one in texts if one <= wanted["asof"][0]), default=None)
        return {"law_full_text": element(*texts[first])} if first else None


def element(caption: str, title: str, words: str) -> dict[str, Any]:
    """An article as the API gives it."""
    sentence = {"tag": "Sentence", "attr": {"Num": "1"}, "children": [words]}
    children = [
        {"tag": "ArticleCaption", "attr": {}, "children": [caption]},
        {"tag": "ArticleTitle", "children": [title]},
    ]
    return {
        "tag": "Article",
        "attr": {"Num": "32"},
        "children": [*children, {"tag": "Paragraph", "children": [sentence]}],
    }


def listed(checked_on: str, *laws_: Law) -> DutyList:
    return DutyList("mine", "duties/mine.yml", "", "", "official", day(checked_on), ("privacy",), (), laws_)


def told(one: DutyList, today: str = "2027-06-01") -> list[tuple[str, str, str]]:
    return [(p.key, p.params["article"], p.params["day"]) for p in laws.revised([one], day(today), Api())]


APPI = Law("415AC0000000057", ("32", "27", "27_12"))


def test_an_article_revised_since_is_told_and_one_that_will_be_is_told_ahead() -> None:
    assert told(listed("2026-11-28", APPI)) == [
        ("law_revised", "27", "2027-04-01"),
        ("law_will_be_revised", "32", "2028-04-01"),
    ]


def test_what_was_checked_since_is_not_told_again() -> None:
    assert told(listed("2027-04-01", APPI)) == [("law_will_be_revised", "32", "2028-04-01")]
    assert told(listed("2028-04-01", APPI), "2028-04-01") == []


def test_articles_are_not_asked_for_where_the_law_has_not_changed() -> None:
    api = Api()
    assert list(laws.revised([listed("2028-04-02", APPI)], day("2028-05-01"), api)) == []
    assert api.asked == ["law_revisions/415AC0000000057?response_format=json"]


def test_a_law_that_is_not_there_is_told_and_the_others_are_asked_for() -> None:
    one = listed("2027-04-01", Law("000AC0000000000", ("1",)), APPI)
    found = list(laws.revised([one], day("2027-06-01"), Api()))
    assert [(p.key, p.params["law"]) for p in found] == [
        ("laws_unknown", "000AC0000000000"),
        ("law_will_be_revised", "415AC0000000057"),
    ]


@pytest.mark.parametrize("answer", [[], {}, {"revisions": {}}, {"revisions": [{"amendment_enforcement_date": "soon"}]}])
def test_an_answer_in_another_form_ends_in_no_traceback(answer: Any) -> None:
    one = listed("2026-11-28", APPI)
    assert list(laws.revised([one], day("2027-01-01"), lambda path: answer)) == []


def test_our_lists_of_japanese_laws_name_their_articles() -> None:
    standards = {"jp-jisq15001", "jp-travel"}
    named = {one.id for one in lists.package().values() if one.laws}
    assert named == {id_ for id_ in lists.package() if id_.startswith("jp-")} - standards


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A host in the API's place."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code = 404 if "none" in self.path else 500 if "broken" in self.path else 200
            self.send_response(code)
            self.end_headers()
            self.wfile.write(b"<html>" if "html" in self.path else b'{"revisions": []}')

        def log_message(self, *_: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(laws, "API", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield "served"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_the_host_says_is_read(served: str) -> None:
    assert laws.fetch("law_revisions/x") == {"revisions": []}
    assert laws.fetch("none") is None
    for path in ("broken", "html"):
        with pytest.raises(KaiteiError, match="laws_silent"):
            laws.fetch(path)
