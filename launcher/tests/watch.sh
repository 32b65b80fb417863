# shellcheck shell=bash
# What ends comes back by itself, until `down`.

# Ends the watcher as a reboot would: nothing else notices.
stop_watching() {
    local pid
    pid=$(process_of watcher)
    kill -KILL -- "-$pid"
    while [[ -e /proc/$pid ]]; do sleep 0.1; done
}

# Waits up to two minutes for a condition.
eventually() {
    local until=$((SECONDS + 120))
    until "$@"; do
        ((SECONDS < until)) || give_up "waited in vain for: $*"
        sleep 0.5
    done
}

another_process_of() { [[ $(process_of "$1") != "$2" ]]; }
another_database_than() { [[ $(head -n 1 "$SERVICE_DATA/controller/database/data/postmaster.pid" 2>/dev/null) != "$1" ]]; }
all_is_well() { "$CAUSEWAY" status --data "$SERVICE_DATA" >/dev/null 2>&1; }

test_what_is_killed_comes_back_by_itself_until_down_ends_the_watcher() {
    start_own_service
    assert_says "the watcher starts controller and agent again if they end"
    local controller agent database
    database=$(head -n 1 "$SERVICE_DATA/controller/database/data/postmaster.pid")
    kill -KILL "$database"
    eventually another_database_than "$database"
    eventually all_is_well
    controller=$(process_of controller)
    agent=$(process_of agent)
    kill_controller
    eventually another_process_of controller "$controller"
    eventually all_is_well
    assert_equal "$agent" "$(process_of agent)"
    kill -KILL "$agent"
    eventually another_process_of agent "$agent"
    eventually all_is_well
    assert_equal 1 "$(grep -c 'the agent has ended and is started again' "$SERVICE_DATA/log/watcher.log")"

    kill_controller
    causeway down
    assert_status 0
    sleep 5
    capture ps axww -o args=
    assert_silent_about "$SERVICE_DATA/"
}

test_up_runs_the_new_program_files_of_what_was_killed_and_of_what_runs() {
    start_own_service
    local module agent controller
    agent=$(process_of agent)
    controller=$(process_of controller)
    for module in agent controller; do : >"$SERVICE_DATA/app/$module/lib/of-an-earlier-build.jar"; done
    kill -KILL "$agent"
    eventually another_process_of agent "$agent"
    eventually all_is_well
    agent=$(process_of agent)
    causeway up --no-install
    assert_status 0
    [[ ! -e $SERVICE_DATA/app/agent/lib/of-an-earlier-build.jar ]] || give_up "the agent's old files are still there"
    [[ ! -e $SERVICE_DATA/app/controller/lib/of-an-earlier-build.jar ]] || give_up "the controller's old files are still there"
    another_process_of agent "$agent" || give_up "the agent runs from the old files"
    another_process_of controller "$controller" || give_up "the controller runs from the old files"
    all_is_well || give_up "something does not run"
}

test_what_does_not_last_is_started_after_ever_longer_pauses() {
    capture in_launcher rounds_of_restarts
    assert_status 0
    assert_equal "1 2 4 8 16 32 64 124 184" "$OUTPUT"
}

test_a_lock_that_is_taken_leaves_the_watcher_at_work() {
    capture in_launcher watcher_of_a_locked_directory
    assert_status 0
    assert_says "another launcher is working on $SCRATCH"
    assert_says "still watched"
}

# Tries to take the lock that another has, with the launcher's names.
watcher_of_a_locked_directory() {
    local taken
    DATA=$SCRATCH
    mkdir "$SCRATCH/run"
    start_process "$SCRATCH/run/watcher.pid" "$SCRATCH/log" sleep 600
    exec {taken}>"$SCRATCH/run/lock"
    flock "$taken"
    (lock_data_dir) || true
    watcher_pid >/dev/null && echo "still watched"
    exec {taken}>&-
    lock_data_dir
    ! watcher_pid || echo "the watcher was not ended"
}

test_the_watcher_is_not_waited_for_while_it_starts_something() {
    capture in_launcher locked_while_the_agent_starts
    assert_status 0
    assert_says "the lock is free"
}

locked_while_the_agent_starts() {
    # shellcheck disable=SC2034 # the launcher's
    DATA=$SCRATCH
    mkdir "$SCRATCH/run"
    start_agent() { flock -n "$SCRATCH/run/lock" echo "the lock is free"; }
    restart_ended agent
}

test_an_up_that_fails_has_watched_what_still_runs_and_only_then() {
    need_root
    capture in_launcher watching_after_an_up_that_fails
    assert_equal 1 "$STATUS"
    assert_says "the port is taken"
    assert_silent_about "watched again"

    mkdir -p "$SCRATCH/run"
    in_launcher start_process "$SCRATCH/run/agent.pid" "$SCRATCH/log" sleep 600
    capture in_launcher watching_after_an_up_that_fails
    kill "$(cut -d ' ' -f 1 "$SCRATCH/run/agent.pid")"
    assert_equal 1 "$STATUS"
    assert_says "the port is taken"
    assert_says "watched again"
}

# An up of which only the beginning and the end are the launcher's.
watching_after_an_up_that_fails() {
    local part
    # shellcheck disable=SC2034 # the launcher's
    DATA=$SCRATCH
    for part in need_packages need_tun refuse_other_settings check_settings need_build; do eval "$part() { :; }"; done
    start_service() { fail "the port is taken."; }
    start_watcher() { echo "watched again"; }
    service_up
}

# The rounds in which something that ends at once is started, with the names of the launcher's watch_service.
rounds_of_restarts() {
    declare -A WATCH_PAUSE=([agent]=1) WATCH_DUE=([agent]=0)
    local round started=()
    # shellcheck disable=SC2034 # the launcher's
    DATA=$SCRATCH
    process_lives() { return 1; }
    restart_ended() { echo "$round" >>"$SCRATCH/rounds"; }
    for ((round = 1; round <= 200; round++)); do watch_process agent "$round"; done
    mapfile -t started <"$SCRATCH/rounds"
    echo "${started[*]}"
}

test_logs_are_turned_over_and_four_old_ones_kept() {
    local round
    for round in 1 2 3 4 5 6; do
        echo "round $round" >>"$SCRATCH/some.log"
        in_launcher rotate_log "$SCRATCH/some.log" 4
        in_launcher rotate_log "$SCRATCH/some.log" 4
    done
    assert_equal "some.log some.log.1 some.log.2 some.log.3 some.log.4" "$(cd "$SCRATCH" && echo some.log*)"
    assert_equal "" "$(<"$SCRATCH/some.log")"
    assert_equal "round 6" "$(<"$SCRATCH/some.log.1")"
    assert_equal "round 3" "$(<"$SCRATCH/some.log.4")"
}

test_a_writer_goes_on_in_a_log_that_is_turned_over() {
    (
        exec >>"$SCRATCH/some.log"
        echo before
        in_launcher rotate_log "$SCRATCH/some.log" 1
        echo after
    )
    assert_equal after "$(<"$SCRATCH/some.log")"
    assert_equal before "$(<"$SCRATCH/some.log.1")"
}
