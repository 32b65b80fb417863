# shellcheck shell=bash
# A small process that `up` starts: it starts controller and agent again when one of them ends, brings changed files to
# the controller, and turns over the logs. `down` ends it first. It is loaded whole and runs what lies in DIR/app, so it
# does not mind what becomes of the clone.

readonly WATCH_LOG_BYTES=$((10 << 20))
readonly WATCH_LONGEST_PAUSE=60

watcher_pid() { running_process "$DATA/run/watcher.pid"; }

start_watcher() {
    ! watcher_pid >/dev/null || return 0
    start_daemon watcher "$HOME_DIR/causeway" watch --data "$DATA"
}

# With whatever it is doing: daemons that it has started are in sessions of their own.
stop_watcher() {
    local pid
    if pid=$(watcher_pid); then
        kill -TERM -- "-$pid" 2>/dev/null || true
        process_gone "$DATA/run/watcher.pid" 10 || kill -KILL -- "-$pid" 2>/dev/null || true
    fi
    rm -f "$DATA/run/watcher.pid"
}

# The command `watch`. Counts its own rounds of one second: the clock may be set.
watch_service() {
    need_data_dir
    need_jdk
    declare -A WATCH_PAUSE=([controller]=1 [agent]=1) WATCH_DUE=([controller]=0 [agent]=0)
    local round=0 pause
    exec {pause}<> <(:) # never has anything to read
    while :; do
        read -rt 1 -u "$pause" _ || true
        round=$((round + 1))
        watch_process controller "$round"
        watch_process agent "$round"
        if ((round % 10 == 0)); then bring_files_to_controller || true; fi
        if ((round % 60 == 0)); then rotate_logs; fi
    done
}

# Starts the process again if it has ended: at once, and after ever longer pauses when it does not last a minute.
watch_process() {
    local name=$1 round=$2
    if process_lives "$DATA/run/$name.pid"; then
        if ((round > WATCH_DUE[$name] + WATCH_LONGEST_PAUSE)); then WATCH_PAUSE[$name]=1; fi
        return
    fi
    ((round >= WATCH_DUE[$name])) || return 0
    WATCH_DUE[$name]=$((round + WATCH_PAUSE[$name]))
    WATCH_PAUSE[$name]=$((WATCH_PAUSE[$name] * 2 < WATCH_LONGEST_PAUSE ? WATCH_PAUSE[$name] * 2 : WATCH_LONGEST_PAUSE))
    (restart_ended "$name") || true
}

# Leaves the work to another launcher that is at it. Holds the lock no longer: who takes it ends the watcher, with what it
# is doing, and need not wait for it.
restart_ended() {
    exec {data_lock}>"$DATA/run/lock"
    flock -n "$data_lock" || return 0
    flock -u "$data_lock"
    say "$(date '+%Y-%m-%dT%H:%M:%S%z') the $1 has ended and is started again"
    case $1 in
        controller)
            start_controller
            publish_controller_files
            ;;
        agent) start_agent ;;
    esac
}

# As running_process, but without a process of its own: it is asked every second.
process_lives() {
    local pid start stat words
    { read -r pid start _ <"$1"; } 2>/dev/null || return 1
    { read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return 1
    read -ra words <<<"${stat##*) }"
    [[ ${words[0]} != Z && ${words[19]} == "$start" ]]
}

rotate_logs() {
    local file
    for file in "$DATA/log/"*.log; do rotate_log "$file" "$WATCH_LOG_BYTES"; done
}

# Keeps a log and four before it: rotate_log FILE BYTES. Its writer appends, so it goes on in the emptied file.
rotate_log() {
    local file=$1 number
    [[ -f $file ]] && (($(stat -c %s "$file") > $2)) || return 0
    for number in 3 2 1; do
        [[ ! -e $file.$number ]] || mv -f "$file.$number" "$file.$((number + 1))"
    done
    (umask 077 && cp "$file" "$file.1") || rm -f "$file.1" # a full disk is no reason to fill it more
    : >"$file"
}
