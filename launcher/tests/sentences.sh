# shellcheck shell=bash
# Whatever is missing is said in one sentence.

test_without_a_jdk_25_one_sentence_says_where_it_was_sought() {
    mkdir -p "$SCRATCH/jvm/java-17/bin"
    printf 'JAVA_VERSION="17.0.15"\n' >"$SCRATCH/jvm/java-17/release"
    : >"$SCRATCH/jvm/java-17/bin/javac"
    chmod +x "$SCRATCH/jvm/java-17/bin/javac"
    capture env -u JAVA_HOME JVM_FOLDER="$SCRATCH/jvm" "$(bare_launcher)" test --no-dataplane
    assert_status 1
    assert_one_sentence
    assert_says "no JDK 25 or newer found in JAVA_HOME or under $SCRATCH/jvm"
}

test_a_java_home_that_is_too_old_is_passed_over() {
    mkdir -p "$SCRATCH"/jvm/{old,jdk-25}/bin
    printf 'JAVA_VERSION="17.0.15"\n' >"$SCRATCH/jvm/old/release"
    printf 'JAVA_VERSION="25.0.1"\n' >"$SCRATCH/jvm/jdk-25/release"
    for home in old jdk-25; do
        : >"$SCRATCH/jvm/$home/bin/javac"
        chmod +x "$SCRATCH/jvm/$home/bin/javac"
    done
    capture env JAVA_HOME="$SCRATCH/jvm/old" JVM_FOLDER="$SCRATCH/jvm" "$(bare_launcher)" doctor
    assert_says "25 in $SCRATCH/jvm/jdk-25"
}

test_without_root_up_demo_test_and_bench_say_so_in_one_sentence() {
    need_root # to become somebody else
    local launcher command
    launcher=$(bare_launcher)
    for command in "up --data $SCRATCH/data" demo test bench; do
        # shellcheck disable=SC2086 # words of a command
        capture as_nobody "$launcher" $command
        assert_status 1
        assert_one_sentence
        assert_says "root"
    done
    [[ ! -e $SCRATCH/data ]] || give_up "a refused up made its data directory"
}

test_without_root_the_demo_offers_the_simulated_data_plane() {
    need_root # to become somebody else
    capture as_nobody "$(bare_launcher)" demo
    assert_says "--dataplane sim"
    capture as_nobody "$SCRATCH/causeway" demo --dataplane sim
    assert_status 1
    assert_says "not built yet"
}

test_without_a_tun_device_up_says_so_in_one_sentence() {
    need_root
    capture on_throwaway_machine <<'SCRIPT'
mount -t tmpfs tmpfs /dev/net
/tmp/test/causeway up --data /tmp/data --no-install
SCRIPT
    assert_status 1
    assert_one_sentence
    assert_says "there is no usable /dev/net/tun"
}

test_giving_up_what_is_not_listed_is_said_to_the_agent_of_the_data_directory() {
    need_root
    capture "$CAUSEWAY" discard-unlisted --data "$SCRATCH/nothing"
    assert_status 1
    assert_one_sentence
    assert_says "no agent has been started from $SCRATCH/nothing"
    mkdir -p "$SCRATCH/data/agent"
    capture "$CAUSEWAY" discard-unlisted --data "$SCRATCH/data"
    assert_status 0
    assert_equal 600 "$(stat -c %a "$SCRATCH/data/agent/discard-unlisted")"
    rm -r "$SCRATCH/data"
}

test_an_unknown_command_and_a_wrong_option_are_refused() {
    capture "$CAUSEWAY" fly
    assert_status 2
    assert_says "'fly' is not a command"
    capture "$CAUSEWAY" status --port 70000
    assert_status 2
    assert_says "takes a port number"
    capture "$CAUSEWAY" status --data
    assert_status 2
    assert_says "--data needs a value"
    capture "$CAUSEWAY" operator password Secret_1234
    assert_status 2
    assert_says "reads from the terminal or from standard input"
    capture "$CAUSEWAY" up now
    assert_status 2
    assert_says "'now' is not understood"
}

test_calls_without_a_service_say_where_the_credentials_should_be() {
    capture "$CAUSEWAY" api GET /v3/projects --data "$SCRATCH/none"
    assert_status 1
    assert_one_sentence
    assert_says "there are no credentials in $SCRATCH/none/credentials.json"
    capture "$CAUSEWAY" operator password --data "$SCRATCH/none"
    assert_status 1
    assert_one_sentence
    assert_says "the operator's credentials $SCRATCH/none/operator.json cannot be read"
}

test_down_and_status_of_what_was_never_started_change_nothing() {
    need_root
    capture "$CAUSEWAY" down --data "$SCRATCH/none"
    assert_status 0
    assert_says "Nothing was started"
    capture "$CAUSEWAY" status --data "$SCRATCH/none"
    assert_status 3
    [[ ! -e $SCRATCH/none ]] || give_up "the data directory was made"
}
