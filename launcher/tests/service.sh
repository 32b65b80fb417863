# shellcheck shell=bash
# A service of one's own: up, down and what lies between.

# Starts a service on a data directory and ports that nobody else uses.
start_own_service() {
    need_root
    SERVICE_DATA=$SCRATCH/data
    PORT=$(free_port_pair)
    capture "$CAUSEWAY" up --data "$SERVICE_DATA" --port "$PORT" --no-install
    assert_status 0
    assert_says "Causeway runs: https://127.0.0.1:$PORT"
}

causeway() { capture "$CAUSEWAY" "$@" --data "$SERVICE_DATA"; }

field() { grep -oE "\"$1\" *: *\"[^\"]*\"" "$2" | head -n 1 | sed -E 's/.*: *"([^"]*)"/\1/'; }

process_of() { cut -d ' ' -f 1 "$SERVICE_DATA/run/$1.pid"; }

kill_controller() {
    local pid
    pid=$(process_of controller)
    kill -KILL "$pid"
    while [[ -e /proc/$pid ]]; do sleep 0.1; done
}

test_up_takes_all_privilege_from_the_controller_and_shows_no_secret_to_others() {
    start_own_service
    local secret word pid
    pid=$(process_of controller)
    assert_equal causeway "$(stat -c %U "/proc/$pid")"
    assert_equal 0000000000000000 "$(awk '/^CapEff/ { print $2 }' "/proc/$pid/status")"
    assert_equal 0000000000000000 "$(awk '/^CapAmb/ { print $2 }' "/proc/$pid/status")"
    assert_equal 1 "$(awk '/^NoNewPrivs/ { print $2 }' "/proc/$pid/status")"
    assert_mode 600 root "$SERVICE_DATA/credentials.json"
    assert_mode 600 root "$SERVICE_DATA/operator.json"
    assert_mode 600 root "$SERVICE_DATA/enrolment-token"
    assert_mode 644 root "$SERVICE_DATA/ca.pem"
    assert_mode 700 causeway "$SERVICE_DATA/controller"
    assert_mode 700 root "$SERVICE_DATA/agent"
    [[ -z $(find "$SERVICE_DATA/agent" -type f -perm /077) ]] || give_up "files of the agent are open to others"
    for word in endpoint region project_id domain user password access_key secret_key ca_file; do
        [[ -n $(field "$word" "$SERVICE_DATA/credentials.json") ]] || give_up "the credentials have no $word"
    done
    secret=$(field secret_key "$SERVICE_DATA/credentials.json")
    causeway operator password <<<"Chosen_word 1"
    assert_status 0
    assert_says "logs in to the console by this password"
    causeway operator password <<<short
    assert_status 1
    assert_says "8 to 128 characters"
    capture ps axww -o args=
    assert_silent_about "$secret"
    capture cat "$SERVICE_DATA"/log/*.log
    assert_silent_about "$secret"
    assert_silent_about "$(field password "$SERVICE_DATA/credentials.json")"
    assert_silent_about "Chosen_word"
}

test_a_second_up_says_that_it_runs_and_changes_nothing() {
    start_own_service
    local before
    before=$(cat "$SERVICE_DATA"/run/*.pid)
    causeway up --no-install
    assert_status 0
    assert_says "already running: https://127.0.0.1:$PORT"
    assert_equal "$before" "$(cat "$SERVICE_DATA"/run/*.pid)"
    refuse_other_settings_of_a_running_service
    assert_equal "$before" "$(cat "$SERVICE_DATA"/run/*.pid)"

    causeway host drain host-1
    assert_status 0
    assert_says "no node of a VPN gateway is there"
    causeway host drain host-2
    assert_status 2
    assert_says "there is no host named 'host-2'"
    causeway host lost host-2
    assert_status 2
    assert_says "there is no host named 'host-2'"
    causeway host lost host-1
    assert_status 0
    assert_says "Host host-1 counts as lost"
    causeway host list
    assert_says '"lost" : true'
}

test_down_leaves_nothing_but_the_data_and_the_next_up_finds_it_as_it_was() {
    need_root
    local instance credentials gateway
    start_own_service
    instance=$(cat "$SERVICE_DATA/instance")
    credentials=$(cat "$SERVICE_DATA/credentials.json")
    causeway api POST '/v5/{project_id}/customer-gateways' \
        '{"customer_gateway": {"name": "office", "id_type": "ip", "id_value": "198.51.100.2"}}'
    assert_status 0
    gateway=$(field id <(printf '%s' "$OUTPUT"))

    causeway down
    assert_status 0
    capture ip netns list
    assert_silent_about "cw-$instance-"
    capture ip -o link show
    assert_silent_about "cw-$instance-"
    [[ ! -e /run/causeway-$instance ]] || give_up "/run/causeway-$instance stays"
    capture ps axww -o args=
    assert_silent_about "$SERVICE_DATA/"

    causeway up --no-install
    assert_status 0
    assert_equal "$credentials" "$(cat "$SERVICE_DATA/credentials.json")"
    causeway api GET "/v5/{project_id}/customer-gateways/$gateway"
    assert_status 0
    assert_says '198.51.100.2'
}

test_up_replaces_a_killed_controller_and_a_lost_watcher_and_leaves_the_agent_alone() {
    start_own_service
    local agent
    agent=$(process_of agent)
    stop_watching
    kill_controller
    causeway status
    assert_status 3
    assert_says "controller   not running"
    assert_says "watcher      not running"
    causeway up --no-install
    assert_status 0
    assert_equal "$agent" "$(process_of agent)"
    causeway status
    assert_status 0
    assert_says "answers"
}

test_a_taken_port_is_said_in_one_sentence_and_nothing_is_started() {
    need_root
    listen_somewhere
    capture "$CAUSEWAY" up --data "$SCRATCH/data" --port "$PORT" --no-install
    assert_status 1
    assert_one_sentence
    assert_says "port $PORT is taken (perl, pid $LISTENER); choose another with --port N"
    [[ -z $(ls "$SCRATCH/data/run/"*.pid 2>/dev/null) ]] || give_up "something was started"
    [[ ! -e /run/causeway/instances/$(cat "$SCRATCH/data/instance") ]] || give_up "the host's settings stay changed"
}

test_a_pid_that_now_belongs_to_another_process_is_never_killed() {
    start_own_service
    local bystander
    sleep 300 &
    bystander=$!
    stop_watching
    kill_controller
    printf '%s 1 %s\n' "$bystander" "$(cat /proc/sys/kernel/random/boot_id)" >"$SERVICE_DATA/run/controller.pid"
    causeway down
    assert_status 0
    kill "$bystander" || give_up "the bystander was killed"
}

test_a_further_project_has_keys_of_its_own_sees_nothing_of_the_first_and_survives_a_change_of_port() {
    start_own_service
    causeway api POST '/v5/{project_id}/customer-gateways' \
        '{"customer_gateway": {"name": "office", "id_type": "ip", "id_value": "198.51.100.2"}}'
    assert_status 0
    local gateway
    gateway=$(field id <(printf '%s' "$OUTPUT"))
    causeway project create blue
    assert_status 0
    assert_mode 600 root "$SERVICE_DATA/projects/blue.json"
    [[ $(field access_key "$SERVICE_DATA/projects/blue.json") != "$(field access_key "$SERVICE_DATA/credentials.json")" ]] ||
        give_up "the projects share a key"
    causeway api GET "/v5/{project_id}/customer-gateways/$gateway" --as "$SERVICE_DATA/projects/blue.json"
    assert_status 1
    assert_says "404"
    causeway down
    assert_status 0
    PORT=$(free_port_pair)
    causeway up --no-install --port "$PORT"
    assert_status 0
    causeway api GET "/v5/{project_id}/vpn-gateways" --as "$SERVICE_DATA/projects/blue.json"
    assert_status 0
    causeway project create blue
    assert_status 1
    assert_says "there is a project blue already"
}

test_a_call_goes_where_its_credentials_say_whatever_the_shell_says() {
    start_own_service
    local shell=(env "HOME=$SCRATCH" https_proxy=http://127.0.0.1:1 HTTPS_PROXY=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1
        "SSLKEYLOGFILE=$SCRATCH/keys" "CURL_HOME=$SCRATCH")
    local call=("$CAUSEWAY" api GET '/v5/{project_id}/vpn-gateways' --data "$SERVICE_DATA")
    printf 'proxy = "http://127.0.0.1:1"\ninsecure\nfail\n' >"$SCRATCH/.curlrc"
    capture "${shell[@]}" "${call[@]}"
    assert_status 0
    assert_says '"vpn_gateways"'
    [[ ! -e $SCRATCH/keys ]] || give_up "the keys of the call were written to a file"
    sed -i "s#$SERVICE_DATA/ca.pem#$SCRATCH/other.pem#" "$SERVICE_DATA/credentials.json"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=other \
        -keyout "$SCRATCH/key.pem" -out "$SCRATCH/other.pem" 2>/dev/null
    # shellcheck disable=SC2016 # expands in the inner shell
    capture unshare --mount bash -euc 'mount -t tmpfs tmpfs /etc/ssl/certs
        cp "$1" "/etc/ssl/certs/$(openssl x509 -in "$1" -noout -hash).0"; shift; exec "$@"' _ "$SERVICE_DATA/ca.pem" "${shell[@]}" "${call[@]}"
    assert_status 2
    assert_one_sentence
    capture env JDK_JAVA_OPTIONS=-Dcauseway.curl=/nonexistent "${call[@]}"
    assert_status 2
    sed -i "s#$SCRATCH/other.pem#$SERVICE_DATA/ca.pem#" "$SERVICE_DATA/credentials.json"
    capture env JDK_JAVA_OPTIONS=-Dcauseway.curl=/nonexistent "${call[@]}"
    assert_status 0
}

test_the_printed_environment_lets_the_official_sdk_work() {
    start_own_service
    local java
    eval "$("$CAUSEWAY" env --data "$SERVICE_DATA")"
    java=$(sed 's#/bin/java.*#/bin/java#' <(tr '\0' ' ' <"/proc/$(process_of agent)/cmdline"))
    cd "$(dirname "$CAUSEWAY")" || give_up "no clone"
    capture "$java" -cp 'scenarios/target/lib/*' docs/examples/CustomerGateways.java
    assert_status 0
    assert_says "there is office at 198.51.100.2"
    assert_says "deleted"
}
