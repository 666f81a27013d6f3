"""A project in a git repository of its own, edited as its files are edited and told about by the command `kaitei`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from kaitei.cli.main import main
from kaitei.mkdocs import configuration
from kaitei.record import files, keeping
from kaitei.record.files import Record
from kaitei.record.writing import write_all
from kaitei.review import commit
from kaitei.review.commit import Base
from kaitei.site import site
from kaitei.site.site import Site
from tests.support.site import Content, Project, make

TODAY = "2026-11-22"

FILES: dict[str, Content] = {
    "company.yml": """\
company:
  name: {ja: 灯台商会, en: Todai Trading}
  address: 千葉県見本市岬町1-2-3
representative:
  - {title: 代表取締役, name: 浜田 渚}
  - {from: 2024-06-25, title: 代表取締役, name: 磯部 澪}
desks:
  privacy: {name: 窓口, phone: 03-0000-1111}
certifications:
  mark: {name: 灯台マーク, valid_until: 2028-03-31}
""",
    "docs/index.md": "---\ntitle: きまり\n---\n{{ policies }}\n",
    "docs/index.en.md": "---\ntitle: Rules\n---\n{{ policies }}\n",
    "docs/privacy.md": """\
---
title: 約束
kind: privacy
revisions:
  # 新しい順
  - date: 2025-04-01
    summary: {ja: 返送の見直し, en: Returns revised}
  - date: 2022-04-01
    summary: {ja: 制定, en: First version}
    corrections:
      - {date: 2022-05-01, summary: 誤記の訂正, before: おたより, after: お便り}
---
{{ company.name }}の約束です。

第1条（受付）
1. お便りは三日以内に返します。
2. 写しは渡しません。

{{ signature }}
""",
    "docs/privacy/2022-04-01.md": """\
---
title: 約束
---
{{ company.name }}の約束です。

第1条（受付）
1. お便りは七日以内に返します。

{{ signature }}
""",
    "docs/privacy.en.md": "---\ntitle: Promise\ntranslates: 2025-04-01\n---\nWe answer letters within three days.\n",
    "docs/privacy/2022-04-01.en.md": "---\ntitle: Promise\n---\nWe answer letters within seven days.\n",
    "docs/terms.md": """\
---
title: 利用規約
kind: terms
revisions:
  - {date: 2024-04-01, summary: {ja: 制定, en: First version}}
---
第1条（目的）
船の案内に関する決まりです。
""",
    "docs/guide.md": """\
---
title: 手引
kind: other
revisions:
  - {date: 2027-04-01, announced: 2027-03-01, summary: 制定}
---
まだ下書きです。
""",
}
"""A small site: a policy with a past, translations and a correction, terms, and a draft announced after `TODAY`."""


NOTES = """\
---
title: 覚書
kind: other
revisions:
  - {date: 2026-12-01, summary: 制定}
---
本文
"""
"""A policy that the site has not."""


@dataclass(frozen=True)
class Told:
    """What the command said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Repository(Project):
    """A project whose folder is a git repository."""

    def git(self, *arguments: str) -> str:
        """Run git, which must succeed."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=_environ(), capture_output=True, text=True, check=True
        )
        return done.stdout

    def commit(self, message: str = "change") -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def kaitei(self, *arguments: str, today: str = TODAY, lang: str = "en", **environ: str | None) -> Told:
        """Run the command; nothing that it meets may end in a traceback."""
        env = {"KAITEI_TODAY": today, "KAITEI_LANG": lang, **environ}
        result = CliRunner().invoke(main, ["--config", str(self.root / "mkdocs.yml"), *arguments], env=env)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Told(result.exit_code, result.stdout, result.stderr)

    def edit(self, *edits: Sequence[str]) -> None:
        """Replace words, each given as file, old and new words; the old ones must be there once."""
        for name, old, new in edits:
            text = self.read(name)
            assert text.count(old) == 1, (name, old, text)
            (self.root / name).write_bytes(text.replace(old, new).encode())

    def read(self, name: str) -> str:
        """The text of a file, line ends as they are."""
        return (self.root / name).read_bytes().decode()

    def files(self) -> dict[str, bytes]:
        """What is in docs/ and at the root, but for what git and builds keep there."""
        found = (path for path in self.root.rglob("*") if path.is_file() and not path.is_symlink())
        names = {path.relative_to(self.root).as_posix(): path for path in found}
        return {
            name: path.read_bytes()
            for name, path in names.items()
            if not name.startswith((".git/", ".cache/", "site/"))
        }

    def load(self, today: str = TODAY) -> Site:
        """The site as it is."""
        return site.load(configuration.load(self.root / "mkdocs.yml"), {"KAITEI_TODAY": today})

    def base(self, rev: str = "main", today: str = TODAY) -> Base:
        """The site as it was."""
        return commit.read(self.root / "mkdocs.yml", rev, self.load(today), {"KAITEI_TODAY": today})

    def lock(self) -> None:
        """Record everything, whatever was recorded before."""
        loaded = self.load()
        shutil.rmtree(self.root / files.FOLDER, ignore_errors=True)
        write_all(keeping.added(loaded, Record()).files(loaded.settings), self.root)


def project(root: Path, files: Mapping[str, Content] = FILES) -> Repository:
    """Make a project without a repository, with everything recorded."""
    made = Repository(make(root, files).root)
    made.lock()
    return made


def repository(root: Path, files: Mapping[str, Content] = FILES) -> Repository:
    """Make a project, everything recorded and committed to `main`, and a branch `work` for what follows."""
    made = project(root, files)
    made.write({".gitignore": "/site/\n/.site.*\n", "overrides/.gitkeep": ""})  # a clone has no empty folder
    made.git("init", "--quiet", "--initial-branch=main")
    identify(made)
    made.commit("start")
    made.git("checkout", "--quiet", "-b", "work")
    return made


def identify(made: Repository) -> None:
    """Tell git who commits."""
    made.git("config", "user.name", "Editor")
    made.git("config", "user.email", "editor@example.com")


def _environ() -> dict[str, str]:
    """An environment in which git reads no settings but the repository's own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C"}
