#!/bin/sh
# Prints the office programs that the tests hold Word files against: $SOFFICE, else LibreOffice of the system, which is
# installed with a Japanese font where there is none and this user may.
set -eu
. "$(dirname "$0")/apt.sh"

find_office() {
    command -v "${SOFFICE:-soffice}"
}

find_office && exit 0
apt_install "The tests need LibreOffice" libreoffice-writer fonts-noto-cjk && find_office && exit 0
echo "The tests need LibreOffice. Install it with a Japanese font (Debian: libreoffice-writer fonts-noto-cjk)." >&2
exit 1
