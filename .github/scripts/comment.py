"""Write what a pull request's checks found out under it, as one comment.

The folder of their files comes from a run of the pull request's own code, a stranger's perhaps, so nothing in it is
believed: the number must be that of a pull request whose newest commit is the one that the run was for, texts are cut
to size and cannot end the block that they stand in. Of the report the form is kept, that of overrides/kaitei/report.md
(headings, bullets, tables, underlines); no word in it calls anybody, links anywhere or closes anything. What is trusted
comes in environment variables: $GITHUB_REPOSITORY, $HEAD_SHA, $CONCLUSION and $RUN (the address) of that run.

Which sources pull requests change is asked of GitHub: policies, other files beside them, the company's facts. Where
another one changes the same, both are told: this one in its new comment, the other in the one that it has. A policy is
called as the forms of this repository call it.
"""

from __future__ import annotations

import html
import json
import os
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

MARKER = "<!-- kaitei-report -->"
TEMPLATE = Path(__file__).parents[1] / "comment.md"
FORM_OF_POLICIES = Path(__file__).parents[1] / "workflows" / "revise.yml"
NUMBER = re.compile(rb"[1-9][0-9]{0,8}\n?")
MOST, NAME = 10, 200  # sources told, and other pull requests of each; characters of a name
CHECKS, WHOLE = 10_000, 65_536  # characters; GitHub takes no more
FINE = "✅ 問題は見つかりませんでした / No problem found"
LOOK = "⚠️ 確かめるところがあります / Something to look at"
MEND = "❌ 直すところがあります / Something to mend"
NOTHING = "（なし / none）"
TOO_LONG = "長いため、ここには載せられません。`comparison` をご覧ください。 / Too long for a comment; see `comparison`."

OTHERS = "<!-- others -->\n", "<!-- /others -->\n"
UNDER_WAY = (
    "- {name}：ほかのプルリクエストでも変えています（{others}）。先に採用した方と、後の案は衝突することがあります。"
    "どちらを先にするかを決めてください。 / changed by another pull request too ({others}). Once one is merged, "
    "the other may conflict: decide which comes first.\n"
)
SOURCES, FACTS = "docs/", "company.yml"
COMPANY = "会社情報 / the company's facts（company.yml）"
OFFERED = re.compile(r'"(?:[^"\\\n]|\\.)*（([a-z0-9/-]+)）"')
TEXT = re.compile(r"docs/([a-z0-9]+(?:[-/][a-z0-9]+)*?)(?:/\d{4}-\d\d-\d\d)?(?:\.[A-Za-z_-]{2,12})?\.md", re.ASCII)

FORM = re.compile(r"(<pre>.*?</pre>|</?(?:table|thead|tbody|tr|th|td|ins)>|<br>)")
LEAD = re.compile(r"(?:#{2,4} |- )?")
MARKUP = re.compile(r"[&<>\[\]\\`*_~|$]|^[!-/:-@{}0-9]")  # what Markdown or HTML would take for more than itself
UNSEEN = re.compile(r"[\0-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# Where GitHub, which looks at the words that are left after Markdown and entities, would see a reference: mentions,
# issues, addresses, `owner/repository@commit` and emoji by their @ # or :, then GH-1, GHSA-… and keys of other
# trackers, www., commits.
REFERENCE = re.compile(r"(?<=[@#:])(?!\s)|(?<=[A-Za-z]-)(?=\w)|(?<=www)(?=\.)", re.IGNORECASE)
COMMIT = re.compile(r"([0-9A-Fa-f]{6})(?=[0-9A-Fa-f])")
BREAK = "\u2060"  # a word joiner: nothing to see, no place to break a line, and part of no name, number or address


def read(file: Path, limit: int) -> bytes:
    """Return the first bytes of a file; nothing where it is none, or a link."""
    if file.is_symlink() or not file.is_file():
        return b""
    with file.open("rb") as opened:
        return opened.read(limit)


def text(file: Path, limit: int) -> str:
    """Return a file's text, and one character more than the limit where it is longer."""
    return read(file, 4 * (limit + 1)).decode(errors="replace").replace("\0", "")[: limit + 1]


def fenced(words: str) -> str:
    """Put plain text into a block that it cannot end."""
    longest = max(map(len, re.findall("`+", words)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{words.rstrip()}\n{fence}"


def inert(markdown: str) -> str:
    """Return a report with its form and its words, of which none does anything."""
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(_line, lines))


def _line(line: str) -> str:
    lead = LEAD.match(line.lstrip(" \t"))
    assert lead
    parts = FORM.split(lead.string[lead.end() :])
    return lead[0] + "".join(_part(part, index) for index, part in enumerate(parts))


def _part(part: str, index: int) -> str:
    if index % 2 == 0:  # words; a tag before them may be one that browsers drop, so that they meet those before it
        return (BREAK if index and part.strip() else "") + literal(broken(part))
    pre = part.startswith("<pre>")  # to be copied as it is; nobody looks for references in it
    return f"<pre>{literal(html.unescape(part[5:-6]))}</pre>" if pre else part


def broken(words: str) -> str:
    """Return words in which nothing refers to anything."""
    plain = UNSEEN.sub("", html.unescape(words))
    return COMMIT.sub(rf"\1{BREAK}", REFERENCE.sub(BREAK, plain))


def literal(words: str) -> str:
    """Return words that Markdown and HTML leave as they are, on one line."""
    return MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", words).replace("\n", "&#10;")


def source(path: str) -> str:
    """Return the source that a file is of: a policy's or page's own file, else itself; "" where it is of none."""
    if found := TEXT.fullmatch(path):
        return f"{SOURCES}{found[1]}.md"
    return path if path == FACTS or path.startswith(SOURCES) else ""


def under_way(asked: int, pulls: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Return the sources that a pull request changes and other open ones too, with the numbers of those."""
    touched = {int(pull["number"]): {source(str(file["path"])) for file in pull["files"]} for pull in pulls}
    own = touched.pop(asked, set()) - {""}
    beside = {one: [number for number in sorted(touched) if one in touched[number]][:MOST] for one in sorted(own)}
    return dict([(one, numbers) for one, numbers in beside.items() if numbers][:MOST])


def told(found: dict[str, list[int]]) -> str:
    """Return what to tell of other pull requests, sources by the names that an editor knows."""
    labels = OFFERED.finditer(text(FORM_OF_POLICIES, WHOLE))
    names = {f"{SOURCES}{one[1]}.md": json.loads(one[0]) for one in labels} | {FACTS: COMPANY}
    lines = []
    for one, numbers in found.items():
        name = literal(broken(names.get(one, one)[:NAME]))
        lines.append(UNDER_WAY.format(name=name, others=", ".join(f"#{number}" for number in numbers)))
    return "".join(lines)


def body(folder: Path, trusted: dict[str, str], others: str) -> str:
    """Return the comment: the report, or where none was made, what the checks said."""
    report = inert(text(folder / "report.md", WHOLE))
    checks = text(folder / "check.txt", CHECKS)[:CHECKS]
    comment = {
        "marker": MARKER,
        "result": _result(trusted["CONCLUSION"], report),
        "run": trusted["RUN"],
        "sha": trusted["HEAD_SHA"][:7],
        "others": others.join(OTHERS),
    }
    template = string.Template(TEMPLATE.read_text(encoding="utf-8"))
    whole = template.substitute(comment, report=report if report.strip() else fenced(checks or NOTHING))
    return whole if len(whole) <= WHOLE else template.substitute(comment, report=TOO_LONG)


def _result(conclusion: str, report: str) -> str:
    """Return a run's result; it is fine only where its report says so too, which tells what needs a look."""
    if conclusion != "success":
        return MEND
    return FINE if re.search("^✅", report, re.MULTILINE) else LOOK


def gh(*arguments: str, given: object = None) -> str:
    """Ask GitHub; `given` is sent as JSON."""
    sent = json.dumps(given) if given else None
    command = ["gh", *arguments, *(["--input", "-"] if given else [])]
    return subprocess.run(command, input=sent, capture_output=True, text=True, check=True).stdout.strip()


def comments(here: str, asked: int) -> list[str]:
    """Return the ids of the comments that earlier runs wrote under a pull request."""
    mine = f'.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("{MARKER}"))) | .id'
    return gh("api", f"{here}/issues/{asked}/comments?per_page=100", "--paginate", "--jq", mine).split()


def write(here: str, asked: int, words: str) -> None:
    """Write or update the comment."""
    if known := comments(here, asked):
        gh("api", f"{here}/issues/comments/{int(known[0])}", "--method", "PATCH", given={"body": words})
    else:
        gh("api", f"{here}/issues/{asked}/comments", "--method", "POST", given={"body": words})


def tell(here: str, asked: int, others: str) -> None:
    """Put into the comment that another pull request has, if it has one, what is under way beside it."""
    for known in comments(here, asked)[:1]:
        before = json.loads(gh("api", f"{here}/issues/comments/{int(known)}"))["body"]
        head, mark, rest = before.replace("\r\n", "\n").partition(OTHERS[0])
        said, end, rest = rest.partition(OTHERS[1])
        whole = f"{head}{others.join(OTHERS)}{rest}"
        if mark and end and said != others and len(whole) <= WHOLE:
            gh("api", f"{here}/issues/comments/{int(known)}", "--method", "PATCH", given={"body": whole})


def main(folder: Path, trusted: dict[str, str]) -> int:
    """Write or update the comment; return the exit code."""
    number = read(folder / "number", 16)
    if not NUMBER.fullmatch(number):
        print("::error::The run names no pull request.")
        return 1
    here = f"repos/{trusted['GITHUB_REPOSITORY']}"
    asked = int(number)
    if gh("api", f"{here}/pulls/{asked}", "--jq", ".head.sha") != trusted["HEAD_SHA"]:
        print(f"::notice::Pull request {asked} is not at {trusted['HEAD_SHA']}, which was checked: nothing written.")
        return 0
    listed = ("--state", "open", "--limit", "100", "--json", "number,files")
    pulls = json.loads(gh("pr", "list", "--repo", trusted["GITHUB_REPOSITORY"], *listed))
    found = under_way(asked, pulls)
    write(here, asked, body(folder, trusted, told(found)))
    for other in sorted({number for numbers in found.values() for number in numbers}):
        tell(here, other, told(under_way(other, pulls)))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), dict(os.environ)))
