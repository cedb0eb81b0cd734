# Shared by ./start and ./test: colours, steps, packages, the build. Sourced, not run.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build="$root/build/release"

if [ -t 1 ]; then bold=$'\e[1m'; dim=$'\e[2m'; red=$'\e[31m'; green=$'\e[32m'; plain=$'\e[0m'
else bold=; dim=; red=; green=; plain=; fi

say() { printf '%s==>%s %s\n' "$bold" "$plain" "$*"; }
note() { printf '    %s%s%s\n' "$dim" "$*" "$plain"; }
good() { printf '%s ok %s %s\n' "$green" "$plain" "$*"; }
die() { printf '%serror:%s %s\n' "$red" "$plain" "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "this needs root: run it as root, or install sudo"; fi
}

# The packages of the sections named, from packages.txt.
packages_of() {
    awk -v wanted=" $* " '
        /^\[/ { section = substr($1, 2, length($1) - 2); next }
        /^#/ || NF == 0 { next }
        index(wanted, " " section " ") { print $1 }' "$root/scripts/packages.txt"
}

missing_packages() {
    local package
    for package in $(packages_of "$@"); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

# One moving line instead of apt's thousand: how many packages are unpacked and set up.
count_packages() {
    awk -v terminal="$([ -t 1 ] && echo 1)" '
        /newly installed/ { all = $1 + $3 }
        /^Unpacking / { unpacked++ }
        /^Setting up / { ready++ }
        terminal && /^(Unpacking|Setting up) / { printf "\r    unpacked %d, set up %d of %d ", unpacked, ready, all; fflush() }
        END { if (terminal && all) printf "\r%60s\r", "" }'
}

# Installs what is missing. Debian starts a daemon when its package is installed; bird, etcd, frr and sshd are wanted
# inside lab nodes only, so nothing is started, and what was not there before is not enabled at boot either.
install_packages() {
    command -v apt-get >/dev/null || die "Podloom's scripts install Debian packages, and there is no apt-get here"
    local missing policy=/usr/sbin/policy-rc.d made_policy=
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then good "all packages are installed"; return; fi
    say "Installing $(wc -w <<<"$missing") Debian packages"
    note "$(tr '\n' ' ' <<<"$missing")"
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod +x "$policy"
        made_policy=1
    fi
    local failed=
    as_root apt-get update -qq || failed=1
    # shellcheck disable=SC2086
    [ -n "$failed" ] || as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
        apt-get install -y --no-install-recommends $missing 2>&1 | tee "$root/build/apt.log" | count_packages || failed=1
    [ -z "$made_policy" ] || as_root rm -f "$policy"
    if [ -n "$failed" ]; then
        tail -n 20 "$root/build/apt.log" 2>/dev/null >&2 || true
        die "apt-get failed; its whole output is in build/apt.log"
    fi
    if [ -d /run/systemd/system ]; then
        local service
        for service in bird2:bird etcd-server:etcd frr:frr openssh-server:ssh; do
            grep -qx "${service%%:*}" <<<"$missing" && as_root systemctl disable -q "${service##*:}" || true
        done
    fi
    good "packages installed"
}

# Configures (once) and builds the release preset, everything in it.
build_release() {
    cd "$root"
    say "Building (release, in build/release)"
    if [ ! -e "$build/build.ninja" ]; then
        cmake --preset release "$@" >"$root/build/configure.log" 2>&1 || { tail -n 30 "$root/build/configure.log" >&2; die "cmake failed"; }
    elif [ $# -gt 0 ]; then
        cmake --preset release "$@" >"$root/build/configure.log" 2>&1 || { tail -n 30 "$root/build/configure.log" >&2; die "cmake failed"; }
    fi
    local began=$SECONDS
    cmake --build --preset release || die "the build failed; the lines above say where"
    good "built in $((SECONDS - began)) s"
}

mkdir -p "$root/build"
