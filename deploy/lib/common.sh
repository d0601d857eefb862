# shellcheck shell=bash
# What every script here shares: messages, users, files, processes, waiting.
set -euo pipefail
umask 077
ulimit -c 0
export LC_ALL=C.UTF-8

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
library=$repository/deploy/lib
program=${program:-deploy/$(basename "$0")}

say() { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "$program" "$*" >&2; }
die() {
    warn "$*"
    exit 1
}

# A failure nobody foresaw still ends in one line that says where; subshells leave it to the script.
unforeseen() {
    ((BASH_SUBSHELL)) || warn "line $2 of ${3##*/} failed (status $1): ${4%%$'\n'*}"
}
trap 'unforeseen "$?" "$LINENO" "${BASH_SOURCE[0]}" "$BASH_COMMAND"' ERR
set -E

# usage_of FILE: the comment at the top of a script is its help.
usage_of() { sed -n '2,/^[^#]/{/^# shellcheck /d;/^#/{s/^# \{0,1\}//;p}}' "$1"; }

is_root() { [[ $(id -u) -eq 0 ]]; }

# account NAME: the system account a server runs under; whoever calls, unless that is root.
account() { if is_root; then printf %s "$1"; else id -un; fi; }

# as NAME COMMAND...: runs a command under a server's account. `setpriv` keeps HOME and limits, `runuser` and `su` do not.
as() {
    local name=$1
    shift
    if is_root; then setpriv --reuid="$name" --regid="$name" --init-groups -- "$@"; else "$@"; fi
}

# own NAME PATH...: gives files to a server's account.
own() {
    local name=$1
    shift
    if is_root; then chown -R "$name:" "$@"; fi
}

# random_secret: 192 random bits, safe in a URL.
random_secret() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# secret_file PATH: makes a secret once and never again.
secret_file() {
    [[ -s $1 ]] && return
    random_secret >"$1.new"
    mv "$1.new" "$1"
}

# write_file PATH: standard input becomes the file, at once; status 1 if it was so already.
write_file() {
    local new="$1.new"
    cat >"$new"
    if cmp -s "$new" "$1"; then
        rm -f "$new"
        return 1
    fi
    mv "$new" "$1"
}

# until_true SECONDS COMMAND...: tries a command ten times a second; status 1 when the time is over.
until_true() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}

# port_open PORT: somebody listens there on loopback.
port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# absolute PATH: the same place, whether or not it exists yet.
absolute() { realpath -m -- "$1"; }

# stat_fields PID: from the state on, into `fields`; status 1 for what is dead, a zombie included.
stat_fields() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    read -ra fields <<<"${stat##*) }"
    [[ ${fields[0]} != Z ]]
}

# parent_of PID
parent_of() {
    local fields
    stat_fields "$1" && printf %s "${fields[1]}"
}

# start_time PID: with the number it names one process for good (a number alone is used again).
start_time() {
    local fields
    stat_fields "$1" && printf %s "${fields[19]}"
}

# remember_process NAME: called by a process about to exec the server called NAME.
remember_process() { printf '%s %s\n' "$$" "$(start_time "$$")" >"$data/run/$1.pid"; }

# process_of NAME: the number of the living process called NAME.
process_of() {
    local pid started
    [[ -f $data/run/$1.pid ]] && read -r pid started <"$data/run/$1.pid" || return 1
    [[ $(start_time "$pid" || true) == "$started" ]] || return 1
    printf %s "$pid"
}

is_gone() { ! process_of "$1" >/dev/null; }

# signal_process NAME SIGNAL SECONDS: signals a process and waits until it is gone; kills it if it does not go.
signal_process() {
    local pid
    pid=$(process_of "$1") || return 0
    kill -s "$2" "$pid" 2>/dev/null || return 0
    until_true "$3" is_gone "$1" && return
    kill -s KILL "$pid" 2>/dev/null || true
    until_true 10 is_gone "$1" || die "process $pid ($1) cannot be ended"
}

# not_too_often NAME: a server that dies at once is started again once a second, not a thousand times.
not_too_often() {
    local mark=$data/run/$1.started now
    now=$(date +%s)
    if [[ -f $mark ]] && ((now - $(stat -c %Y "$mark") < 2)); then sleep 1; fi
    : >"$mark"
}
