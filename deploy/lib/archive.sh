# shellcheck shell=bash
# Backup archives: a tar with a manifest of SHA-256 sums. Data keys, keyrings and messages are in a second one: what
# is destroyed there stays unreadable in the first.

# pack FOLDER FILE
pack() {
    local sums
    sums=$(cd "$1" && find . -type f -printf '%P\n' | sort | xargs sha256sum)
    printf '%s\n' "$sums" >"$1/manifest.sha256"
    tar -C "$1" -cf "$2.new" .
    mv "$2.new" "$2"
}

# unpack FILE FOLDER: refuses an archive that is not whole.
unpack() {
    [[ -s $1 ]] || die "there is no archive $1"
    mkdir -p "$2"
    tar -C "$2" --no-same-owner -xf "$1" || die "$1 is not a backup archive"
    [[ -s $2/manifest.sha256 ]] || die "$1 has no manifest"
    (cd "$2" && sha256sum --quiet --strict -c manifest.sha256) >/dev/null 2>&1 || die "$1 is damaged: a SHA-256 sum does not agree"
}

# keys_beside FILE: where the second archive goes unless told otherwise.
keys_beside() { printf '%s.keys.tar' "${1%.tar}"; }
