#!/usr/bin/env bash
# Makes what is released, into dist/: the sdist, and from it the wheel. Called by workflows/release.yml, with the tag in $TAG.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

told=$(.venv/bin/kaitei --version)
version=${told##* }
if [ "$TAG" != "v$version" ]; then
    echo "::error::タグ $TAG は、pyproject.toml の版 $version と違います / The tag $TAG is not the version in pyproject.toml, $version"
    exit 1
fi

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) # the same commit makes the same wheel
export SOURCE_DATE_EPOCH
unpacked=$(mktemp -d)
.venv/bin/python -c 'import setuptools.build_meta as build; build.build_sdist("dist")'
tar -xzf "dist/kaitei-$version.tar.gz" -C "$unpacked"
.venv/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir dist "$unpacked/kaitei-$version"
