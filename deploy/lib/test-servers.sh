# shellcheck shell=bash
# Servers for the tests alone: their own folder, free ports, a TLS listener with a throw-away authority, and a program
# for each thing a test may do to them.

# free_ports FIRST: the first of a free range, so that several runs can stand beside each other.
free_ports() {
    for ((ports = $1; ports < $1 + 4000; ports += 200)); do
        /usr/bin/python3 "$library/ports.py" AMQP=127.0.0.1:"$(port_of amqp)" TLS=127.0.0.1:"$(port_of amqps)" \
            management=127.0.0.1:"$(port_of management)" metrics=127.0.0.1:"$(port_of prometheus)" \
            epmd=127.0.0.1:"$(port_of epmd)" distribution=127.0.0.1:"$(port_of distribution)" \
            PostgreSQL=127.0.0.1:"$(port_of postgresql)" >/dev/null && return
    done
    die "no free range of ports from $1 on"
}

# start_test_servers DIR: from nothing, whatever was there before.
start_test_servers() {
    data=$1
    if [[ -d $data/run ]]; then kill_everything; fi
    rm -rf "$data"
    environment='test' listen=127.0.0.1
    test_server=yes
    # Over TLS nobody comes in without a certificate: what an agency's connection is tested against.
    require_client_certificate='true'
    free_ports 27000
    make_folders
    check_reach postgres
    check_reach rabbitmq
    save_settings || true
    make_server_tls
    make_postgresql postgresql || true
    [[ -s $data/secrets/tls/intake.pem ]] || issue_client_certificate "$data/secrets/tls" intake
    mkdir -p "$data/broker"
    test_definitions >"$data/broker/definitions.json"
    make_broker || true
    write_verbs
    "$library/server" start epmd "$data"
    "$library/server" start postgresql "$data" &
    local postgresql=$!
    "$library/server" start broker "$data"
    wait "$postgresql"
    admin_sql postgresql postgres <<<"ALTER ROLE postgres PASSWORD '$(role_password postgres)'"
    export_test_environment
}

# test_definitions: an administrator, and a user without a password who logs in by certificate.
test_definitions() {
    cat <<JSON
{"users": [{"name": "$administrator", "password": "$(broker_password "$administrator")", "tags": ["administrator"]},
           {"name": "intake", "password_hash": "", "tags": []}],
 "vhosts": [{"name": "/"}, {"name": "$broker_vhost"}],
 "permissions": [
  {"user": "$administrator", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"},
  {"user": "$administrator", "vhost": "$broker_vhost", "configure": ".*", "write": ".*", "read": ".*"},
  {"user": "intake", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}]}
JSON
}

# write_verbs: <data>/bin/broker-kill and the like.
write_verbs() {
    local name verb
    for name in broker postgresql; do
        for verb in kill start stop; do
            printf '#!/bin/bash\nexec %q %s %s %q\n' "$library/server" "$verb" "$name" "$data" >"$data/bin/$name-$verb"
        done
    done
    printf '#!/bin/bash\nexec %q ctl broker %q "$@"\n' "$library/server" "$data" >"$data/bin/rabbitmqctl"
    chmod 755 "$data"/bin/*
}

# What the tests read; Tests/Support knows the names too.
export_test_environment() {
    local password
    password=$(broker_password "$administrator")
    PKSAI_TEST_AMQP_URL=amqp://$administrator:$password@127.0.0.1:$(port_of amqp)/%2F
    PKSAI_TEST_AMQPS_URL=amqps://$administrator:$password@localhost:$(port_of amqps)/%2F
    PKSAI_TEST_MANAGEMENT_URL=http://$administrator:$password@127.0.0.1:$(port_of management)
    PKSAI_TEST_DATABASE_URL=postgresql://postgres:$(role_password postgres)@127.0.0.1:$(port_of postgresql)/postgres
    # Proxies look into what passes; the tests of TLS ask for it.
    PKSAI_TEST_DATABASE_URL+='?sslmode=disable'
    export PKSAI_TEST_AMQP_URL PKSAI_TEST_AMQPS_URL PKSAI_TEST_MANAGEMENT_URL PKSAI_TEST_DATABASE_URL
    export PKSAI_TEST_CA=$data/secrets/tls/ca.pem
    export PKSAI_TEST_CLIENT_CERT=$data/secrets/tls/intake.pem
    export PKSAI_TEST_CLIENT_KEY=$data/secrets/tls/intake.key
    export PKSAI_TEST_CLIENT_USER=intake
    export PKSAI_TEST_RABBITMQCTL=$data/bin/rabbitmqctl
    export PKSAI_TEST_BROKER_KILL=$data/bin/broker-kill PKSAI_TEST_BROKER_START=$data/bin/broker-start
    export PKSAI_TEST_BROKER_STOP=$data/bin/broker-stop
    export PKSAI_TEST_POSTGRES_KILL=$data/bin/postgresql-kill PKSAI_TEST_POSTGRES_START=$data/bin/postgresql-start
    export PKSAI_TEST_POSTGRES_STOP=$data/bin/postgresql-stop
    # The end-to-end tests bring up whole copies under this folder.
    export PKSAI_TEST_FOLDER=$data/work
    mkdir -p "$PKSAI_TEST_FOLDER"
    chmod 711 "$PKSAI_TEST_FOLDER"
}

kill_copy() {
    local data=$1
    kill_everything
}

# end_test_servers: throw-away servers are killed, a clean stop takes the broker six seconds.
end_test_servers() {
    local copy
    for copy in "$data"/work/*/run; do
        if [[ -d $copy ]]; then kill_copy "${copy%/run}"; fi
    done
    kill_everything
}
