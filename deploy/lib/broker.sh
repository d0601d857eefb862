# shellcheck shell=bash
# The private RabbitMQ node. /usr/sbin/rabbitmq* lose the environment, so what they wrap is called.

broker_bin=/usr/lib/rabbitmq/bin
broker_vhost=pksai
administrator=administrator

# broker_password USER: made at the first call; the files' names are the users' names.
broker_password() {
    secret_file "$data/secrets/broker/$1"
    cat "$data/secrets/broker/$1"
}

# amqp_url USER
amqp_url() { printf 'amqp://%s:%s@127.0.0.1:%s/%s' "$1" "$(broker_password "$1")" "$(port_of amqp)" "$broker_vhost"; }

# unit_amqp_url UNIT: what the unit itself connects to.
unit_amqp_url() {
    local url
    url=$(amqp_url "$1")
    [[ -z $tls ]] || url=amqps${url#amqp} url=${url/":$(port_of amqp)/"/":$(port_of amqps)/"}
    printf %s "$url"
}

# broker_environment: what the node and its command-line tool must agree on.
broker_environment() {
    local home=$data/broker
    export HOME=$home
    export RABBITMQ_NODENAME=pksai@localhost
    export RABBITMQ_CONF_ENV_FILE=$home/rabbitmq-env.conf
    export RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf
    export RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config
    export RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins
    export RABBITMQ_MNESIA_BASE=$home/mnesia
    export RABBITMQ_LOG_BASE=$home/log
    export RABBITMQ_PID_FILE=$home/rabbit.pid
    export RABBITMQ_FEATURE_FLAGS_FILE=$home/feature_flags
    RABBITMQ_DIST_PORT=$(port_of distribution)
    ERL_EPMD_PORT=$(port_of epmd)
    export RABBITMQ_DIST_PORT ERL_EPMD_PORT
    export ERL_EPMD_ADDRESS=127.0.0.1
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
    # A crash dump is the node's memory, message bodies included.
    export ERL_CRASH_DUMP=/dev/null ERL_CRASH_DUMP_SECONDS=0
    # Makes the start script become the node instead of standing between it and the supervisor.
    export RUNNING_UNDER_SYSTEMD=1
    export LANG=C.UTF-8 LC_ALL=C.UTF-8
}

# rabbitmqctl ARGUMENT...
rabbitmqctl() { (
    broker_environment
    cd "$data/broker"
    as rabbitmq "$broker_bin/rabbitmqctl" -q "$@"
); }

# memory_limit: 2 GiB, or two fifths of a small machine's memory; in bytes.
memory_limit() {
    local total limit=$((2 * 1024 * 1024 * 1024))
    total=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) * 1024 * 2 / 5))
    echo $((total < limit ? total : limit))
}

# make_broker: the node's folder and configuration, all but the definitions. Status 1 if it was so already.
make_broker() {
    local home=$data/broker user changed=1
    [[ -x $broker_bin/rabbitmq-server ]] || die "RabbitMQ is not installed (Debian package rabbitmq-server)"
    mkdir -p "$home"/{mnesia,log,tls}
    [[ -s $home/.erlang.cookie ]] || random_secret >"$home/.erlang.cookie"
    : >"$home/rabbitmq-env.conf"
    tls_options >"$home/advanced.config"
    echo '[rabbitmq_auth_mechanism_ssl,rabbitmq_management,rabbitmq_prometheus].' >"$home/enabled_plugins"
    write_file "$home/rabbitmq.conf" <<CONF && changed=0
listeners.tcp.1 = 127.0.0.1:$(port_of amqp)
management.tcp.ip = 127.0.0.1
management.tcp.port = $(port_of management)
management.tcp.idle_timeout = 900000
management.tcp.inactivity_timeout = 900000
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $(port_of prometheus)
load_definitions = $home/definitions.json
max_message_size = 2097152
disk_free_limit.absolute = 1GB
vm_memory_high_watermark.absolute = $(memory_limit)
log.console = false
log.file = $home/log/broker.log
log.file.level = info
log.file.rotation.size = 10485760
log.file.rotation.count = 5
$(for user in "$administrator" "${units[@]}"; do echo "loopback_users.$user = true"; done)
$(tls_configuration)
CONF
    own rabbitmq "$home"
    chmod 711 "$home"
    chmod 400 "$home/.erlang.cookie"
    return $changed
}

# tls_addresses: where the broker listens with TLS, one a line; nothing without `listen` and `tls`.
tls_addresses() {
    local address=$listen
    [[ $address != *:* ]] || address="[$address]"
    [[ -z $listen ]] || echo "$address"
    [[ -z $tls || $listen =~ ^(127\.0\.0\.1|0\.0\.0\.0|::)$ ]] || echo 127.0.0.1
}

# tls_configuration: a listener each; passwords or, for users without one, client certificates.
tls_configuration() {
    local addresses number
    mapfile -t addresses < <(tls_addresses)
    ((${#addresses[@]})) || return 0
    for number in "${!addresses[@]}"; do echo "listeners.ssl.$((number + 1)) = ${addresses[number]}:$(port_of amqps)"; done
    cat <<CONF
ssl_cert_login_from = common_name
auth_mechanisms.1 = PLAIN
auth_mechanisms.2 = AMQPLAIN
auth_mechanisms.3 = EXTERNAL
CONF
}

# tls_options: what rabbitmq.conf has no words for goes in here, with the rest of it: revoked certificates.
tls_options() {
    local folder=$data/broker/tls
    if [[ -z $listen$tls ]]; then
        echo '[].'
        return
    fi
    cat <<CONFIG
[{rabbit, [{ssl_options, [
    {cacertfile, "$folder/ca.pem"}, {certfile, "$folder/server.pem"}, {keyfile, "$folder/server.key"},
    {versions, ['tlsv1.3', 'tlsv1.2']},
    {verify, verify_peer}, {fail_if_no_peer_cert, ${require_client_certificate:-false}},
    {crl_check, peer}, {crl_cache, {ssl_crl_hash_dir, {internal, [{dir, "$folder/revoked"}]}}}
]}]}].
CONFIG
}

# make_server_tls: the servers' certificate, signed by this copy's authority, whose key they do not get.
make_server_tls() {
    local addresses
    [[ -n $listen$tls ]] || return 0
    mapfile -t addresses < <(addresses_behind "${listen:-127.0.0.1}" | awk '!seen[$0]++')
    make_authority "$data/secrets/tls" "PKSAI $(basename "$data")"
    make_server_certificate "$data/secrets/tls" server "${addresses[@]}"
    mkdir -p "$data/broker/tls"
    cp "$data/secrets/tls"/{ca.pem,server.pem,server.key} "$data/broker/tls/"
    [[ -s $data/secrets/tls/crl.pem ]] || make_revocation_list "$data/secrets/tls"
    install_revocation_list "$data/secrets/tls" "$data/broker/tls/revoked"
    own rabbitmq "$data/broker/tls"
    install -m 644 "$data/secrets/tls/ca.pem" "$data/ca.pem"
}

# run_epmd: the node's name service, on a port of its own; to be exec'ed.
run_epmd() {
    local epmd
    epmd=$(find /usr/lib/erlang/erts-*/bin/epmd | tail -n 1)
    remember_process epmd
    cd "$data/broker"
    if is_root; then
        exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups -- "$epmd" -port "$(port_of epmd)" -address 127.0.0.1
    fi
    exec "$epmd" -port "$(port_of epmd)" -address 127.0.0.1
}

# run_broker: the node in the foreground; to be exec'ed.
run_broker() {
    broker_environment
    ulimit -n "$(ulimit -Hn)"
    remember_process broker
    cd "$data/broker"
    if is_root; then
        exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups -- "$broker_bin/rabbitmq-server"
    fi
    exec "$broker_bin/rabbitmq-server"
}

# The port opens when the definitions are in.
broker_answers() { port_open "$(port_of amqp)"; }
