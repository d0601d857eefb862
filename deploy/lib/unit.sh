# shellcheck shell=bash
# What these scripts expect of the units' programs and of `pksai`; nothing else here knows it.
#
#   UNIT run                     serves until SIGTERM
#   UNIT migrate                 applies migrations as the owner role; refuses a database newer than itself
#   UNIT destroyed-keys list     prints the data keys whose destruction it journaled, one a line
#   UNIT destroyed-keys apply    destroys again those named on standard input
#   pksai topology export --definitions --secrets DIR    RabbitMQ's definitions; DIR has a file per user, its password
#   pksai keyring generate --data-dir DIR                secrets/keyrings/<unit>.json in it, where missing, and
#                                                        seal-keys.json, their public halves
#
# Secrets go by file (<KEY>_FILE), so that neither arguments nor environment show them.

# keyring_of UNIT
keyring_of() { printf %s "$data/secrets/keyrings/$1.json"; }

instance_name() { printf '%s-%s' "$1" "$2"; }

# write_unit_secrets: the URLs that hold passwords, a file each.
write_unit_secrets() {
    local unit
    mkdir -p "$data/secrets/urls"
    for unit in "${units[@]}"; do
        unit_amqp_url "$unit" | write_file "$data/secrets/urls/$unit.amqp" || true
        database_url "$unit" runtime | write_file "$data/secrets/urls/$unit.database" || true
        database_url "$unit" owner | write_file "$data/secrets/urls/$unit.database-owner" || true
    done
}

# unit_environment UNIT INSTANCE: exports its configuration.
unit_environment() {
    local unit=$1 number=$2 key
    # Nothing of the caller's environment decides how a unit runs.
    for key in $(compgen -e PKSAI_); do unset "$key"; done
    PKSAI_UNIT_INSTANCE=$(instance_name "$unit" "$number")
    PKSAI_HEALTH_LISTEN=127.0.0.1:$(health_port "$unit" "$number")
    PKSAI_KEYRING=$(keyring_of "$unit")
    export PKSAI_UNIT_INSTANCE PKSAI_HEALTH_LISTEN PKSAI_KEYRING
    export PKSAI_AMQP_URL_FILE=$data/secrets/urls/$unit.amqp
    [[ -z $tls ]] || export PKSAI_AMQP_CA=$data/ca.pem
    export PKSAI_DATABASE_URL_FILE=$data/secrets/urls/$unit.database
    export PKSAI_ENVIRONMENT=$environment
    export PKSAI_ADMINISTRATOR=$administrator
    export PKSAI_LOG_LEVEL=$log_level
    export PKSAI_PROCEDURE_PACK=$pack
    # A backtrace shows registers and the memory they point to, and keeps the dead program's port until it is written.
    export SWIFT_BACKTRACE=enable=no
    if [[ $environment != production && -s $data/run/clock-offset ]]; then
        PKSAI_CLOCK_OFFSET=$(cat "$data/run/clock-offset")
        export PKSAI_CLOCK_OFFSET
    fi
    if [[ $environment != production && -s $data/run/seal-seconds ]]; then
        PKSAI_JOURNAL_SEAL_SECONDS=$(cat "$data/run/seal-seconds")
        export PKSAI_JOURNAL_SEAL_SECONDS
    fi
    case $unit in
        intake) export PKSAI_INTAKE_PATH_RULE=$path_rule ;;
        identification)
            [[ $registry == none ]] || export PKSAI_POPULATION_REGISTRY=${registry:-$data/registry/population.csv}
            [[ $registry != amqp ]] || export PKSAI_REGISTRY_TIMEOUT=$registry_timeout
            [[ $at_risk_lists == none ]] || export PKSAI_AT_RISK_LISTS=${at_risk_lists:-$data/registry/at-risk-lists.csv}
            ;;
        referral) [[ -z $directory ]] || export PKSAI_DIRECTORY=$directory ;;
    esac
}

# owner_environment UNIT: the same for `migrate` and `destroyed-keys`.
owner_environment() {
    unit_environment "$1" 1
    export PKSAI_DATABASE_OWNER_URL_FILE=$data/secrets/urls/$1.database-owner
}

# migrate UNIT
migrate() {
    local log=$data/log/$1-migrate.log
    (owner_environment "$1" && "$data/bin/$1" migrate) >"$log" 2>&1 ||
        die "migrating $1's database failed: $(tail -n 1 "$log") (see $log)"
}

# make_keyrings: class keys and blind index keys; never made again, what they seal could not be read any more.
make_keyrings() {
    local unit incomplete=
    [[ -s $data/seal-keys.json ]] || incomplete=yes
    for unit in "${units[@]}"; do [[ -s $(keyring_of "$unit") ]] || incomplete=yes; done
    [[ -n $incomplete ]] || return 0
    mkdir -p "$data/secrets/keyrings"
    "$data/bin/pksai" keyring generate --data-dir "$data" >"$data/log/keyring.log" 2>&1 ||
        die "pksai keyring generate failed: $(tail -n 1 "$data/log/keyring.log")"
    for unit in "${units[@]}"; do
        [[ -s $(keyring_of "$unit") ]] || die "pksai keyring generate left no $(keyring_of "$unit")"
    done
}

# make_definitions: what the broker boots with. Status 1 if nothing changed. Password hashes are salted, so the program
# and the passwords decide, not the text.
make_definitions() {
    local user state
    for user in "$administrator" "${units[@]}"; do broker_password "$user" >/dev/null; done
    mkdir -p "$data/broker"
    state=$(cat "$data/bin/pksai" "$data"/secrets/broker/* | sha256sum)
    if [[ -s $data/broker/definitions.json && $(cat "$data/run/definitions.state" 2>/dev/null) == "$state" ]]; then return 1; fi
    PKSAI_ADMINISTRATOR=$administrator "$data/bin/pksai" topology export --definitions --secrets "$data/secrets/broker" \
        >"$data/broker/definitions.json.new" 2>"$data/log/topology.log" ||
        die "pksai topology export failed: $(tail -n 1 "$data/log/topology.log")"
    own rabbitmq "$data/broker/definitions.json.new"
    mv "$data/broker/definitions.json.new" "$data/broker/definitions.json"
    printf '%s\n' "$state" >"$data/run/definitions.state"
}

# make_registry: a population registry and at-risk lists of invented people to start with; real ones replace the files.
make_registry() {
    local file
    mkdir -p "$data/registry"
    for file in population.csv at-risk-lists.csv; do
        [[ -e $data/registry/$file ]] || install -m 600 "$repository/deploy/registry/$file" "$data/registry/$file"
    done
}

# write_env: KEY=VALUE for the local administrator and for tests.
write_env() {
    local unit key number urls
    {
        echo "PKSAI_DATA=$data"
        echo "PKSAI_HOME=$data/profiles"
        echo "PKSAI_ENVIRONMENT=$environment"
        echo "PKSAI_ADMINISTRATOR=$administrator"
        echo "PKSAI_AMQP_URL=$(amqp_url "$administrator")"
        echo "PKSAI_MANAGEMENT_URL=http://$administrator:$(broker_password "$administrator")@127.0.0.1:$(port_of management)"
        if [[ -n $listen ]]; then
            echo "PKSAI_AMQP_PUBLIC_URL=amqps://$(public_host):$(port_of amqps)/$broker_vhost"
            echo "PKSAI_AMQP_CA=$data/ca.pem"
        fi
        for unit in "${units[@]}"; do
            key=$(database_of "$unit")
            key=${key^^}
            echo "PKSAI_DATABASE_URL_$key=$(database_url "$unit" runtime)"
            urls=
            for ((number = 1; number <= scale[$unit]; number++)); do
                urls+=,http://127.0.0.1:$(health_port "$unit" "$number")
            done
            echo "PKSAI_HEALTH_URLS_$key=${urls#,}"
        done
    } | write_file "$data/env" || true
}

# public_host: the name or number other machines use.
public_host() {
    case $listen in
        0.0.0.0 | ::) hostname -f 2>/dev/null || hostname ;;
        *:*) printf '[%s]' "$listen" ;;
        *) printf %s "$listen" ;;
    esac
}

# why_not_ready UNIT INSTANCE: one line; status 1 when it is ready.
why_not_ready() {
    local answer code parts
    answer=$(curl -s -m 3 -w '\n%{http_code}' "http://127.0.0.1:$(health_port "$1" "$2")/readyz" 2>/dev/null) || {
        echo "does not answer yet"
        return
    }
    code=${answer##*$'\n'}
    [[ $code != 200 ]] || return 1
    # The first thing it waits for, and how many more there are.
    mapfile -t parts < <(grep -oE '"waiting_for":\[.*' <<<"$answer" | cut -d: -f2- | grep -oE '"[^"]+"' | tr -d '"')
    ((${#parts[@]})) || parts=("its health is $code")
    echo "${parts[0]}$( ((${#parts[@]} == 1)) || echo ", and $((${#parts[@]} - 1)) more")"
}

# keep_destroyed_keys: standard input joins <data>/destroyed-keys, which outlives every database: an older one put in its
# place does not know what was destroyed since.
keep_destroyed_keys() {
    local list=$data/destroyed-keys
    touch "$list"
    sort -u - "$list" | { grep . || true; } | write_file "$list" || true
}

# note_destroyed_keys UNIT: keeps what its database journaled as destroyed. Status 1 if that cannot be read.
note_destroyed_keys() {
    local found
    found=$(owner_environment "$1" && "$data/bin/$1" destroyed-keys list 2>/dev/null) || return 1
    keep_destroyed_keys <<<"$found"
}

# destroy_keys_again: what any unit ever journaled as destroyed is destroyed in every unit.
destroy_keys_again() {
    local unit log
    for unit in "${units[@]}"; do note_destroyed_keys "$unit" || die "$unit cannot list the keys it destroyed"; done
    for unit in "${units[@]}"; do
        log=$data/log/$unit-destroyed-keys.log
        (owner_environment "$unit" && "$data/bin/$unit" destroyed-keys apply) <"$data/destroyed-keys" >"$log" 2>&1 ||
            die "$unit cannot destroy keys again: $(tail -n 1 "$log")"
    done
}
