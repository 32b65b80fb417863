# shellcheck shell=bash
# up, down, status.

service_up() {
    need_data_dir
    ((EUID == 0)) || fail "up needs root, because it makes network namespaces and tunnels: sudo ./causeway up"
    need_packages "${SERVICE_PACKAGES[@]}"
    need_tun
    ! controller_pid >/dev/null && ! agent_pid >/dev/null || refuse_other_settings
    check_settings
    need_build
    if service_running && watcher_pid >/dev/null && runnables_current controller && runnables_current agent; then
        wait_until controller 60 controller_answers
        say "Causeway is already running: $(endpoint), credentials in $DATA/credentials.json"
        return
    fi
    lock_data_dir
    trap watch_what_runs EXIT # however it ends from here on
    start_service
    trap - EXIT
    say "Causeway runs: $(endpoint); the watcher starts controller and agent again if they end"
    say "Credentials: $DATA/credentials.json (as shell exports: ./causeway env$(data_option))"
}

# How the data directory must be named in commands that are suggested.
data_option() { [[ $DATA == /var/lib/causeway ]] || printf ' --data %q' "$DATA"; }

controller_pid() { running_process "$DATA/run/controller.pid"; }
agent_pid() { running_process "$DATA/run/agent.pid"; }
service_running() { controller_pid >/dev/null && agent_pid >/dev/null; }

# up and down of one data directory exclude each other. The one that has the lock ends the watcher, which then is not in
# its way. The daemons must not inherit the lock.
lock_data_dir() {
    mkdir -p "$DATA/run" 2>/dev/null || fail "$DATA cannot be written."
    exec {data_lock}>"$DATA/run/lock"
    flock -w 5 "$data_lock" || fail "another launcher is working on $DATA; wait for it."
    stop_watcher
}

# An up that fails leaves running what ran, and watched.
watch_what_runs() {
    if controller_pid >/dev/null || agent_pid >/dev/null; then start_watcher; fi
}

release_data_dir() { exec {data_lock}>&-; }

# Starts what does not run. A controller that was lost is replaced without touching the agent, and the other way round.
start_service() {
    need_service_user
    make_data_dir
    stop_outdated agent 20
    stop_outdated controller 30
    if ! controller_pid >/dev/null; then
        need_free_port --port "$PORT"
        need_free_port --agent-port "$AGENT_PORT"
        host_settings_take "$(instance_id)"
        part_database_password
        save_settings
        install_runnables controller
        start_controller
    else
        wait_until controller 120 controller_answers # the watcher may just have started it
    fi
    publish_controller_files
    if ! agent_pid >/dev/null; then
        install_runnables agent
        start_agent
    else
        wait_until agent 60 test -e "$DATA/agent/ready"
    fi
    start_watcher
}

# What runs from files of an earlier build makes room for those of this one. The daemons go on meanwhile.
stop_outdated() {
    if running_process "$DATA/run/$1.pid" >/dev/null && ! runnables_current "$1"; then
        say "  the $1 is started again from new program files"
        stop_process "$1" "$DATA/run/$1.pid" "$2"
    fi
}

start_controller() {
    jvm_of controller
    controller_rights
    local daemon=("${JVM[@]}" dev.causeway.controller.app.Main --data "$DATA/controller" --port "$PORT" --agent-port "$AGENT_PORT"
        --internet "$INTERNET" --zones "$ZONES" --region "$REGION" --listen "$LISTEN")
    [[ -z $PUBLIC_URL ]] || daemon+=(--public-url "$PUBLIC_URL")
    [[ -z $CERTIFICATE ]] || daemon+=(--certificate "$DATA/controller/given/certificate.pem" --key "$DATA/controller/given/key.pem")
    [[ -z $DATABASE_URL ]] || daemon+=(--database-url "$DATABASE_URL")
    [[ -z $DATABASE_PASSWORD_FILE ]] || daemon+=(--database-password-file "$DATA/controller/given/database-password")
    bring_files_to_controller
    end_surviving_database
    start_daemon controller setpriv "${CONTROLLER_RIGHTS[@]}" -- "${daemon[@]}"
    wait_until controller 120 controller_answers
}

# Sets CONTROLLER_RIGHTS, for setpriv.
controller_rights() {
    local lowest
    lowest=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || printf 1024)
    CONTROLLER_RIGHTS=("${SERVICE_USER_OPTIONS[@]}")
    if ((PORT < lowest || AGENT_PORT < lowest)); then CONTROLLER_RIGHTS=("${LOW_PORT_OPTIONS[@]}"); fi
}

start_agent() {
    rm -f "$DATA/agent/ready"
    agent_command
    start_daemon agent "${AGENT_COMMAND[@]}" --bgp-timers "$BGP_TIMERS" --bfd "$BFD"
    wait_until agent 60 test -e "$DATA/agent/ready"
}

# Sets AGENT_COMMAND, which takes --remove-all as well.
agent_command() {
    jvm_of agent
    # It stands back behind the controller, which has callers to answer, and behind the daemons, which it lets go before
    # it once they carry traffic. Threads that hash passwords take 19 MiB each: of one arena the JVM gives them back now and
    # then; of several it could not, and at once it would cost half of a hash's time again.
    AGENT_COMMAND=(nice -n 5 env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
        MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=1073741824
        "${JVM[@]}" dev.causeway.agent.app.Main
        --data "$DATA/agent" --instance "$(instance_id)" --controller "https://127.0.0.1:$AGENT_PORT"
        --ca "$DATA/ca.pem" --enrolment-token-file "$DATA/enrolment-token")
}

# Sets JVM to the java command of a daemon, controller or agent. Without a cache that was made at the build, the daemon
# leaves an archive of its classes at its first end, which shortens every later start. The options are read here: the
# files may be closed to the controller's user.
jvm_of() {
    local options folder=$DATA/app/$1 file=$DATA/app/$1/jvm
    [[ -r $file ]] || file=$HOME_DIR/launcher/$1.jvm
    mapfile -t options < <(jvm_options "$file")
    JVM=("$JAVA_HOME/bin/java" "${options[@]}" '-Xlog:cds*=off,aot*=off')
    if cache_fits "$folder" "$1"; then
        JVM+=("-XX:AOTCache=$folder/$1.aot")
    else
        JVM+=(-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$DATA/$1/classes.jsa")
    fi
    JVM+=(-cp "$(class_path "$folder")")
}

jvm_options() { grep -v '^#' "$1"; }

start_daemon() {
    local name=$1
    shift
    (
        release_data_dir
        cd /
        umask 077
        start_process "$DATA/run/$name.pid" "$DATA/log/$name.log" "$@"
    )
}

controller_answers() {
    local trusted=$DATA/controller/ca.pem
    [[ -z $CERTIFICATE ]] || trusted=$CERTIFICATE
    port_taken "$PORT" && client healthy "$(local_endpoint)" "$trusted"
}

# Waits for a condition as long as the process runs: wait_until NAME SECONDS CONDITION...
wait_until() {
    local name=$1 patience=$2 started=$SECONDS told=0
    shift 2
    until "$@" 2>/dev/null; do
        running_process "$DATA/run/$name.pid" >/dev/null || {
            tail -n 20 "$DATA/log/$name.log" >&2
            fail "the $name ended while starting; its log is $DATA/log/$name.log."
        }
        ((SECONDS - started < patience)) || fail "the $name does not answer after $patience s; its log is $DATA/log/$name.log."
        if ((SECONDS - started >= told + 5)); then
            told=$((SECONDS - started))
            say "  waiting for the $name: $told s"
        fi
        sleep 0.1
    done
}

# After a SIGKILL of the controller its embedded database may have stayed. Only its own user's processes can be meant.
end_surviving_database() {
    local file pid
    while read -r file; do
        pid=$(as_service_user head -n 1 "$file" 2>/dev/null) || continue
        [[ $pid =~ ^[0-9]+$ && $(readlink "/proc/$pid/exe") == */postgres ]] || continue
        as_service_user "$BASH" -c 'kill -INT "$1"' _ "$pid" || continue
        for _ in {1..100}; do
            [[ -d /proc/$pid ]] || break
            sleep 0.1
        done
    done < <(find "$DATA/controller" -maxdepth 3 -name postmaster.pid 2>/dev/null)
}

service_down() {
    need_data_dir
    ((EUID == 0)) || fail "down needs root: sudo ./causeway down"
    if ! instance_id >/dev/null || [[ ! -d $DATA/app/agent ]]; then
        say "Nothing was started from $DATA."
        return
    fi
    need_jdk
    lock_data_dir
    stop_process agent "$DATA/run/agent.pid" 20
    remove_kept_sites "$(instance_id)"
    agent_command
    (cd / && "${AGENT_COMMAND[@]}" --remove-all >>"$DATA/log/agent.log" 2>&1) ||
        say "  the agent could not remove everything; its log is $DATA/log/agent.log"
    stop_process controller "$DATA/run/controller.pid" 30
    end_surviving_database
    host_settings_release "$(instance_id)"
    report_leftovers
    say "Causeway is stopped; its data stays in $DATA."
}

# The sites that a demo with --keep has left, with their devices: remove_kept_sites INSTANCE
remove_kept_sites() {
    local site process
    while read -r site; do
        while read -r process; do kill "$process" 2>/dev/null || true; done < <(ip netns pids "$site")
        ip netns del "$site"
    done < <(ip netns list 2>/dev/null | awk -v p="site-$1-" 'index($1, p) == 1 { print $1 }')
    rm -rf "/tmp/causeway-demo-$1-"*
}

# What still carries the instance's name on this host, one a line.
leftovers() {
    local id
    id=$(instance_id) || return 0
    ip netns list 2>/dev/null |
        awk -v p="cw-$id-" -v q="site-$id-" 'index($1, p) == 1 || index($1, q) == 1 { print "namespace", $1 }'
    ip -o link show 2>/dev/null | awk -F': ' -v p="cw-$id-" 'index($2, p) == 1 { print "link", $2 }'
    [[ ! -e /run/causeway-$id ]] || printf 'folder /run/causeway-%s\n' "$id"
}

report_leftovers() {
    local left
    left=$(leftovers)
    [[ -z $left ]] || fail "stopped, but this stayed: ${left//$'\n'/, }."
}

service_status() {
    need_data_dir
    local status=0
    ! controller_pid >/dev/null || use_saved_settings
    if ! instance_id >/dev/null; then
        printf 'no Causeway has been started in %s\n' "$DATA"
        exit 3
    fi
    printf '%-12s %s\n' instance "$(instance_id)" data "$DATA"
    print_process controller || status=3
    print_process agent || status=3
    print_process watcher || status=3
    if controller_pid >/dev/null && controller_answers; then
        printf '%-12s %s\n' endpoint "$(endpoint) answers"
        client overview "$DATA/credentials.json" || status=3
        [[ ! -r $DATA/operator.json ]] || client concerns "$DATA/operator.json" || status=3
    else
        printf '%-12s %s\n' endpoint "$(endpoint) does not answer"
        status=3
    fi
    if ((EUID == 0)); then
        printf '%-12s %s\n' nodes "$(count_namespaces n) on this host" workers "$(count_namespaces t) on this host"
    fi
    exit "$status"
}

# The agent looks for the file whenever the controller answers it, obeys once, and takes the file away.
discard_unlisted() {
    need_data_dir
    ((EUID == 0)) || fail "discard-unlisted needs root: sudo ./causeway discard-unlisted"
    [[ -d $DATA/agent ]] || fail "no agent has been started from $DATA."
    (umask 077 && : >"$DATA/agent/discard-unlisted")
    say "The agent removes what ./causeway status$(data_option) shows as listed or mentioned no longer, within a minute of hearing the controller."
}

print_process() {
    local pid
    if pid=$(running_process "$DATA/run/$1.pid"); then
        printf '%-12s running, pid %s, for %s, %s MiB\n' "$1" "$pid" "$(process_age "$pid")" "$(process_memory_mib "$pid")"
    else
        printf '%-12s not running\n' "$1"
        return 1
    fi
}

count_namespaces() { ip netns list 2>/dev/null | grep -c "^cw-$(instance_id)-$1-" || true; }
