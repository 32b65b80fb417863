# shellcheck shell=bash
# Builds when the sources are not those of the last build.

readonly WORK_DIR=$HOME_DIR/.causeway # in the clone, ignored by git

need_maven() {
    command -v mvn >/dev/null || fail "Maven is missing; install it with: apt-get install --no-install-recommends maven"
}

need_build() {
    need_jdk
    need_maven
    local state
    state=$(source_state)
    if [[ -e $WORK_DIR/built && $(<"$WORK_DIR/built") == "$state" ]] && built_files_present; then return; fi
    mkdir -p "$WORK_DIR"
    # Two launchers at once build one after the other; the second finds the work done.
    exec {build_lock}>"$WORK_DIR/build.lock"
    flock "$build_lock"
    if ! [[ -e $WORK_DIR/built && $(<"$WORK_DIR/built") == "$state" ]] || ! built_files_present; then
        build
        printf '%s\n' "$state" >"$WORK_DIR/built"
    fi
    exec {build_lock}>&-
}

build() {
    say "Building Causeway with $JAVA_HOME (the first time Maven fetches the libraries) ..."
    # Maven only adds to these folders: a library of another version, left there, would be loaded too.
    rm -rf "$HOME_DIR"/{controller,agent,scenarios}/target/lib
    maven_logged "$WORK_DIR/build.log" "building" -q -Dmaven.test.skip=true -Dspotless.check.skip=true package
    make_caches
}

# Maven's output goes to a file; of a failure the errors are shown.
maven_logged() {
    local log=$1 what=$2
    shift 2
    with_progress "$what" "$log" maven "$@" && return
    grep -E '^\[ERROR\]|BUILD|error:' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    fail "Maven failed; its whole output is in $log."
}

maven() (cd "$HOME_DIR" && exec mvn -B -ntp "$@")

built_files_present() {
    local module
    for module in controller agent scenarios; do
        [[ -d $HOME_DIR/$module/target/lib ]] && compgen -G "$HOME_DIR/$module/target/$module-*.jar" >/dev/null || return 1
    done
}

# One line that changes whenever something that goes into the jars does.
source_state() (
    cd "$HOME_DIR"
    {
        printf '%s\n' "$JAVA_HOME"
        find pom.xml .mvn ./*/pom.xml ./*/src/main launcher/*.jvm -type f -print0 | sort -z | xargs -0 sha256sum
    } | sha256sum | cut -d ' ' -f 1
)

# The jar of a module, without those that only hold tests or sources.
module_jar() {
    local jars=("$HOME_DIR/$1/target/$1"-[0-9]*.jar)
    printf '%s' "${jars[0]}"
}
