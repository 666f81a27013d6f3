from __future__ import annotations

from typing import Any

import yaml

from kaitei.starting.settings import with_plugin
from tests.support.site import REPOSITORY

SETTINGS = """\
site_name: 見本 # of the site
extra:
  kaitei:
    dates: all # all or latest

    compare:
      order: new-first
  scope: /

# ---- How the generator is wired ----
theme:
  name: material # looks
hooks:
  - hooks/a.py
plugins:
  - i18n:
      languages: []
watch: [hooks, overrides]
"""
PLUGIN = """\
site_name: 見本 # of the site
extra:
  scope: /

theme:
  name: material # looks
plugins:
  - kaitei:
      dates: all # all or latest

      compare:
        order: new-first
  - i18n:
      languages: []
watch: [overrides]
"""


def test_the_plugin_takes_the_place_of_hooks() -> None:
    assert with_plugin(SETTINGS) == PLUGIN


def test_settings_that_are_the_generators_alone_go_whole() -> None:
    assert "extra:" not in with_plugin(SETTINGS.replace("  scope: /\n", ""))


def test_nothing_of_the_repositorys_own_settings_is_lost() -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    before: dict[str, Any] = yaml.safe_load(text)
    after: dict[str, Any] = yaml.safe_load(with_plugin(text))
    assert after["plugins"] == [{"kaitei": before["extra"].pop("kaitei")}, *before["plugins"]]
    changed = {"extra", "hooks", "plugins", "watch"}
    assert {key: value for key, value in after.items() if key not in changed} == {
        key: value for key, value in before.items() if key not in changed
    }
    assert after.get("extra", {}) == before["extra"]
    assert "hooks" not in after
