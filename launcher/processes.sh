# shellcheck shell=bash
# Detached processes. A pid file holds pid, start time and boot: a pid that was given to another process is never taken
# for ours.

process_start_time() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    stat=${stat##*) } # the name before it may hold spaces
    cut -d ' ' -f 20 <<<"$stat"
}

remember_process() {
    printf '%s %s %s\n' "$2" "$(process_start_time "$2")" "$(</proc/sys/kernel/random/boot_id)" >"$1"
}

# Prints the pid of the process of this pid file if it still runs.
running_process() {
    local pid start boot
    [[ -r $1 ]] && read -r pid start boot <"$1" || return 1
    [[ $boot == "$(</proc/sys/kernel/random/boot_id)" && $start == "$(process_start_time "$pid")" ]] || return 1
    ! process_is_zombie "$pid" || return 1
    printf '%s\n' "$pid"
}

process_is_zombie() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    [[ ${stat##*) } == Z* ]]
}

# Starts a command of its own session, without terminal and input: start_process PID_FILE LOG COMMAND...
start_process() {
    local pid_file=$1 log=$2
    shift 2
    # It writes the file itself, so that there is none without.
    (
        remember_process "$pid_file.new" "$BASHPID"
        mv "$pid_file.new" "$pid_file"
        exec setsid "$@"
    ) </dev/null >>"$log" 2>&1 &
    until [[ ! -d /proc/$! || ($(head -n 1 "$pid_file" 2>/dev/null) == "$! "*) ]]; do sleep 0.01; done
    disown
}

# Asks the process to end, waits, and kills it when it does not: stop_process NAME PID_FILE SECONDS
stop_process() {
    local name=$1 pid_file=$2 patience=$3 pid
    if pid=$(running_process "$pid_file"); then
        kill -TERM "$pid" 2>/dev/null || true
        if ! process_gone "$pid_file" "$patience"; then
            say "  $name did not end within $patience s and is killed"
            kill -KILL "$pid" 2>/dev/null || true
            process_gone "$pid_file" 5 || fail "$name (pid $pid) cannot be ended."
        fi
    fi
    rm -f "$pid_file"
}

process_gone() {
    local until=$((SECONDS + $2))
    while running_process "$1" >/dev/null; do
        ((SECONDS <= until)) || return 1
        sleep 0.05
    done
}

process_memory_mib() {
    awk '/^VmRSS:/ { printf "%d", $2 / 1024 }' "/proc/$1/status" 2>/dev/null || printf '?'
}

process_age() { ps -o etime= -p "$1" 2>/dev/null | tr -d ' ' || printf '?'; }
