"""The sample's settings as those of a site that has the package: the plugin in the place of hooks."""

from __future__ import annotations

import re
import textwrap

_OWN = re.compile(r"^  kaitei:\n((?:    .*\n|\n(?=    ))+)", re.MULTILINE)
_EMPTY = re.compile(r"^extra:\n(?!  )", re.MULTILINE)
_HOOKS = re.compile(r"^hooks:\n(?:  .*\n)+", re.MULTILINE)
_WIRING = re.compile(r"^# ----.*\n", re.MULTILINE)


def with_plugin(text: str) -> str:
    """The text of mkdocs.yml, all comments on what stays kept."""
    own = _OWN.search(text)
    assert own, "the sample has settings of its own"
    text = _EMPTY.sub("", text.replace(own[0], ""))
    text = _WIRING.sub("", _HOOKS.sub("", text))
    text = text.replace("plugins:\n", f"plugins:\n  - kaitei:\n{textwrap.indent(own[1], '  ')}")
    return text.replace("watch: [hooks, overrides]", "watch: [overrides]")
