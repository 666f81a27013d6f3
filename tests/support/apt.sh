# Sourced by the scripts beside it: apt-get, where this user may run it, with its output out of the way of theirs.
apt() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get "$@" >&2
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive apt-get "$@" >&2
    fi
}

# apt_install WHY PACKAGE…: returns whether it could.
apt_install() {
    command -v apt-get >/dev/null || return 1
    echo "$1; installing it." >&2
    shift
    apt update -q && apt install -q -y --no-install-recommends "$@"
}
