# shellcheck shell=bash
# A certificate authority of this copy's own, and what it signs. EC P-256, by openssl.

# make_authority DIR NAME
make_authority() {
    [[ ! -s $1/ca.pem ]] || return 0
    mkdir -p "$1"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=$2" \
        -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \
        -keyout "$1/ca.key" -out "$1/ca.pem" 2>"$1/openssl.log" || die "openssl failed: $(tail -n 1 "$1/openssl.log")"
    chmod 644 "$1/ca.pem"
}

# make_certificate DIR NAME COMMON-NAME DAYS EXTENSION...
make_certificate() {
    local folder=$1 name=$2 subject=$3 days=$4
    shift 4
    printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' "$@" >"$folder/$name.extensions"
    {
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$subject" \
            -keyout "$folder/$name.key" -out "$folder/$name.request" &&
            openssl x509 -req -in "$folder/$name.request" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -days "$days" \
                -set_serial "0x$(head -c 16 /dev/urandom | od -An -v -tx1 | tr -d ' \n')" \
                -extfile "$folder/$name.extensions" -out "$folder/$name.pem"
    } 2>"$folder/openssl.log" || die "openssl failed: $(tail -n 1 "$folder/openssl.log")"
    rm -f "$folder/$name.request"
    chmod 644 "$folder/$name.pem"
}

# make_server_certificate DIR ADDRESS...: again when the addresses change or fewer than thirty days remain.
make_server_certificate() {
    local folder=$1 address names=
    shift
    for address in "$@"; do
        if [[ $address =~ ^[0-9.]+$ || $address == *:* ]]; then names+=,IP:$address; else names+=,DNS:$address; fi
    done
    local extension="subjectAltName=${names#,}"
    if [[ -s $folder/server.pem ]] && grep -qxF "$extension" "$folder/server.extensions" &&
        openssl x509 -in "$folder/server.pem" -noout -checkend 2592000 >/dev/null; then
        return
    fi
    make_certificate "$folder" server "$1" 825 "$extension" extendedKeyUsage=serverAuth
}

# make_client_certificate DIR USERNAME: whoever holds it logs in as that user, without a password.
make_client_certificate() {
    [[ -s $1/$2.pem ]] || make_certificate "$1" "$2" "$2" 825 extendedKeyUsage=clientAuth
}

# addresses_behind ADDRESS: the names and numbers a client may use for it.
addresses_behind() {
    printf '%s\n' localhost 127.0.0.1
    case $1 in
        0.0.0.0 | ::) hostname -I | tr ' ' '\n' | grep . || true ;;
        *) printf '%s\n' "$1" ;;
    esac
    hostname
}
