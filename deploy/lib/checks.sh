# shellcheck shell=bash
# What is checked without building: formatting, shell scripts, Python, container files, schemas.

checks=(format shell python containers schemas)
check_packages=(shellcheck python3-venv procps)
tools=$repository/.local/tools

# make_tools: Python packages that Debian does not have, in a folder of their own. pika is the tests' foreign client.
make_tools() {
    local pinned=(check-jsonschema==0.39.0 pika==1.4.4)
    [[ $(cat "$tools/packages" 2>/dev/null) != "${pinned[*]}" ]] || return 0
    local log=$logs/tools.log
    rm -rf "$tools"
    { /usr/bin/python3 -m venv "$tools" && "$tools/bin/pip" install --disable-pip-version-check -q "${pinned[@]}"; } >"$log" 2>&1 ||
        die "installing Python packages (${pinned[*]}) failed: $(tail -n 1 "$log")"
    printf '%s\n' "${pinned[*]}" >"$tools/packages"
}

check_format() { cd "$repository" && swift format lint --strict -r -p Services Shared Tests Package.swift; }

# check_shell: every script, and what it sources with it.
check_shell() {
    local scripts
    cd "$repository" || return 1
    mapfile -t scripts < <(git ls-files -co --exclude-standard deploy .ci | xargs grep -lE '^#!/bin/(ba)?sh')
    shellcheck -x -a "${scripts[@]}"
}

check_python() {
    local file
    find "$repository/deploy" -name '*.py' | while IFS= read -r file; do
        /usr/bin/python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$file" || return 1
    done
}

check_containers() {
    "$tools/bin/check-jsonschema" --builtin-schema vendor.compose-spec "$repository/docker-compose.yml"
}

# check_schemas: every JSON Schema of the repository is one.
check_schemas() {
    local schemas
    cd "$repository" || return 1
    # shellcheck disable=SC2016
    mapfile -t schemas < <(git ls-files -co --exclude-standard -- '*.json' | xargs -r grep -lE '"\$schema": *"https?://json-schema.org')
    if ((${#schemas[@]} == 0)); then
        echo "error: the repository has no JSON Schema"
        return 1
    fi
    "$tools/bin/check-jsonschema" --check-metaschema "${schemas[@]}"
}
