#!/usr/bin/env bash
# Builds the site into site/, on a machine that has Python alone. Called by workflows/publish.yml and by hosts that build themselves.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bash .github/scripts/prepare.sh
.venv/bin/python -m kaitei.mkdocs
NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build
