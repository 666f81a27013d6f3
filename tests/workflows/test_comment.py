"""The comment under a pull request: one, updated, and made of files that nobody has to be able to trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaitei.review.report import LIMIT
from tests.support import hosted
from tests.support.platform import Platform, Ran
from tests.support.site import CASES

SHA = "0123456789abcdef0123456789abcdef01234567"
RUN = "https://github.com/company/policies/actions/runs/77"
MARKER = "<!-- kaitei-report -->"
FINE = "✅ 記録に問題はなく、確かめるところもありません。\n\n"


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    """A platform with pull request 12 at the commit that was checked, and no comment under it."""
    answers: dict[str, str | None] = {
        "pulls/12": f"{SHA}\n",
        "pulls/": "f" * 40,
        "pr list": "[]",
        "comments?": "",
        "comments": "{}",
    }
    return Platform(tmp_path / "gh", answers)


def comment(platform: Platform, tmp_path: Path, conclusion: str = "success", **files: str | bytes | Path) -> Ran:
    folder = tmp_path / "report"
    folder.mkdir()
    for name, content in ({"number": "12\n", "check": "", "report": f"{FINE}### 利用規約\n"} | files).items():
        file = folder / {"number": "number", "check": "check.txt", "report": "report.md"}[name]
        if isinstance(content, Path):
            file.symlink_to(content)
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return platform.run("comment.py", str(folder), HEAD_SHA=SHA, CONCLUSION=conclusion, RUN=RUN)


def body(ran: Ran) -> str:
    assert ran.code == 0, ran.output
    assert len(ran.sent) == 1, ran
    return str(ran.sent[0]["body"])


def reported(ran: Ran) -> str:
    """What is behind the template's own words."""
    before, _, report = body(ran).partition(f"（{SHA[:7]}）\n")
    assert before.startswith(MARKER)
    return report


def test_a_first_report_is_a_new_comment(platform: Platform, tmp_path: Path) -> None:
    ran = comment(platform, tmp_path, check="docs/terms.md:4: 警告です\n")  # the report says it too
    written = body(ran)
    assert "repos/company/policies/issues/12/comments --method POST" in ran.asked[-1]
    assert written.startswith(f"{MARKER}\n## ✅")
    assert f"({RUN}#artifacts)" in written
    assert written.endswith("### 利用規約\n\n")


def test_a_run_that_passed_is_fine_only_where_its_report_says_so(platform: Platform, tmp_path: Path) -> None:
    written = body(comment(platform, tmp_path, report="⚠️ 確かめるところがあります。\n\n### 利用規約\n"))
    assert written.startswith(f"{MARKER}\n## ⚠️ 確かめるところがあります")


def test_the_next_report_takes_its_place(platform: Platform, tmp_path: Path) -> None:
    ran = comment(platform, tmp_path, conclusion="failure")
    platform.answers["comments?"] = "4711\n4712\n"
    (tmp_path / "report").rename(tmp_path / "first")
    again = comment(platform, tmp_path, conclusion="failure")
    assert body(again) == body(ran)
    assert "## ❌" in body(again)
    assert "issues/comments/4711 --method PATCH" in again.asked[-1]
    assert sum("--method" in call for call in again.asked) == 1


def test_only_a_comment_of_its_own_is_changed(platform: Platform, tmp_path: Path) -> None:
    asked = next(call for call in comment(platform, tmp_path).asked if "comments?" in call)
    assert '.user.login == "github-actions[bot]"' in asked
    assert f'startswith("{MARKER}")' in asked
    assert "--paginate" in asked


@pytest.mark.parametrize(
    "number", ["", "0", "-1", "12 13", "12\n13", "12; id", "../12", "１２", "1234567890123456789", b"\xff\xfe"]
)
def test_a_number_that_is_none_is_refused(number: str | bytes, platform: Platform, tmp_path: Path) -> None:
    ran = comment(platform, tmp_path, number=number)
    assert ran.code == 1
    assert ran.asked == []


def test_a_report_for_another_pull_request_is_not_written(platform: Platform, tmp_path: Path) -> None:
    """A stranger's run could name any; it may speak only for the commit that it was started for."""
    ran = comment(platform, tmp_path, number="13")
    assert ran.code == 0
    assert [call for call in ran.asked if "comments" in call] == []


def test_links_in_the_files_are_not_followed(platform: Platform, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("12\nhidden", encoding="utf-8")
    assert "hidden" not in body(comment(platform, tmp_path, report=secret, check=secret))


HOSTILE = (CASES / "hostile_report.md").read_text(encoding="utf-8") + "@admin\r# @admin\u2028@\u200badmin\n@"


def test_no_word_of_a_report_does_anything(platform: Platform, tmp_path: Path) -> None:
    """Held against a model of GitHub, which cannot be run here; see `tests.support.hosted`."""
    shown = hosted.shown(reported(comment(platform, tmp_path, report=HOSTILE)))
    assert shown.active == []
    assert {name for name, _ in shown.elements} <= {"h2", "li", "ins", "td"}
    assert [given for _, given in shown.elements if given] == []
    assert "承認" in shown.text


def test_the_model_sees_what_is_active() -> None:
    """Otherwise the test above could not fail."""
    for line in ("あ@admin", "&#64;admin", "closes #1", "GH-1", "https://evil.example/", "www.evil.example", "0123456"):
        assert hosted.shown(line).active, line
    for line in ("[a](https://evil.example/)", "![](https://evil.example/x)", "<https://evil.example/>"):
        assert [name for name, _ in hosted.shown(line).elements] in (["a"], ["img"]), line


def test_the_form_and_the_words_of_a_report_stay(platform: Platform, tmp_path: Path) -> None:
    report = (
        "## 変更\n\n- docs/a.md:3: 「{{ a_b }}」<pre>0123456789 #1 &lt;a&gt;&#10;x_y</pre>\n\n"
        "### 利用規約 *第1版*\n\n<table>\n<tr><td>第1条 a &amp; b<br><ins>五</ins>日 &#39;x&#39;</td></tr>\n</table>\n"
    )
    shown = hosted.shown(reported(comment(platform, tmp_path, report=report)))
    names = [name for name, _ in shown.elements]
    assert names == ["h2", "li", "pre", "h3", "table", "tr", "td", "br", "ins"]
    assert "0123456789 #1 <a>\nx_y" in shown.text
    words = shown.text.replace("\u2060", "")
    for said in ("docs/a.md:3: 「{{ a_b }}」", "利用規約 *第1版*", "第1条 a & b", "五日 'x'"):
        assert said in words


def test_the_checks_words_stay_in_their_block(platform: Platform, tmp_path: Path) -> None:
    written = body(comment(platform, tmp_path, report="", check="```\n</details>\n# 承認済み\n"))
    assert written.endswith("````\n```\n</details>\n# 承認済み\n````\n")


def test_a_report_that_is_too_long_is_left_out_whole_and_said(platform: Platform, tmp_path: Path) -> None:
    written = body(comment(platform, tmp_path, report="改" * 65_500))
    assert "改改" not in written
    assert "`comparison` をご覧ください" in written


def test_a_report_as_long_as_the_command_makes_it_has_room(platform: Platform, tmp_path: Path) -> None:
    written = body(comment(platform, tmp_path, report="改" * LIMIT))
    assert len(written) <= 65_536
    assert "改" * LIMIT in written


def test_what_the_checks_say_is_cut(platform: Platform, tmp_path: Path) -> None:
    written = body(comment(platform, tmp_path, report="", check="検" * 30_000))
    assert written.count("検") == 10_000


def test_dollar_signs_and_bytes_that_are_no_text_do_no_harm(platform: Platform, tmp_path: Path) -> None:
    written = body(comment(platform, tmp_path, report=b"${sha} $HEAD_SHA $(id) \xff\x00"))
    assert "${sha} $HEAD_SHA $(id) \ufffd" in hosted.shown(written).text


def test_a_run_that_made_no_report_says_so(platform: Platform, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "number").write_text("12", encoding="utf-8")
    written = body(platform.run("comment.py", str(folder), HEAD_SHA=SHA, CONCLUSION="failure", RUN=RUN))
    assert "（なし / none）" in written


def pulls(**changed: list[str]) -> str:
    """Open pull requests, as p12="docs/…", with the files that each changes."""
    listed = [{"number": int(name[1:]), "files": [{"path": path} for path in paths]} for name, paths in changed.items()]
    return json.dumps(listed)


OPEN = {
    "p7": ["docs/terms/2024-04-01.md", "record/SHA256SUMS"],
    "p8": ["docs/basic-policy.md", "company.yml", "mkdocs.yml"],
    "p9": ["docs/terms-old.md", "docs/terms/x.png", "src/docs/terms.md", "docs/TERMS.md", "docs/company.yml"],
    "p12": ["docs/terms.md", "docs/terms/2024-04-01.md", "docs/shop/rules.en.md", "company.yml", "mkdocs.yml"],
    "p13": ["docs/shop/rules/2024-04-01.en.md", "record/SHA256SUMS"],
}


def others(comment: str) -> list[tuple[str, str]]:
    """What is told in a comment: what is changed by others too, and by which."""
    told = comment.partition("<!-- others -->\n")[2].partition("<!-- /others -->")[0].splitlines()
    return [(line[2 : line.index("：")], line.partition("（#")[2].partition("）")[0]) for line in told]


def test_other_pull_requests_that_change_the_same_source_are_told(platform: Platform, tmp_path: Path) -> None:
    """A policy, whatever file of it, by its title in the forms, or by its file where they have none."""
    platform.answers["pr list"] = pulls(**OPEN)
    ran = comment(platform, tmp_path)
    assert others(body(ran)) == [
        ("会社情報 / the company's facts（company.yml）", "8"),
        ("docs/shop/rules.md", "13"),
        ("利用規約（terms）", "7"),
    ]
    asked = next(call for call in ran.asked if call.startswith("pr list"))
    assert "--repo company/policies --state open" in asked


def test_any_file_beside_the_policies_is_a_source(platform: Platform, tmp_path: Path) -> None:
    """Its name does nothing, and is no longer than anybody reads."""
    files = ["docs/images/a.png", "docs/a.md\n@admin #9 `x` <b>.md", f"docs/{'b' * 4000}.png"]
    platform.answers["pr list"] = pulls(p12=files, p7=files)
    ran = comment(platform, tmp_path)
    told = body(ran).partition("<!-- others -->\n")[2].partition("<!-- /others -->")[0]
    assert "- docs/images/a.png：" in told
    assert len(told) < 2_000
    assert hosted.shown(told.replace("#7", "")).active == []
    assert {call.split("/issues/")[1].split("/")[0] for call in ran.asked if "/comments?" in call} == {"12", "7"}


def test_nothing_is_told_where_nothing_else_is_under_way(platform: Platform, tmp_path: Path) -> None:
    platform.answers["pr list"] = pulls(p12=["docs/terms.md"], p8=["docs/privacy.md"])
    assert "<!-- others -->\n<!-- /others -->\n\n[" in body(comment(platform, tmp_path))


def test_one_that_was_started_before_is_told_too_in_the_comment_that_it_has(platform: Platform, tmp_path: Path) -> None:
    before = f"{MARKER}\n## ✅\n\n<!-- others -->\n- old\n<!-- /others -->\n\n報告 <!-- others -->\n"
    given = {"issues/7/comments?": "4711\n", "issues/12/comments?": "", "comments/4711": json.dumps({"body": before})}
    platform.answers = given | platform.answers | {"pr list": pulls(p7=OPEN["p7"], p12=OPEN["p12"])}
    ran = comment(platform, tmp_path)
    assert ran.code == 0, ran.output
    assert "issues/comments/4711 --method PATCH" in ran.asked[-1]
    head, _, rest = str(ran.sent[-1]["body"]).partition("- 利用規約（terms）")
    assert head == f"{MARKER}\n## ✅\n\n<!-- others -->\n"
    assert "（#12）" in rest
    assert rest.endswith("\n<!-- /others -->\n\n報告 <!-- others -->\n")


def test_a_comment_that_has_no_place_for_it_stays(platform: Platform, tmp_path: Path) -> None:
    given = {"issues/7/comments?": "4711\n", "issues/12/comments?": "", "comments/4711": json.dumps({"body": MARKER})}
    platform.answers = given | platform.answers | {"pr list": pulls(p7=OPEN["p7"], p12=OPEN["p12"])}
    ran = comment(platform, tmp_path)
    assert len(ran.sent) == 1


def test_no_more_are_told_than_anybody_reads(platform: Platform, tmp_path: Path) -> None:
    many = [f"docs/p{number}.md" for number in range(40)]
    platform.answers["pr list"] = pulls(**{f"p{number}": many for number in range(1, 41)})
    ran = comment(platform, tmp_path)
    assert ran.code == 0, ran.output
    assert str(ran.sent[0]["body"]).count("ほかのプルリクエスト") == 10
    assert len({call for call in ran.asked if "/comments?" in call}) == 11
