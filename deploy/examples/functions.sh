# shellcheck shell=bash
# What the pages need besides `pksai`: . deploy/examples/functions.sh

# Forms, papers and answers that the pages write into files hold names: nobody else on this machine reads them.
umask 077
forms=deploy/examples/forms

# field PATH: a member of the first line of JSON that comes in, `body.complaint_no`; fails if it is not there.
field() {
    python3 -c 'import functools, json, sys; print(functools.reduce(
        lambda value, key: value[int(key) if key.isdigit() else key], sys.argv[1].split("."), json.loads(sys.stdin.readline())))' "$1"
}

# dated FILE: a form with its dates counted from today.
dated() {
    sed "s/TODAY/$(TZ=Asia/Makassar date +%F)/; s/IN-14-DAYS/$(date -d '14 days' +%F)/; s/IN-30-DAYS/$(date -d '30 days' +%F)/" "$1"
}

# complaint LEVEL: a complaint about another invented child each time, on one line; without a level nobody has judged it.
complaint() {
    local judged=''
    [[ -z ${1:-} ]] || judged=', "initial_assessment": {"vulnerable": true, "vulnerability_types": ["social"], "risk_types": ["neglect"], "risk_level": "'$1'"}'
    printf '{"channel": "phone", "situation": "often alone, not at school", "categories": ["neglect_victim"], "child": {"name": "Anak Contoh %s", "sex": "female", "birth_date": "201%s-0%s-1%s", "address": {"street": "Jalan Contoh %s", "subdistrict": "Tallo", "city": "Makassar"}, "carer_name": "Ibu Contoh"}%s}\n' \
        "$RANDOM" $((RANDOM % 7)) $((RANDOM % 9 + 1)) $((RANDOM % 9)) "$((RANDOM % 900 + 9000))" "$judged"
}

# case_of NUMBER: the case of a complaint, once identification has opened it and the service unit has it.
case_of() {
    local case
    until case=$(pksai identification show "$1" --reason "looking up the case" --as andi --json 2>/dev/null |
        field body.answer.identification.case_id 2>/dev/null) && pksai case show "$case" --reason "looking up the case" --as salma >/dev/null 2>&1; do
        sleep 0.5
    done
    printf '%s\n' "$case"
}
