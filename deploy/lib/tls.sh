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

# make_server_certificate DIR NAME ADDRESS...: NAME.pem and NAME.key, again when the addresses change or fewer than thirty
# days remain.
make_server_certificate() {
    local folder=$1 name=$2 address names=
    shift 2
    for address in "$@"; do
        # librabbitmq 0.11 looks for an IPv4 number among the names only.
        case $address in
            *:*) names+=,IP:$address ;;
            *[!0-9.]*) names+=,DNS:$address ;;
            *) names+=,IP:$address,DNS:$address ;;
        esac
    done
    local extension="subjectAltName=${names#,}"
    if [[ -s $folder/$name.pem ]] && grep -qxF "$extension" "$folder/$name.extensions" &&
        openssl x509 -in "$folder/$name.pem" -noout -checkend 2592000 >/dev/null &&
        openssl verify -CAfile "$folder/ca.pem" "$folder/$name.pem" >/dev/null 2>&1; then
        return
    fi
    make_certificate "$folder" "$name" "$1" 825 "$extension" extendedKeyUsage=serverAuth
}

# issue_client_certificate DIR USERNAME: whoever holds it logs in as that user, without a password. Noted in DIR/issued,
# in the form openssl keeps its own list in.
issue_client_certificate() {
    local folder=$1 user=$2 serial ends
    make_certificate "$folder" "$user" "$user" 825 extendedKeyUsage=clientAuth
    serial=$(openssl x509 -in "$folder/$user.pem" -noout -serial)
    ends=$(date -u -d "$(openssl x509 -in "$folder/$user.pem" -noout -enddate | cut -d= -f2)" +%y%m%d%H%M%SZ)
    printf 'V\t%s\t\t%s\tunknown\t/CN=%s\n' "$ends" "${serial#serial=}" "$user" >>"$folder/issued"
}

# revoke_client_certificates DIR USERNAME [SERIAL]: all of the user's that still count, but not the one of SERIAL.
# Prints how many.
revoke_client_certificates() {
    local now
    now=$(date -u +%y%m%d%H%M%SZ)
    touch "$1/issued"
    awk -F '\t' -v OFS='\t' -v name="/CN=$2" -v kept="${3:-}" -v now="$now" -v list="$1/issued.new" '
        $1 == "V" && $6 == name && $4 != kept { $1 = "R"; $3 = now; count++ }
        { print > list }
        END { print count + 0 }' "$1/issued"
    [[ ! -e $1/issued.new ]] || mv "$1/issued.new" "$1/issued"
}

# make_revocation_list DIR: crl.pem, of all that is revoked. It is read anew at every handshake, so it need not end soon.
make_revocation_list() {
    touch "$1/issued"
    printf '%s\n' '[ca]' 'default_ca = own' '[own]' "database = $1/issued" 'default_md = sha256' >"$1/authority.conf"
    openssl ca -config "$1/authority.conf" -gencrl -crldays 3650 -keyfile "$1/ca.key" -cert "$1/ca.pem" \
        -out "$1/crl.pem" 2>"$1/openssl.log" || die "openssl failed: $(tail -n 1 "$1/openssl.log")"
}

# install_revocation_list DIR TARGET: where the broker looks, by its issuer's hash.
install_revocation_list() {
    mkdir -p "$2"
    install -m 644 "$1/crl.pem" "$2/$(openssl crl -in "$1/crl.pem" -noout -hash).r0"
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
