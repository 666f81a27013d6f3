#!/bin/sh
# Prints LibreOffice, which the tests open Word's files with; Writer is installed where there is none and this user may.
set -eu
. "$(dirname "$0")/apt.sh"

command -v soffice && exit 0
apt_install "The tests need LibreOffice Writer" libreoffice-writer fonts-noto-cjk && command -v soffice && exit 0
echo "The tests need LibreOffice Writer as “soffice”. Install it (Debian: libreoffice-writer)." >&2
exit 1
