"""The command `kaitei`: a module for each of its commands, and what they share.

In: the words after the command's name. Out: lines on the terminal, and exit code 0, 1 (problems found) or 2 (wrong
usage).
"""

from kaitei.cli.main import main

__all__ = ["main"]
