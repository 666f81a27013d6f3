"""Write what a pull request's checks found out under it, as one comment.

The folder of their files comes from a run of the pull request's own code, a stranger's perhaps, so nothing in it is
believed: the number must be that of a pull request whose newest commit is the one that the run was for, texts are cut
to size, mention nobody and cannot end the block that they stand in. What is trusted comes in environment variables:
$GITHUB_REPOSITORY, $HEAD_SHA, $CONCLUSION and $RUN (the address) of that run.
"""

from __future__ import annotations

import json
import os
import re
import string
import subprocess
import sys
from pathlib import Path

MARKER = "<!-- kaitei-report -->"
TEMPLATE = Path(__file__).parents[1] / "comment.md"
NUMBER = re.compile(rb"[1-9][0-9]{0,8}\n?")
CHECKS, WHOLE = 10_000, 65_536  # characters; GitHub takes no more
RESULTS = {
    True: "✅ 問題は見つかりませんでした / No problem found",
    False: "❌ 直すところがあります / Something to mend",
}
NOTHING = "（なし / none）"
TOO_LONG = "長いため、ここには載せられません。`comparison` をご覧ください。 / Too long for a comment; see `comparison`."


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


def unmentioned(markdown: str) -> str:
    """Keep names after an @ from calling anybody; addresses of mail stay as they are."""
    return re.sub(r"(?<![\w.+-])@(?=[\w-])", "@<!-- -->", markdown)


def body(folder: Path, trusted: dict[str, str]) -> str:
    """Return the comment: the report, or where none was made, what the checks said."""
    report = unmentioned(text(folder / "report.md", WHOLE))
    checks = text(folder / "check.txt", CHECKS)[:CHECKS]
    comment = {
        "marker": MARKER,
        "result": RESULTS[trusted["CONCLUSION"] == "success"],
        "run": trusted["RUN"],
        "sha": trusted["HEAD_SHA"][:7],
    }
    template = string.Template(TEMPLATE.read_text(encoding="utf-8"))
    whole = template.substitute(comment, report=report if report.strip() else fenced(checks or NOTHING))
    return whole if len(whole) <= WHOLE else template.substitute(comment, report=TOO_LONG)


def api(path: str, *options: str, given: object = None) -> str:
    """Ask GitHub; `given` is sent as JSON."""
    command = ["gh", "api", path, *options, *(["--input", "-"] if given else [])]
    sent = json.dumps(given) if given else None
    return subprocess.run(command, input=sent, capture_output=True, text=True, check=True).stdout.strip()


def main(folder: Path, trusted: dict[str, str]) -> int:
    """Write or update the comment; return the exit code."""
    number = read(folder / "number", 16)
    if not NUMBER.fullmatch(number):
        print("::error::The run names no pull request.")
        return 1
    here = f"repos/{trusted['GITHUB_REPOSITORY']}"
    asked = int(number)
    if api(f"{here}/pulls/{asked}", "--jq", ".head.sha") != trusted["HEAD_SHA"]:
        print(f"::notice::Pull request {asked} is not at {trusted['HEAD_SHA']}, which was checked: nothing written.")
        return 0
    mine = f'.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("{MARKER}"))) | .id'
    known = api(f"{here}/issues/{asked}/comments?per_page=100", "--paginate", "--jq", mine).split()
    given = {"body": body(folder, trusted)}
    if known:
        api(f"{here}/issues/comments/{int(known[0])}", "--method", "PATCH", given=given)
    else:
        api(f"{here}/issues/{asked}/comments", "--method", "POST", given=given)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), dict(os.environ)))
