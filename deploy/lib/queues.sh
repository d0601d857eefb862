# shellcheck shell=bash
# What lies in the broker's queues, and the door outsiders come through.

# queue_counts: "queue messages" of each queue that holds any ready ones. Asks the queues themselves: the columns of
# `list_queues` lag behind by seconds.
queue_counts() {
    rabbitmqctl eval "lists:foreach(fun(Q) -> {resource, _, queue, Name} = amqqueue:get_name(Q),
        case rabbit_amqqueue:stat(Q) of {ok, 0, _} -> ok; {ok, N, _} -> io:format(\"~s ~b~n\", [Name, N]) end end,
        rabbit_amqqueue:list(<<\"$broker_vhost\">>))." | grep -vx ok || true
}

# of_units: those a unit reads; the others wait for people.
of_units() {
    local names
    names=$(
        IFS='|'
        echo "${units[*]}"
    )
    grep -E "^(($names)\.|dead-letters\.|unrouted )" || true
}

of_people() { grep -vxFf <(of_units <<<"$1") <<<"$1" | grep . || true; }

# export_messages FILE COUNTS: writes what lies in the queues of COUNTS ("queue messages" a line) to FILE, where it stays
# too. Without units running, so that nothing is in their hands. Status 1 if it is not all there.
export_messages() {
    local file=$1 counts=$2 queues expected found
    mapfile -t queues < <(cut -d' ' -f1 <<<"$counts")
    expected=$(awk '{sum += $2} END {print sum}' <<<"$counts")
    broker_management export "${queues[@]}" >"$file" || return 1
    found=$(wc -l <"$file")
    ((found >= expected)) || { warn "only $found of $expected messages could be read" && return 1; }
}

# import_messages FILE: puts them into their queues again.
import_messages() { broker_management import "$1" "${units[@]}"; }

broker_management() {
    PKSAI_MANAGEMENT_URL=http://$administrator:$(broker_password "$administrator")@127.0.0.1:$(port_of management) \
        /usr/bin/python3 "$library/broker.py" "$@"
}

# close_door: nobody new comes in, over AMQP or HTTP, and whoever is not a unit is sent away. A restart opens it again.
close_door() {
    local pid user
    rabbitmqctl suspend_listeners
    while IFS=$'\t' read -r pid user; do
        [[ " ${units[*]} " == *" $user "* ]] ||
            rabbitmqctl close_connection "$pid" 'the broker is being cleaned: come back in a minute' >/dev/null 2>&1 || true
    done < <(rabbitmqctl --no-table-headers list_connections pid user)
    # The management interface is needed here, and none but the administrator may use it.
    rabbitmqctl eval "[ranch:resume_listener(R) || {acceptor, _, $(port_of management)} = R <- maps:keys(ranch:info())]." >/dev/null
}

open_door() { rabbitmqctl resume_listeners; }
