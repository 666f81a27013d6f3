"""`python -m kaitei.mkdocs [FILE]`: a look at mkdocs.yml before MkDocs has one, which breaks off at some mistakes.

`make site` and `make serve` begin with it. It prints what is wrong, a line each, and exits with 1; or nothing, with 0.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kaitei.errors import KaiteiError
from kaitei.mkdocs.configuration import load
from kaitei.wording.words import messages, system_language


def main(file: str = "mkdocs.yml") -> int:
    """The exit code for a file."""
    try:
        load(Path(file))
    except KaiteiError as error:
        sys.stderr.write(f"{messages(error.problems, system_language(os.environ))}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
