# shellcheck shell=bash
# The whole of one copy: start it, wait for it, stop it.

# check_ports: those this copy does not hold itself must be free; the first taken one is named.
check_ports() {
    local wanted=() unit number name address server
    is_gone epmd && wanted+=("broker's name service=127.0.0.1:$(port_of epmd)")
    is_gone broker && wanted+=(
        "AMQP=127.0.0.1:$(port_of amqp)" "broker management=127.0.0.1:$(port_of management)"
        "broker metrics=127.0.0.1:$(port_of prometheus)" "broker distribution=127.0.0.1:$(port_of distribution)"
    ) && for address in $(tls_addresses); do wanted+=("AMQP over TLS=$address:$(port_of amqps)"); done
    for server in $(database_servers); do
        is_gone "$server" && wanted+=("PostgreSQL=127.0.0.1:$(port_of "$server")")
    done
    for unit in "${units[@]}"; do
        for ((number = 1; number <= scale[$unit]; number++)); do
            name=$(instance_name "$unit" "$number")
            is_gone "$name" && wanted+=("health of $name=127.0.0.1:$(health_port "$unit" "$number")")
        done
    done
    ((${#wanted[@]})) || return 0
    local taken
    taken=$(/usr/bin/python3 "$library/ports.py" "${wanted[@]}") || {
        number=$(($(wc -l <<<"$taken") - 1))
        die "${taken%%$'\n'*}$( ((number == 0)) || echo ", and $number more"); stop it, or take other ports with --ports"
    }
}

# start_servers: PostgreSQL and the broker, configured, answering, with their databases and topology.
start_servers() {
    local broker_changed='' definitions_changed='' running='' server databases changed=()
    mapfile -t databases < <(database_servers)
    if ! is_gone broker && ! is_gone "${databases[0]}"; then running=yes; fi
    make_server_tls
    for server in "${databases[@]}"; do make_postgresql "$server" && changed+=("$server"); done
    make_definitions && definitions_changed=yes
    make_broker && broker_changed=yes
    write_unit_secrets
    make_keyrings
    make_registry
    make_supervisor && supervisor_runs && { supervisorctl update >/dev/null || die "supervisor refused its configuration"; }
    [[ -n $running ]] || say "Starting PostgreSQL and RabbitMQ"
    supervisor_runs || end_leftovers
    start_supervisor
    for server in "${changed[@]}"; do is_gone "$server" || supervisorctl restart "$server" >/dev/null; done
    if [[ -n $broker_changed ]] && ! is_gone broker; then supervisorctl restart broker >/dev/null; fi
    start_supervised epmd "${databases[@]}" broker
    wait_for_servers
    make_databases
    write_env
    if [[ -n $definitions_changed && -n $running && -z $broker_changed ]]; then apply_topology; fi
}

wait_for_servers() {
    local server
    for server in $(database_servers); do
        until_true 60 postgresql_answers "$server" ||
            die "PostgreSQL does not start: $(last_line "$data/log/$server.log")"
    done
    until_true 120 broker_answers ||
        die "RabbitMQ does not start: $(last_line "$data/log/broker.log")"
}

# last_line FILE: its last line with an error, else its last line; and where the rest is.
last_line() {
    local line
    line=$(grep -iE 'panic|fatal|error|failed' "$1" 2>/dev/null | tail -n 1) || true
    [[ -n $line ]] || line=$(grep . "$1" 2>/dev/null | tail -n 1) || true
    printf '%s (see %s)' "${line:-it printed nothing}" "$1"
}

# apply_topology: what a newer `pksai` declares, onto a broker that already runs.
apply_topology() {
    # shellcheck source=/dev/null
    (set -a && . "$data/env" && "$data/bin/pksai" topology apply) >"$data/log/topology.log" 2>&1 ||
        die "pksai topology apply failed: $(last_line "$data/log/topology.log")"
}

# unit_state UNIT INSTANCE: changes when the instance must be started anew.
unit_state() {
    (
        unit_environment "$1" "$2"
        env | grep ^PKSAI_ | sort
        stat -c '%n %s %Y' "$data/bin/$1" "$(keyring_of "$1")" "$data/secrets/urls/$1."*
    ) | sha256sum
}

# start_units: migrates, starts those that do not run and restarts, one after the other, those started from something
# else than what is there now; who hears before who tells, so that nobody is told what only a newer program knows.
start_units() {
    local unit index number name state new=()
    for unit in "${units[@]}"; do migrate "$unit"; done
    for ((index = ${#units[@]} - 1; index >= 0; index--)); do
        unit=${units[index]}
        for ((number = 1; number <= scale[$unit]; number++)); do
            name=$(instance_name "$unit" "$number")
            state=$(unit_state "$unit" "$number")
            if ! is_supervised "$name"; then
                new+=("$name")
            elif [[ $(cat "$data/run/$name.state" 2>/dev/null) != "$state" ]]; then
                say "Restarting $name"
                supervisorctl restart "$name" >/dev/null || die "supervisor cannot restart $name"
                until_true 30 is_ready "$unit" "$number" || true
            fi
            printf '%s\n' "$state" >"$data/run/$name.state"
        done
    done
    start_supervised "${new[@]}"
}

# move_clock SECONDS: the units' time from now on is the database's plus this; they are started anew, one by one. For
# `deploy/demo`; a copy in production refuses.
move_clock() {
    [[ $environment != production ]] || die "the clock of a copy in production cannot be moved"
    [[ $1 =~ ^[0-9]+$ ]] || die "the clock moves forward, by seconds, not by '$1'"
    printf '%s\n' "$1" >"$data/run/clock-offset"
    start_units
    wait_until_ready
}

is_ready() { ! why_not_ready "$1" "$2" >/dev/null; }

# wait_until_ready: says what each instance waits for, once for each new reason.
wait_until_ready() {
    local deadline=$((SECONDS + ${start_seconds:-120})) unit number name reason pending
    local -A last=()
    while :; do
        pending=()
        for unit in "${units[@]}"; do
            for ((number = 1; number <= scale[$unit]; number++)); do
                name=$(instance_name "$unit" "$number")
                reason=$(why_not_ready "$unit" "$number") || continue
                pending+=("$name")
                [[ ${last[$name]:-} == "$reason" ]] || say "Waiting for $name: $reason"
                last[$name]=$reason
            done
        done
        ((${#pending[@]})) || return 0
        ((SECONDS < deadline)) || break
        sleep 0.3
    done
    for name in "${pending[@]}"; do
        warn "$name is not ready: ${last[$name]}; last in its log: $(last_line "$data/log/$name.log")"
    done
    exit 1
}

say_what_next() {
    local unit list='' flag='' server
    for unit in "${units[@]}"; do list+=", $unit (${scale[$unit]})"; done
    [[ $data == "$repository/.local" ]] || flag=" --data $data"
    cat <<TEXT
Ready after $((SECONDS - $1)) s: ${list#, }
  data        $data  (environment: $environment)
  broker      127.0.0.1:$(port_of amqp), management http://127.0.0.1:$(port_of management), metrics :$(port_of prometheus)
  PostgreSQL  127.0.0.1:$(for server in $(database_servers); do port_of "$server"; done | paste -sd ' ')
$([[ -z $listen ]] || printf '  outside     amqps://%s:%s/%s, certificate authority %s\n' "$(public_host)" "$(port_of amqps)" "$broker_vhost" "$data/ca.pem")
Next:
  set -a; . $data/env; set +a; PATH=$data/bin:\$PATH
  pksai status
  pksai agency add police-post
  pksai user add sari --role on_call_worker
  deploy/down$flag                         stops everything; the data stays
TEXT
}

# stop_units: all instances at once, each given thirty seconds to finish what it holds.
stop_units() {
    local instances
    supervisor_runs || return 0
    mapfile -t instances < <(supervised_instances)
    ((${#instances[@]})) || return 0
    supervisorctl stop "${instances[@]}" >/dev/null || true
}

# stop_everything: units first, then the servers, then the supervisor.
stop_everything() {
    local name databases
    mapfile -t databases < <(database_servers)
    if supervisor_runs; then
        stop_units
        supervisorctl stop broker "${databases[@]}" >/dev/null || true
        supervisorctl stop epmd >/dev/null || true
        supervisorctl shutdown >/dev/null || true
        until_true 30 supervisor_is_gone || die "supervisord does not end: see $data/log/supervisor.log"
    fi
    end_leftovers
}

# end_leftovers: what a killed supervisor left running.
end_leftovers() {
    local name
    for name in "$data"/run/*.pid; do
        name=$(basename "$name" .pid)
        case $name in
            supervisor | '*') ;;
            postgresql*) signal_process "$name" INT 30 ;;
            *) signal_process "$name" TERM 30 ;;
        esac
    done
}

supervisor_is_gone() { ! supervisor_runs && [[ ! -e $data/run/supervisor.pid ]]; }

# kill_everything: kill -9 of all, supervisor first so that it restarts nothing.
kill_everything() {
    local name pid
    if [[ -s $data/run/supervisor.pid ]] && supervisor_runs; then
        pid=$(cat "$data/run/supervisor.pid")
        kill -s KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$data/run/supervisor.sock" "$data/run/supervisor.pid"
    for name in "$data"/run/*.pid; do
        name=$(basename "$name" .pid)
        # One that does not go in time keeps none of the others.
        [[ $name == '*' ]] || (signal_process "$name" KILL 10) || true
    done
}
