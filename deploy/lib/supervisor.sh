# shellcheck shell=bash
# Debian's supervisor, one per copy, with its own configuration and socket: starts the servers and the units, restarts
# what dies, keeps and rotates what they print.

supervisor_configuration=run/supervisord.conf

supervisorctl() { /usr/bin/supervisorctl -c "$data/$supervisor_configuration" "$@" 9>&-; }

# supervisor_runs: looked up without asking it, its client takes a quarter of a second.
supervisor_runs() {
    local pid
    [[ -S $data/run/supervisor.sock ]] && pid=$(cat "$data/run/supervisor.pid" 2>/dev/null) || return 1
    grep -qzxF "$data/$supervisor_configuration" "/proc/$pid/cmdline" 2>/dev/null
}

# is_supervised NAME: it lives, and it is the supervisor's child, not one that a killed supervisor left behind.
is_supervised() {
    local pid
    pid=$(process_of "$1") && [[ $(parent_of "$pid") == "$(cat "$data/run/supervisor.pid")" ]]
}

# supervised_program NAME STOPSIGNAL PRIORITY COMMAND-LINE
supervised_program() {
    cat <<CONF

[program:$1]
command=${4//%/%%}
autostart=false
autorestart=true
startsecs=0
stopsignal=$2
stopwaitsecs=30
killasgroup=true
priority=$3
redirect_stderr=true
stdout_logfile=%(here)s/../log/$1.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=5
CONF
}

# make_supervisor: its configuration. Status 1 if it was so already.
make_supervisor() {
    local unit number server
    {
        cat <<CONF
[unix_http_server]
file=%(here)s/supervisor.sock
chmod=0700

[supervisord]
logfile=%(here)s/../log/supervisor.log
logfile_maxbytes=5MB
logfile_backups=2
pidfile=%(here)s/supervisor.pid
childlogdir=%(here)s/../log
directory=%(here)s
umask=077
$(! is_root || echo user=root)

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://%(here)s/supervisor.sock
CONF
        supervised_program epmd TERM 10 "\"$library/server\" run epmd \"$data\""
        supervised_program broker TERM 20 "\"$library/server\" run broker \"$data\""
        for server in $(database_servers); do
            supervised_program "$server" INT 20 "\"$library/server\" run $server \"$data\""
        done
        for unit in "${units[@]}"; do
            for ((number = 1; number <= scale[$unit]; number++)); do
                supervised_program "$(instance_name "$unit" "$number")" TERM 30 \
                    "\"$library/run-unit\" \"$data\" $unit $number"
            done
        done
    } | write_file "$data/$supervisor_configuration"
}

start_supervisor() {
    supervisor_runs && return
    rm -f "$data/run/supervisor.sock"
    # What it starts inherits nothing from whoever called this.
    env -i PATH="$PATH" HOME="${HOME:-/}" LC_ALL=C.UTF-8 /usr/bin/supervisord -c "$data/$supervisor_configuration" \
        9>&- >"$data/log/supervisor-start.log" 2>&1 ||
        die "supervisord does not start: $(tail -n 1 "$data/log/supervisor-start.log")"
    until_true 10 supervisor_runs || die "supervisord does not answer: see $data/log/supervisor.log"
}

# start_supervised NAME...: those that do not run. One that just died may be back before it is told to.
start_supervised() {
    local name dead=() answer
    for name in "$@"; do is_supervised "$name" || dead+=("$name"); done
    ((${#dead[@]})) || return 0
    answer=$(supervisorctl start "${dead[@]}" 2>&1) || true
    answer=$(grep ERROR <<<"$answer" | grep -v 'already started' | head -n 1) || true
    [[ -z $answer ]] || die "supervisor cannot start ${dead[*]}: $answer"
}

# supervised_instances: the names of all unit instances the supervisor knows.
supervised_instances() {
    supervisorctl status 2>/dev/null | awk '{print $1}' | grep -vxE 'epmd|broker|postgresql' | grep -E -- '-[0-9]+$' || true
}
