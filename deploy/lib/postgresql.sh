# shellcheck shell=bash
# The private PostgreSQL: a database and two roles for each unit, nothing shared; one server `postgresql` for all of them
# or, with `--servers each`, a server `postgresql-<unit>` for each. All sockets are in <data>/postgresql.

postgresql_bin() {
    local bin
    bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
    [[ -x ${bin:-/none}/postgres ]] || die "PostgreSQL is not installed (Debian package postgresql)"
    printf %s "$bin"
}

# database_of UNIT: its database's name.
database_of() { printf %s "${1//-/_}"; }

# database_servers: this copy's, a line each.
database_servers() { if [[ $servers == each ]]; then printf 'postgresql-%s\n' "${units[@]}"; else echo postgresql; fi; }

# server_of UNIT: where its database is.
server_of() { if [[ $servers == each ]]; then echo "postgresql-$1"; else echo postgresql; fi; }

# units_on SERVER: whose databases are there.
units_on() { if [[ $1 == postgresql ]]; then printf '%s\n' "${units[@]}"; else echo "${1#postgresql-}"; fi; }

# server_home SERVER: <data>/postgresql, or the unit's folder in it.
server_home() { printf %s "$data/${1/-//}"; }

# role_password ROLE: made at the first call.
role_password() {
    secret_file "$data/secrets/database/$1"
    cat "$data/secrets/database/$1"
}

# database_url UNIT owner|runtime
database_url() {
    local role
    role=$(database_of "$1")_$2
    printf 'postgresql://%s:%s@127.0.0.1:%s/%s' "$role" "$(role_password "$role")" "$(port_of "$(server_of "$1")")" \
        "$(database_of "$1")"
    [[ -z $tls ]] || printf '?sslmode=verify-full&sslrootcert=%s' "$data/ca.pem"
}

# admin_sql SERVER DATABASE [ARGUMENT...]: runs SQL as the server's superuser over its socket, which only root, the
# server's account and whoever set this up can open.
admin_sql() {
    local server=$1 database=$2
    shift 2
    "$(postgresql_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$data/postgresql" -p "$(port_of "$server")" -U postgres \
        -d "$database" "$@"
}

# unit_sql UNIT [ARGUMENT...]: the same in a unit's database.
unit_sql() {
    local unit=$1
    shift
    admin_sql "$(server_of "$unit")" "$(database_of "$unit")" "$@"
}

# make_postgresql SERVER: an empty server, if there is none, and its configuration. `test_server=yes` trades safety
# against a power failure for speed, lets the superuser in by password and speaks TLS with the broker's certificate;
# nothing else differs. Status 1 if it was so already.
make_postgresql() {
    local server=$1 home owner test_server=${test_server:-} unit changed=1 host=host${tls:+ssl}
    home=$(server_home "$server")
    owner=$(account postgres)
    mkdir -p "$home"
    if [[ ! -f $home/data/PG_VERSION ]]; then
        rm -rf "$home/data"
        own postgres "$data/postgresql"
        (cd "$home" && as postgres "$(postgresql_bin)/initdb" -D "$home/data" -U postgres --encoding=UTF8 --locale=C.UTF-8 \
            --lc-collate=C --data-checksums --auth=reject >"$home/initdb.log" 2>&1) ||
            die "PostgreSQL's initdb failed: $(tail -n 1 "$home/initdb.log")"
    fi
    # Neither a statement, nor a bound value, nor a DETAIL (it shows row contents) may reach the log.
    write_file "$home/postgresql.conf" <<CONF && changed=0
data_directory = '$home/data'
hba_file = '$home/pg_hba.conf'
ident_file = '$home/pg_ident.conf'
listen_addresses = '127.0.0.1'
port = $(port_of "$server")
unix_socket_directories = '$data/postgresql'
unix_socket_permissions = 0777
max_connections = 300
password_encryption = scram-sha-256
shared_buffers = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
jit = off
log_destination = stderr
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_statement = none
log_line_prefix = '%m [%p] %q%u@%d '
$([[ -z $test_server$tls ]] || postgresql_tls "$home")
$([[ -z $test_server ]] || printf '%s\n' 'fsync = off' 'full_page_writes = off' 'max_wal_size = 512MB')
CONF
    {
        # TYPE  DATABASE  USER  ADDRESS  METHOD
        echo 'local all postgres peer map=administration'
        for unit in $(units_on "$server"); do
            printf "$host %s %s_owner,%s_runtime 127.0.0.1/32 scram-sha-256\n" "$(database_of "$unit")"{,,}
        done
        [[ -z $test_server ]] || echo 'host all all 127.0.0.1/32 scram-sha-256'
    } | write_file "$home/pg_hba.conf" && changed=0
    printf 'administration %s postgres\n' root "$owner" "$(id -un)" | sort -u | write_file "$home/pg_ident.conf" && changed=0
    if [[ -n $test_server$tls ]]; then
        mkdir -p "$home/tls"
        cmp -s "$data/secrets/tls/server.pem" "$home/tls/server.pem" || changed=0
        cp "$data/secrets/tls"/server.{pem,key} "$home/tls/"
        chmod 600 "$home/tls/server.key"
    fi
    # The socket's folder must be entered by whoever set this up; PostgreSQL keeps its own data folder shut.
    own postgres "$data/postgresql"
    chmod 711 "$data/postgresql" "$home"
    return $changed
}

# postgresql_tls HOME
postgresql_tls() {
    printf '%s\n' 'ssl = on' \
        "ssl_cert_file = '$1/tls/server.pem'" "ssl_key_file = '$1/tls/server.key'" "ssl_min_protocol_version = 'TLSv1.2'"
}

# has_postgresql_processes HOME: any process, child or postmaster, that works in the data folder.
has_postgresql_processes() {
    local folder
    for folder in /proc/[0-9]*/cwd; do [[ ! $folder -ef $1/data ]] || return 0; done
    return 1
}

no_postgresql_processes() { ! has_postgresql_processes "$1"; }

# old_postmaster_is_gone HOME: also as the zombie a killed process is until init takes it; the lock file would stop the
# next.
old_postmaster_is_gone() {
    local pid
    pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 0
    [[ ! -e /proc/$pid ]]
}

# run_postgresql SERVER: the server in the foreground; to be exec'ed. After a kill -9 the children live on for a second
# or two and hold the shared memory, and a number used again by another process would look like the old server.
run_postgresql() {
    local home
    home=$(server_home "$1")
    until_true 60 no_postgresql_processes "$home" || die "an old PostgreSQL process still works in $home/data"
    until_true 10 old_postmaster_is_gone "$home" || rm -f "$home/data/postmaster.pid"
    remember_process "$1"
    cd "$home"
    if is_root; then
        exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$(postgresql_bin)/postgres" -D "$home/data" -c "config_file=$home/postgresql.conf"
    fi
    exec "$(postgresql_bin)/postgres" -D "$home/data" -c "config_file=$home/postgresql.conf"
}

# postgresql_answers SERVER...: all of them.
postgresql_answers() {
    local server
    for server in "$@"; do
        "$(postgresql_bin)/pg_isready" -q -h "$data/postgresql" -p "$(port_of "$server")" -U postgres -d postgres || return 1
    done
}

# make_databases: a database, an owner role and a runtime role for each unit. Changes nothing where they are.
make_databases() {
    local unit database
    for unit in "${units[@]}"; do
        database=$(database_of "$unit")
        role_password "${database}_owner" >/dev/null
        role_password "${database}_runtime" >/dev/null
    done
    for unit in "${units[@]}"; do has_database "$unit" || make_database "$unit"; done
}

# has_database UNIT: made, and to its end.
has_database() {
    [[ $(admin_sql "$(server_of "$1")" postgres -c "SELECT count(*) FROM pg_database WHERE datname = '$(database_of "$1")'
        AND shobj_description(oid, 'pg_database') = 'ready'") == 1 ]]
}

# make_database UNIT: PUBLIC can do nothing in it, the runtime role only what the migrations grant it.
make_database() {
    local unit=$1 name
    name=$(database_of "$unit")
    # Passwords travel by standard input: arguments can be seen by every account of the machine.
    admin_sql "$(server_of "$unit")" postgres <<SQL
SELECT 'CREATE ROLE ' || name || ' LOGIN' FROM unnest(ARRAY['${name}_owner', '${name}_runtime']) AS name
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE ${name}_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '$(role_password "${name}_owner")';
ALTER ROLE ${name}_runtime LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '$(role_password "${name}_runtime")';
SELECT 'CREATE DATABASE $name OWNER ${name}_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$name') \gexec
REVOKE ALL ON DATABASE $name, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE $name TO ${name}_runtime;
SQL
    unit_sql "$unit" <<SQL
ALTER SCHEMA public OWNER TO ${name}_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ${name}_runtime;
COMMENT ON DATABASE $name IS 'ready';
SQL
}
