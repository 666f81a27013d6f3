"""What git may do to the files of a clone: nothing, where a text is recorded byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.repository import repository
from tests.support.site import REPOSITORY, REVISED

PICTURE = b"\x89PNG\r\n\x1a\n\x00"


def test_no_setting_of_a_computer_changes_a_text_or_a_picture(tmp_path: Path) -> None:
    made = repository(tmp_path / "project", REVISED | {"docs/images/mark.png": PICTURE})
    shutil.copy(REPOSITORY / ".gitattributes", made.root)
    made.write({"record/terms/2024-04-01.ja.txt": "一\n二\n", "docs/pasted.md": "一\r\n二\n", "else.txt": "一\n二\n"})
    kept = {name: data for name, data in made.files().items() if name.startswith(("docs/", "record/"))}
    made.git("config", "core.autocrlf", "true")
    made.commit()
    shutil.rmtree(made.root / "docs")
    shutil.rmtree(made.root / "record")
    (made.root / "else.txt").unlink()
    made.git("checkout", "--quiet", "--", ".")
    found = made.files()
    assert {name: found[name] for name in kept} == kept
    assert found["else.txt"] == "一\r\n二\r\n".encode()  # the setting is one that changes others
