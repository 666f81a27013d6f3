#!/bin/sh
# Installs what pages are checked with, as pinned in checkers/package-lock.json: axe, and the Nu HTML checker with the Java that it
# needs. Where that cannot be done it says so, and the tests that need them fail; all others still run.
set -eu
. "$(dirname "$0")/apt.sh"
cd "$(dirname "$0")/checkers"

command -v java >/dev/null || apt_install "The HTML checker needs Java" default-jre-headless ||
    echo "The HTML checker needs Java 11 or newer. Install it (Debian: default-jre-headless)." >&2
command -v npm >/dev/null || apt_install "The page checkers come by npm" npm || {
    echo "The page checkers come by npm. Install Node.js 18 or newer with npm (Debian: nodejs npm)." >&2
    exit 0
}
[ node_modules/.package-lock.json -nt package-lock.json ] ||
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
    echo "npm could not install the page checkers; see above." >&2
