"""The hosting platform's command line, `gh`, as a stand-in: it answers what a test says and notes what it was asked.

Beside it stands `kaitei`, as it is after an installation.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.site import REPOSITORY

SCRIPTS = REPOSITORY / ".github" / "scripts"
STAND_IN = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
sent = sys.stdin.read() if "--input" in sys.argv else ""
with (here / "asked").open("a") as asked:
    asked.write(json.dumps([sys.argv[1:], sent]) + chr(10))
answers = json.loads((here / "answers").read_text())
for words, answer in answers:
    if words in " ".join(sys.argv[1:]):
        sys.stdout.write(answer or "")
        sys.exit(answer is None)
sys.exit("unexpected: " + " ".join(sys.argv[1:]))
"""
KAITEI = "#!{python}\nfrom kaitei.cli import main\nmain()\n"


@dataclass
class Ran:
    """What a script did."""

    code: int
    output: str
    asked: list[str]  # the calls of gh, each as its arguments
    sent: list[Any]  # what was given to those calls as JSON


@dataclass
class Platform:
    """A folder with the stand-in, put before everything else on the path of the scripts that it runs."""

    folder: Path
    answers: dict[str, str | None] = field(default_factory=dict)  # by words of the call; None fails

    def run(
        self, name: str, *arguments: str, script: Path | None = None, cwd: str | None = None, **environ: str
    ) -> Ran:
        """Run one of the workflows' scripts."""
        self.folder.mkdir(exist_ok=True)
        for program, text in {"gh": STAND_IN, "kaitei": KAITEI}.items():
            (self.folder / program).write_text(text.format(python=sys.executable), encoding="utf-8")
            (self.folder / program).chmod(0o755)
        (self.folder / "answers").write_text(json.dumps(list(self.answers.items())), encoding="utf-8")
        (self.folder / "asked").write_text("", encoding="utf-8")
        path = os.pathsep.join([str(self.folder), str(Path(sys.executable).parent), os.environ["PATH"]])
        script = script or SCRIPTS / name
        command = [sys.executable if script.suffix == ".py" else "bash", str(script)]
        environ = {"GITHUB_REPOSITORY": "company/policies", "GH_TOKEN": "none"} | environ
        environ = os.environ | environ | {"PATH": path, "PYTHONPATH": str(REPOSITORY / "hooks")}
        done = subprocess.run([*command, *arguments], cwd=cwd, env=environ, capture_output=True, text=True, check=False)
        calls = [json.loads(line) for line in (self.folder / "asked").read_text(encoding="utf-8").splitlines()]
        sent = [json.loads(given) for _, given in calls if given]
        return Ran(done.returncode, done.stdout + done.stderr, [" ".join(call) for call, _ in calls], sent)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody whose own settings do not count; return what it prints."""
    environ = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    names = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    done = subprocess.run(
        ["git", *names, *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout
