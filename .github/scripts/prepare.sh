#!/usr/bin/env bash
# Prepares .venv with Kaitei: in a clone of the generator with the generator that it is, elsewhere with that of requirements.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ -d hooks/kaitei ]; then
    make .venv/.site
else
    python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
fi
