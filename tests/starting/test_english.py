from __future__ import annotations

import yaml

from kaitei.starting.english import only

SAMPLE = {
    "company.yml": "# 会社\ncompany:\n  name: {ja: 見本社, en: Mihon Inc.}\n  name_kana: ミホンシャ\n"
    'desks:\n  help: {name: {ja: 窓口, en: Desk}, phone: "0120", email_display: fullwidth}\n',
    "mkdocs.yml": """\
site_name: 見本 # 名前
theme:
  name: material
  language: ja
  palette:
    - {scheme: default, toggle: {name: 暗く}}
    - {scheme: slate, toggle: {name: 明るく}}
nav:
  - 一覧: index.md
  - 規約:
      - terms.md
plugins:
  - kaitei: {dates: latest, revision_word: 改定}
  - i18n:
      languages:
        - {locale: ja, name: 日本語, default: true}
        - locale: en
          name: English
          site_name: Mihon
          nav_translations: {一覧: All, 規約: Terms}
          theme: {palette: [{toggle: {name: Dark}}, {toggle: {name: Light}}]}
""",
    "docs/index.md": "---\ntitle: 見本\n---\n一覧です。\n",
    "docs/index.en.md": "---\ntitle: Mihon\n---\n## Japanese and English\n\nIn Japanese.\n\n## List\n\nA list.\n",
    "docs/terms.md": """\
---
title: 規約
kind: terms
revisions:
  - {date: 2026-07-01, summary: {ja: 次, en: Next}}
  - date: 2025-07-01
    summary: {ja: 改定, en: Revised}
    remarks: {c1: {ja: 変更, en: Changed}}
    corrections: [{date: 2025-08-01, summary: 正誤, before: 甲, after: 乙}]
  - {date: 2024-07-01, summary: {ja: 改定, en: Revised too}}
  - {date: 2023-07-01, summary: {ja: 制定, en: First}}
---
文です。
""",
    "docs/terms.en.md": "---\ntitle: Terms\ntranslates: 2025-07-01\n---\nA text.\n",
    "docs/terms/2024-07-01.md": "---\ntitle: 規約\n---\n前の文です。\n",
    "docs/terms/2024-07-01.en.md": "---\ntitle: Old terms\ntranslates: 2024-07-01\n---\nAn old text.\n",
    "docs/terms/2023-07-01.md": "---\ntitle: 規約\n---\n最初の文です。\n",
    "docs/privacy.md": "---\ntitle: 方針\nkind: other\nrevisions: [{date: 2024-07-01, summary: 制定}]\n---\n文です。\n",
    "overrides/main.html": "{}",
    "record/SHA256SUMS": "",
}
TERMS = """\
---
title: Terms
kind: terms
revisions:
  - date: 2025-07-01
    summary: Revised
    remarks:
      c1: Changed
  - date: 2024-07-01
    summary: Revised too
  - date: 2023-07-01
    summary: First
    text: not-held
---
A text.
"""
MADE = {path: data.decode() for path, data in only({path: text.encode() for path, text in SAMPLE.items()}).items()}


def test_translations_become_the_texts_and_nothing_else_stays() -> None:
    assert sorted(MADE) == [
        *(
            "company.yml",
            "docs/index.md",
            "docs/terms.md",
            "docs/terms/2024-07-01.md",
            "mkdocs.yml",
            "overrides/main.html",
        ),
    ]
    assert MADE["docs/terms.md"] == TERMS
    assert MADE["docs/terms/2024-07-01.md"] == "---\ntitle: Old terms\n---\nAn old text.\n"
    assert MADE["docs/index.md"] == "---\ntitle: Mihon\n---\n## List\n\nA list.\n"


def test_facts_are_those_said_in_english() -> None:
    assert yaml.safe_load(MADE["company.yml"]) == {
        "company": {"name": "Mihon Inc."},
        "desks": {"help": {"name": "Desk", "phone": "0120"}},
    }
    assert MADE["company.yml"].startswith("# The company's facts.")


def test_settings_are_those_of_the_language_alone() -> None:
    assert yaml.safe_load(MADE["mkdocs.yml"]) == {
        "site_name": "Mihon",
        "theme": {
            "name": "material",
            "language": "en",
            "palette": [
                {"scheme": "default", "toggle": {"name": "Dark"}},
                {"scheme": "slate", "toggle": {"name": "Light"}},
            ],
        },
        "nav": [{"All": "index.md"}, {"Terms": ["terms.md"]}],
        "plugins": [{"kaitei": {"dates": "latest"}}],
    }
