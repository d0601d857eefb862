# shellcheck shell=bash
# One copy of the system: its data folder, its ports, and what was asked for when it was last brought up.

units=(intake identification service-unit referral data-request)
instances_limit=20

# Settings, kept in <data>/settings so that a plain `deploy/up` keeps them. `scale_<unit>`: instances. `servers`: one
# PostgreSQL server for all units, or one for each. `registry`: amqp, none, or a file; empty is the copy's own file, as for
# `at_risk_lists`; an empty `directory` is the built-in one.
ports=17000 environment=production configuration=release listen= tls= log_level=info pack=makassar servers=one
registry= registry_timeout=60 at_risk_lists= directory= path_rule=participation
declare -A scale=([intake]=1 [identification]=1 [service-unit]=1 [referral]=1 [data-request]=1)

# use_data DIR: takes a data folder; its settings replace the defaults.
use_data() {
    data=$(absolute "$1")
    local key value
    [[ -f $data/settings ]] || return 0
    while IFS='=' read -r key value; do
        case $key in
            ports) ports=$value ;;
            environment) environment=$value ;;
            configuration) configuration=$value ;;
            listen) listen=$value ;;
            tls) tls=$value ;;
            log_level) log_level=$value ;;
            pack) pack=$value ;;
            servers) servers=$value ;;
            registry) registry=$value ;;
            registry_timeout) registry_timeout=$value ;;
            at_risk_lists) at_risk_lists=$value ;;
            directory) directory=$value ;;
            path_rule) path_rule=$value ;;
            scale_*) scale[${key#scale_}]=$value ;;
            *) die "unknown setting $key in $data/settings" ;;
        esac
    done <"$data/settings"
}

# save_settings: status 1 if nothing changed.
save_settings() {
    local unit
    {
        printf 'ports=%s\nenvironment=%s\nconfiguration=%s\nlisten=%s\ntls=%s\nlog_level=%s\npack=%s\nservers=%s\n' \
            "$ports" "$environment" "$configuration" "$listen" "$tls" "$log_level" "$pack" "$servers"
        printf 'registry=%s\nregistry_timeout=%s\nat_risk_lists=%s\ndirectory=%s\npath_rule=%s\n' \
            "$registry" "$registry_timeout" "$at_risk_lists" "$directory" "$path_rule"
        for unit in "${units[@]}"; do printf 'scale_%s=%s\n' "$unit" "${scale[$unit]}"; done
    } | write_file "$data/settings"
}

# check_settings: refuses what cannot be.
check_settings() {
    local unit
    [[ $ports =~ ^[0-9]+$ ]] && ((ports >= 1024 && ports <= 65000)) || die "--ports takes a number from 1024 to 65000, not '$ports'"
    [[ $environment =~ ^(production|demo|test)$ ]] || die "--environment takes production, demo or test, not '$environment'"
    [[ $configuration =~ ^(debug|release)$ ]] || die "--configuration takes debug or release, not '$configuration'"
    [[ $log_level =~ ^(trace|debug|info|notice|warning|error)$ ]] ||
        die "--log-level takes trace, debug, info, notice, warning or error, not '$log_level'"
    [[ $listen =~ ^[0-9A-Za-z.:-]*$ ]] || die "--listen takes an address of this machine, not '$listen'"
    [[ $pack =~ ^[a-z0-9-]+$ || -r $pack ]] || die "--pack takes a built-in pack's name or a file that can be read, not '$pack'"
    [[ $servers =~ ^(one|each)$ ]] || die "--servers takes one or each, not '$servers'"
    [[ $registry =~ ^(amqp|none)?$ || -r $registry ]] || die "--registry takes amqp, none or a file that can be read, not '$registry'"
    [[ $registry_timeout =~ ^[0-9]{1,5}$ ]] && ((registry_timeout >= 1 && registry_timeout <= 86400)) ||
        die "--registry-timeout takes seconds, 1 to 86400, not '$registry_timeout'"
    [[ $at_risk_lists =~ ^(none)?$ || -r $at_risk_lists ]] || die "--at-risk-lists takes none or a file that can be read, not '$at_risk_lists'"
    [[ -z $directory || -r $directory ]] || die "--directory takes built-in or a file that can be read, not '$directory'"
    [[ $path_rule =~ ^(participation|channel)$ ]] || die "--path-rule takes participation or channel, not '$path_rule'"
    for unit in "${!scale[@]}"; do
        [[ " ${units[*]} " == *" $unit "* ]] || die "--scale: there is no unit '$unit' (there are: ${units[*]})"
        [[ ${scale[$unit]} =~ ^[0-9]+$ ]] && ((scale[$unit] >= 1 && scale[$unit] <= instances_limit)) ||
            die "--scale $unit takes a number from 1 to $instances_limit, not '${scale[$unit]}'"
    done
    # A Unix socket's path holds 107 bytes.
    ((${#data} <= 80)) || die "the data folder's path is too long for sockets (${#data} bytes, at most 80): $data"
}

# port_of NAME: the plan of ports, counted from the first.
port_of() {
    case $1 in
        amqp) echo $((ports + 0)) ;;
        amqps) echo $((ports + 1)) ;;
        management) echo $((ports + 2)) ;;
        prometheus) echo $((ports + 3)) ;;
        epmd) echo $((ports + 4)) ;;
        distribution) echo $((ports + 5)) ;;
        postgresql) echo $((ports + 6)) ;;
        postgresql-*) echo $((ports + 6 + $(unit_index "${1#postgresql-}"))) ;;
        *) die "no port is planned for $1" ;;
    esac
}

# unit_index UNIT: its place among the units, from 0.
unit_index() {
    local index
    for index in "${!units[@]}"; do
        if [[ ${units[index]} == "$1" ]]; then
            echo "$index"
            return
        fi
    done
    die "no unit is called $1"
}

# health_port UNIT INSTANCE: twenty for each unit, from the twentieth on.
health_port() { echo $((ports + 20 * ($(unit_index "$1") + 1) + $2 - 1)); }

# make_folders: the data folder can be entered by the servers' accounts, nothing in it be read by others.
make_folders() {
    mkdir -p "$data" "$data"/{bin,log,run,secrets/broker,secrets/database,profiles}
    chmod 711 "$data"
    chmod 755 "$data/bin"
    chmod 700 "$data"/{log,run,secrets,profiles}
}

# check_reach ACCOUNT: a server can get into the data folder.
check_reach() {
    local folder=$data blocked=
    is_root || return 0
    while ! as "$1" test -x "$folder"; do
        blocked=$folder
        folder=$(dirname "$folder")
    done
    [[ -z $blocked ]] || die "account $1 cannot enter $blocked: chmod o+x $blocked, or choose a data folder elsewhere (--data)"
}

# lock_data: one script at a time changes a copy.
lock_data() {
    mkdir -p "$data/run"
    exec 9>"$data/run/lock"
    flock -n 9 || die "another script is at work on $data"
}
