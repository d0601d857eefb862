# shellcheck shell=bash
# Debian packages: what is missing is installed, what is there is left alone.

# What the system runs on, and what building it needs beside the Swift toolchain.
runtime_packages=(rabbitmq-server postgresql supervisor openssl curl python3-minimal util-linux)
build_packages=(librabbitmq-dev libpq-dev libcurl4-openssl-dev pkg-config git ca-certificates libc6-dev)
# What `pksai document render --pdf` uses; without it documents are HTML.
document_packages=(weasyprint fonts-liberation)

# install_packages NAME...: installs those that are missing, without starting the machine-wide services they bring.
install_packages() {
    local name installed missing=() run=()
    command -v dpkg-query >/dev/null || die "this is not Debian: install by hand what deploy/lib/packages.sh names"
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null) || true
    for name in "$@"; do grep -qx "$name installed" <<<"$installed" || missing+=("$name"); done
    ((${#missing[@]})) || return 0
    if ! is_root; then
        sudo -n true 2>/dev/null || die "missing packages: ${missing[*]}; as root: apt-get install ${missing[*]}"
        run=(sudo -n)
    fi
    say "Installing ${missing[*]}"
    local log policy=/usr/sbin/policy-rc.d own_policy=
    log=$(mktemp)
    if [[ ! -e $policy ]]; then
        own_policy=yes
        printf '#!/bin/sh\nexit 101\n' | "${run[@]}" tee "$policy" >/dev/null
        "${run[@]}" chmod 755 "$policy"
    fi
    local failed=
    apt_get "${run[@]}" update >"$log" 2>&1 || failed="update"
    apt_get "${run[@]}" install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 && failed="" || failed="install"
    if [[ -n $own_policy ]]; then "${run[@]}" rm -f "$policy"; fi
    if [[ -n $failed ]]; then
        die "apt-get $failed of ${missing[*]} failed: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log") (all of it: $log)"
    fi
    rm -f "$log"
    disable_services "${missing[@]}"
}

# apt_get [sudo -n] ARGUMENTS...: waits for another apt to finish.
apt_get() {
    local run=()
    if [[ $1 == sudo ]]; then
        run=(sudo -n)
        shift 2
    fi
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"
}

# disable_services PACKAGE...: this system runs its own servers; those just installed must not start with the machine.
disable_services() {
    local name
    [[ -d /run/systemd/system ]] || return 0
    for name in "$@"; do
        case $name in
            rabbitmq-server | postgresql | supervisor)
                if is_root; then systemctl disable --quiet "$name" || true; fi
                ;;
        esac
    done
}

# need_swift: the toolchain is the one thing that is not installed here.
need_swift() {
    command -v swift >/dev/null || die "the Swift toolchain (6.3 or newer) is not on PATH: see https://www.swift.org/install"
}
