# shellcheck shell=bash
# What is checked without building: formatting, shell scripts, Python, container files, schemas.

checks=(format shell python containers kubernetes monitoring model schemas)
check_packages=(shellcheck python3-venv procps gettext-base prometheus spin gcc)
tools=$repository/.local/tools

# make_tools: Python packages that Debian does not have, in a folder of their own. pika and pyhpke are the tests' foreign client, scipy their attacker.
make_tools() {
    local pinned=(check-jsonschema==0.39.0 pika==1.4.4 pyhpke==0.6.5 kubernetes-validate==1.37.0 PyYAML==6.0.3 scipy==1.17.1)
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
    mapfile -t scripts < <(git ls-files -co --exclude-standard deploy .ci Tests | xargs grep -lE '^#!/bin/(ba)?sh')
    shellcheck -x -a "${scripts[@]}"
}

check_python() {
    local file
    find "$repository/deploy" "$repository/Tests" -name '*.py' | while IFS= read -r file; do
        /usr/bin/python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$file" || return 1
    done
}

# check_containers: by compose's schema; by what make-secrets makes for it (`pksai` may not be built yet: something stands in
# for it); by running the broker's and a database's own files, which needs root.
check_containers() {
    local made=$logs/containers
    "$tools/bin/check-jsonschema" --builtin-schema vendor.compose-spec "$repository/docker-compose.yml" || return 1
    rm -rf "$made"
    PKSAI_PROGRAM=$repository/deploy/images/trial/pksai "$repository/deploy/images/make-secrets" "$made" pksai.example.org &&
        "$tools/bin/python3" "$library/wiring.py" compose "$repository/docker-compose.yml" "$made" || return 1
    if unshare --mount --net true 2>/dev/null; then
        "$repository/deploy/images/trial/run" "$tools/bin/python3"
    else
        echo "note: broker and database of the containers not tried: that needs root"
    fi
}

# published NAME: a folder or file of other people's schemas, looked for in $PKSAI_SCHEMAS, else beside the repository.
published() { realpath -m "${PKSAI_SCHEMAS:-$repository/../shared/schemas}/$1"; }

# check_kubernetes: core kinds by their schemas, operators' kinds by their published resource definitions, or by what
# fields.json keeps of them; and what make-secrets makes for them.
check_kubernetes() {
    local definitions made=$logs/kubernetes
    definitions=$(published crd)
    [[ -d $definitions ]] || definitions=
    rm -rf "$made" && mkdir -p "$made"
    "$repository/deploy/kubernetes/render" >"$made/rendered.yaml" || return 1
    "$tools/bin/python3" "$repository/deploy/kubernetes/validate.py" ${definitions:+"$definitions"} <"$made/rendered.yaml" ||
        return 1
    PKSAI_PROGRAM=$repository/deploy/images/trial/pksai "$repository/deploy/images/make-secrets" --kubernetes "$made/secrets" \
        pksai.example.org >"$made/secrets.yaml" &&
        "$tools/bin/python3" "$library/wiring.py" kubernetes "$made/rendered.yaml" "$made/secrets.yaml"
}

# check_monitoring: the alert rules fire when they should and not otherwise; the dashboard asks for measures that exist.
check_monitoring() {
    promtool check rules "$repository/deploy/monitoring/alerts.yaml" &&
        promtool test rules "$repository/deploy/monitoring/alerts.test.yaml" &&
        "$tools/bin/python3" "$repository/deploy/monitoring/check.py"
}

# check_model: every interleaving of delivery keeps its guarantees, and each known mistake is found.
check_model() { "$repository/Tests/Model/check"; }

# check_schemas: schemas, examples and the AsyncAPI document fit together. AsyncAPI's published schema is looked for in
# $PKSAI_SCHEMAS, else beside the repository: it is other people's and not copied here.
check_schemas() {
    local official
    official=$(published asyncapi-3.0.0.json)
    if [[ ! -f $official ]]; then
        echo "note: $official is absent: asyncapi.json is held to the tests' own rules only, not to AsyncAPI's schema"
        official=
    fi
    "$tools/bin/python3" "$library/schemas.py" "$repository" ${official:+"$official"}
}
