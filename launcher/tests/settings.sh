# shellcheck shell=bash
# Where the API is found, and with what it is started.

# Part of the test of a second up, whose service it uses.
refuse_other_settings_of_a_running_service() {
    local before option
    before=$(<"$SERVICE_DATA/settings")
    causeway up --no-install --port 4242
    assert_status 1
    assert_one_sentence
    assert_says "Causeway runs at https://127.0.0.1:$PORT with --port $PORT, not 4242; to change that, first run: ./causeway down"
    for option in --agent-port=4243 --region=moon --listen=127.0.0.9 --public-url=https://vpn.example.com; do
        causeway up --no-install "$option"
        assert_status 1
        assert_says "Causeway runs at https://127.0.0.1:$PORT with ${option%%=*} "
    done
    causeway up --no-install --port "$PORT"
    assert_status 0
    causeway status --port 4242
    assert_status 0
    assert_says "https://127.0.0.1:$PORT answers"
    assert_equal "$before" "$(<"$SERVICE_DATA/settings")"
}

test_a_password_in_the_url_of_a_database_is_refused_and_not_repeated() {
    local url
    for url in 'jdbc:postgresql://db/x?password=geheim' 'jdbc:postgresql://db/x?user=u&PASSWORD=geheim' \
        'jdbc:postgresql://u:geheim@db/x'; do
        capture "$CAUSEWAY" up --data "$SCRATCH/data" --database-url "$url"
        assert_status 2
        assert_one_sentence
        assert_says "--database-password-file FILE"
        assert_silent_about geheim
    done
}

test_a_password_that_an_earlier_version_kept_in_the_url_goes_to_a_file_of_its_own() {
    capture in_launcher part_url 'jdbc:postgresql://db/x?user=u&password=a%20b%2B\c&ssl=true'
    assert_equal "jdbc:postgresql://db/x?user=u&ssl=true $SCRATCH/database-password"$'\n''a b+\c' "$OUTPUT"
    assert_equal 600 "$(stat -c %a "$SCRATCH/database-password")"
    capture in_launcher part_url 'jdbc:postgresql://db/x?password=p'
    assert_equal "jdbc:postgresql://db/x $SCRATCH/database-password"$'\n''p' "$OUTPUT"
}

part_url() {
    # shellcheck disable=SC2034 # the launcher's
    DATA=$SCRATCH DATABASE_URL=$1
    part_database_password
    echo "$DATABASE_URL $DATABASE_PASSWORD_FILE"
    cat "$DATABASE_PASSWORD_FILE"
}

test_a_file_of_roots_is_brought_to_the_controller_and_again_when_it_changes() {
    need_root
    capture in_launcher bring_twice
    assert_status 0
    assert_equal "one two causeway 600 causeway" "$OUTPUT"
}

bring_twice() {
    # shellcheck disable=SC2034 # the launcher's
    DATA=$SCRATCH/data DATABASE_PASSWORD_FILE=$SCRATCH/secret
    need_service_user
    make_data_dir
    printf one >"$DATABASE_PASSWORD_FILE"
    chmod 600 "$DATABASE_PASSWORD_FILE"
    bring_files_to_controller
    local first
    first=$(<"$DATA/controller/given/database-password")
    printf two >"$DATABASE_PASSWORD_FILE"
    bring_files_to_controller
    echo "$first $(<"$DATA/controller/given/database-password") $(stat -c '%U' "$DATA/controller/given")" \
        "$(stat -c '%a %U' "$DATA/controller/given/database-password")"
}

test_what_belongs_together_is_asked_for() {
    need_root
    capture "$CAUSEWAY" up --data "$SCRATCH/data" --no-install --listen 0.0.0.0
    assert_status 2
    assert_says "--listen 0.0.0.0 needs --public-url"
    capture "$CAUSEWAY" up --data "$SCRATCH/data" --no-install --certificate /etc/hostname
    assert_status 2
    assert_says "--certificate and --key belong together"
    capture "$CAUSEWAY" up --data "$SCRATCH/data" --no-install --public-url http://vpn.example.com
    assert_status 2
    assert_says "--public-url takes https://HOST"
}

test_the_api_is_opened_to_other_machines_under_its_public_url_and_at_a_low_port() {
    need_root
    local url file controller child kind
    SERVICE_DATA=$SCRATCH/data
    PORT=$(free_port_pair 400 600)
    url=https://127.0.0.7:$PORT
    capture "$CAUSEWAY" up --data "$SERVICE_DATA" --port "$PORT" --listen 0.0.0.0 --public-url "$url" --no-install
    assert_status 0
    assert_says "Causeway runs: $url"
    capture ss -Hltn "sport = :$PORT"
    assert_says ":$PORT"
    assert_silent_about "127.0.0.1"
    capture ss -Hltn "sport = :$((PORT + 1))"
    assert_says "127.0.0.1"
    for file in credentials operator; do assert_equal "$url" "$(field endpoint "$SERVICE_DATA/$file.json")"; done
    causeway env
    assert_says "HW_AUTH_URL='$url/v3'"
    # The name is in the certificate, or the call would fail.
    causeway api POST /v3/auth/tokens "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {
        \"name\": \"$(field user "$SERVICE_DATA/credentials.json")\", \"password\": \"$(field password "$SERVICE_DATA/credentials.json")\",
        \"domain\": {\"name\": \"$(field domain "$SERVICE_DATA/credentials.json")\"}}}},
        \"scope\": {\"project\": {\"id\": \"$(field project_id "$SERVICE_DATA/credentials.json")\"}}}}"
    assert_status 0
    assert_says "$url"
    assert_silent_about "https://127.0.0.1:"
    causeway status
    assert_status 0

    # By one right, of the controller alone.
    controller=$(process_of controller)
    for kind in CapPrm CapEff CapBnd CapAmb; do
        assert_equal "$kind 0000000000000400" "$kind $(awk -v k="$kind:" '$1 == k { print $2 }' "/proc/$controller/status")"
    done
    for child in $(pgrep -u causeway -f "$SERVICE_DATA/controller/database"); do
        for kind in CapPrm CapEff CapAmb; do
            assert_equal "$kind 0000000000000000" "$kind $(awk -v k="$kind:" '$1 == k { print $2 }' "/proc/$child/status")"
        done
    done
    [[ -n ${child:-} ]] || give_up "there is no database server"
}

test_an_own_certificate_is_shown_and_the_next_one_without_a_restart() {
    need_root
    local controller
    SERVICE_DATA=$SCRATCH/data
    PORT=$(free_port_pair)
    make_certificate first
    capture "$CAUSEWAY" up --data "$SERVICE_DATA" --port "$PORT" --no-install --public-url "https://localhost:$PORT" \
        --certificate "$SCRATCH/certificate.pem" --key "$SCRATCH/key.pem"
    assert_status 0
    shows_certificate first || give_up "another certificate is shown"
    controller=$(process_of controller)
    causeway api GET /v3/projects
    assert_status 0
    causeway status
    assert_status 0
    make_certificate second
    eventually shows_certificate second
    assert_equal "$controller" "$(process_of controller)"
}

make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" \
        -addext 'subjectAltName=DNS:localhost' -keyout "$SCRATCH/key.pem" -out "$SCRATCH/certificate.pem" 2>/dev/null
    chmod 600 "$SCRATCH/key.pem"
}

shows_certificate() {
    [[ $(openssl s_client -connect "127.0.0.1:$PORT" </dev/null 2>/dev/null | openssl x509 -noout -subject) == *"$1"* ]]
}
