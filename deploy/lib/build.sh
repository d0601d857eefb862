# shellcheck shell=bash
# Building the programs, and putting them where they run from.

programs=(intake identification service-unit referral data-request pksai)

# set_build_flags: a released program brings Swift's libraries with it, which makes the units a sixth cheaper to run.
set_build_flags() {
    build_flags=(-c "$configuration")
    if [[ $configuration == release ]]; then build_flags+=(--static-swift-stdlib); fi
}

# sources_state: changes when anything the programs are built from does.
sources_state() {
    (
        cd "$repository"
        find Package.swift Package.resolved Services Shared -type f -printf '%p %s %T@\n' 2>/dev/null | sort
        command -v swift
        printf '%s %s\n' "$repository" "${build_flags[*]}"
    ) | sha256sum
}

# build_programs: into <data>/bin, each put there whole. Skipped when the sources are those of the last build.
build_programs() {
    local state name bin log=$data/log/build.log incomplete='' build_flags
    need_swift
    set_build_flags
    state=$(sources_state)
    for name in "${programs[@]}"; do [[ -x $data/bin/$name ]] || incomplete=yes; done
    [[ -n $incomplete || $(cat "$data/run/build.state" 2>/dev/null) != "$state" ]] || return 0
    say "Building ($configuration); the first time takes some minutes"
    : >"$log"
    for name in "${programs[@]}"; do
        (cd "$repository" && swift build "${build_flags[@]}" --product "$name") >>"$log" 2>&1 || {
            grep -E 'error:' "$log" | tail -n 5 >&2 || tail -n 5 "$log" >&2
            die "building $name failed: see $log"
        }
    done
    bin=$(cd "$repository" && swift build "${build_flags[@]}" --show-bin-path)
    for name in "${programs[@]}"; do
        cmp -s "$bin/$name" "$data/bin/$name" && continue
        install -m 755 "$bin/$name" "$data/bin/.$name.new"
        mv "$data/bin/.$name.new" "$data/bin/$name"
    done
    # Sources edited while the build ran are built the next time.
    [[ $(sources_state) != "$state" ]] || printf '%s\n' "$state" >"$data/run/build.state"
}

# need_programs: for --no-build.
need_programs() {
    local name
    for name in "${programs[@]}"; do
        [[ -x $data/bin/$name ]] || die "$data/bin/$name is missing: run deploy/up without --no-build"
    done
}
