#!/bin/sh
# Prints the browser that the tests open pages with: $PLAYWRIGHT_CHROMIUM, else a Chromium of the system, which is installed
# with a Japanese font where there is none and this user may.
set -eu
. "$(dirname "$0")/apt.sh"

find_browser() {
    if [ -n "${PLAYWRIGHT_CHROMIUM:-}" ]; then
        command -v "$PLAYWRIGHT_CHROMIUM" && return
        echo "PLAYWRIGHT_CHROMIUM is “$PLAYWRIGHT_CHROMIUM”, which cannot be run." >&2
        exit 1
    fi
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}

find_browser && exit 0
apt_install "The tests need Chromium" chromium fonts-noto-cjk && find_browser && exit 0
echo "The tests need Chromium. Install it with a Japanese font (Debian: chromium fonts-noto-cjk)," >&2
echo "or name a browser: PLAYWRIGHT_CHROMIUM=/path/to/chrome make test" >&2
exit 1
