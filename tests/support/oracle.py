"""What two versions of the engine make of the same sites: `make oracle REV=HEAD~1` prints where they differ.

A change of design is to change no byte of what is published. Sites of several sizes are built on several days, in all
their languages, by the engine of this folder and by that of a commit, and the command is asked of each what it says.
Every file is compared by its SHA-256. Nothing of either version is imported here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
HEALMATE = REPOSITORY.parent / "shared" / "cases" / "healmate"
DAYS = ("2026-11-22", "2026-11-23", "2027-02-01")
"""On the second a revision of the generated sites takes effect, by the third further ones of them and of the sample."""

CORPORA = {"50 texts": (5, 5), "200 texts": (10, 10)}
"""Generated sites: policies, and revisions of each, in two languages."""

Seen = Mapping[str, str]
"""SHA-256 of files by site, day and path, and of what commands print by their arguments."""


def main() -> None:
    """Compare the engine here with that of a commit, or with what was written down of one before."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sites = dict(_sites(folder / "sites"))
        before = _read(asked.against, sites, folder)
        if asked.write:
            asked.write.write_text(json.dumps(before, ensure_ascii=False, indent=0), encoding="utf-8")
            return
        after = seen(REPOSITORY, sites, folder / "here")
    differing = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
    sys.stdout.write("".join(f"differs: {key}\n" for key in differing))
    sys.stdout.write(f"{len(after)} files and answers, {len(differing)} differ\n")
    raise SystemExit(bool(differing))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make oracle", description=__doc__)
    parser.add_argument("against", help="a commit, or a file that --write has written")
    parser.add_argument("--write", type=Path, help="write down what the commit's engine makes, and compare nothing")
    return parser.parse_args()


def _read(against: str, sites: Mapping[str, Path], folder: Path) -> Seen:
    if Path(against).is_file():
        found: Seen = json.loads(Path(against).read_text(encoding="utf-8"))
        return found
    engine = folder / "engine"
    engine.mkdir()
    archive = subprocess.run(["git", "archive", against], cwd=REPOSITORY, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x"], cwd=engine, input=archive, check=True)
    return seen(engine, sites, folder / "there")


def seen(engine: Path, sites: Mapping[str, Path], folder: Path) -> Seen:
    """What an engine makes of sites.

    Args:
        engine: a checkout of the repository.
        sites: the content of each site.
        folder: where they are built.
    """
    found: dict[str, str] = {}
    for name, content in sites.items():
        root = folder / name
        shutil.copytree(content, root)
        (root / "hooks").symlink_to(engine / "hooks", target_is_directory=True)
        if (engine / "overrides").is_dir():
            shutil.copytree(engine / "overrides", root / "overrides")
        (root / "overrides").mkdir(exist_ok=True)
        shutil.copy(engine / "mkdocs.yml", root)
        _commit(root)
        for day in DAYS:
            environ = _environ(engine, day)
            built = _run(["-m", "mkdocs", "build"], root, environ)
            found[f"{name}, {day}: mkdocs build"] = built.decode()
            for file in sorted((root / "site").rglob("*")):
                if file.is_file():
                    path = file.relative_to(root / "site").as_posix()
                    found[f"{name}, {day}: {path}"] = hashlib.sha256(file.read_bytes()).hexdigest()
            for arguments in _questions(content):
                told = _run(["-c", "from kaitei.cli import main; main()", *arguments], root, environ)
                found[f"{name}, {day}: kaitei {' '.join(arguments)}"] = hashlib.sha256(told).hexdigest()
    return found


def _environ(engine: Path, day: str) -> dict[str, str]:
    own = {"PYTHONPATH": str(engine / "hooks"), "KAITEI_TODAY": day, "NO_MKDOCS_2_WARNING": "1", "KAITEI_LANG": "en"}
    return os.environ | own


def _run(arguments: list[str], root: Path, environ: Mapping[str, str]) -> bytes:
    """The exit code and the output of a command; what it says on the side is MkDocs' own and bears times."""
    done = subprocess.run([sys.executable, *arguments], cwd=root, env=environ, capture_output=True, check=False)
    return f"{done.returncode}\n".encode() + done.stdout


def _questions(content: Path) -> Iterator[list[str]]:
    """Yield what the command is asked: what it finds, what a change does, how each policy's last texts compare."""
    yield ["check"]
    yield ["report", "--base", "HEAD~1"]
    for file in sorted(content.glob("docs/**/*.md")):
        if "\nrevisions:" in file.read_text(encoding="utf-8").partition("\n---\n")[0]:
            yield ["compare", file.relative_to(content / "docs").as_posix().removesuffix(".md"), "--format", "json"]


def _commit(root: Path) -> None:
    """Make a repository of a site, in which the last commit has changed a word of each living text."""
    git = ["git", "-c", "user.name=oracle", "-c", "user.email=oracle@example.com", "-c", "commit.gpgsign=false"]
    (root / ".gitignore").write_text("site\n.cache\n.site.*\n", encoding="utf-8")
    files = [file for file in sorted(root.glob("docs/*.md")) if "。" in file.read_text(encoding="utf-8")]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    for words in ("。なお、以前の文です。", "。"):
        for file, text in texts.items():
            head, mark, body = text.partition("\n---\n")
            file.write_text(head + mark + body.replace("。", words, 1), encoding="utf-8")
        subprocess.run([*git, "init", "-q"], cwd=root, check=True)
        subprocess.run([*git, "add", "-A"], cwd=root, check=True)
        subprocess.run([*git, "commit", "-qm", "a word"], cwd=root, check=True)


def _sites(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the content of each site, by its name."""
    sample = folder / "sample"
    shutil.copytree(REPOSITORY / "docs", sample / "docs")
    shutil.copy(REPOSITORY / "company.yml", sample)
    yield "sample", sample
    if HEALMATE.is_dir():
        shutil.copytree(HEALMATE / "docs", folder / "healmate" / "docs")
        shutil.copy(HEALMATE / "company.yml", folder / "healmate")
        yield "healmate", folder / "healmate"
    else:
        sys.stderr.write(f"left out: {HEALMATE}, which is not there\n")
    for name, shape in CORPORA.items():
        made = folder / name
        script = "import sys; from tests.bench.corpora import Shape, kaitei; from pathlib import Path;"
        script += "kaitei(Path(sys.argv[1]), Shape(*map(int, sys.argv[2:])))"
        subprocess.run([sys.executable, "-c", script, made, *map(str, shape)], cwd=REPOSITORY, check=True)
        for part in ("hooks", "overrides", "mkdocs.yml", ".cache"):
            link = (made / part).is_symlink() or not (made / part).is_dir()
            (made / part).unlink(missing_ok=True) if link else shutil.rmtree(made / part)
        yield name, made


if __name__ == "__main__":
    main()
