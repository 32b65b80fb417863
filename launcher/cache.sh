# shellcheck shell=bash
# Ahead-of-time caches of the JVM: what the starts of the controller and of the command line's client load, link and learn
# about their code. They are made behind a build, by a throwaway controller and calls to it, and installed with the jars.
#
# The JVM refuses a cache that is damaged, or not of these very jars, flags and version, and starts without. With some it
# does not start at all (it cannot load the classes of sealed jars from one), so each is tried where it is to be used.

readonly BUILT_APP=$WORK_DIR/app/controller # the controller as it is installed, with its caches

# All jars of a folder with runnable files, in an order of their own: a cache knows jars by their places.
class_path() { joined "$1/app.jar" "$1"/lib/*.jar; }

# The few that the client needs.
client_class_path() { joined "$1/app.jar" "$1"/lib/{model,jackson}-*.jar; }

joined() {
    local IFS=:
    printf '%s' "$*"
}

# Puts the runnable files of a module into a folder. Times are kept: a cache knows its jars by them.
copy_runnables() {
    local module=$1 folder=$2
    mkdir -p "$folder/lib"
    cp -p "$(module_jar "$module")" "$folder/app.jar"
    cp -p "$HOME_DIR/$module/target/lib/"*.jar "$folder/lib/"
    cp -p "$HOME_DIR/launcher/$module.jvm" "$folder/jvm"
}

# Whether a folder with runnable files has a cache for this JDK.
cache_fits() { [[ -r $1/$2.aot ]] && cmp -s "$1/release" "$JAVA_HOME/release"; }

# Copies the caches beside jars that are the same: copy_caches TO [FROM].
copy_caches() {
    local to=$1 from=${2:-$BUILT_APP}
    if cache_fits "$from" controller && cmp -s "$from/app.jar" "$to/app.jar"; then
        cp -p "$from"/{controller.aot,client.aot,release} "$to/"
        caches_start "$to" || rm -f "$to"/{controller.aot,client.aot}
    fi
}

# Whether the JVM starts with the caches of a folder.
caches_start() {
    local options
    mapfile -t options < <(jvm_options "$1/jvm")
    "$JAVA_HOME/bin/java" "${options[@]}" "-XX:AOTCache=$1/controller.aot" -cp "$(class_path "$1")" -version &&
        CLIENT_OPTIONS=("-XX:AOTCache=$1/client.aot" -version) && client_java "$(client_class_path "$1")"
} >/dev/null 2>&1

# Makes both caches. Where that cannot be done, all works without them.
make_caches() {
    rm -rf "$BUILT_APP"
    [[ -x $JAVA_HOME/bin/java ]] || return 0
    with_progress "making caches for quick starts" "$WORK_DIR/caches.log" rehearse ||
        say "  no caches could be made (see $WORK_DIR/caches.log): starts take longer, that is all"
}

# In a folder that every user may enter, as the database runs as another user than root.
rehearse() (
    folder=$(mktemp -d "${TMPDIR:-/tmp}/causeway-caches-XXXXXX") || exit
    controller=
    trap 'end_rehearsal; rm -rf "$folder"' EXIT
    trap 'exit 130' INT TERM HUP
    chmod 755 "$folder"
    copy_runnables controller "$folder/app"
    cp "$JAVA_HOME/release" "$folder/app/release"
    mapfile -t options < <(jvm_options "$folder/app/jvm")
    port=$(free_port)
    # The first start unpacks the database and makes its tables, which later ones do not.
    start_rehearsal && await_rehearsal && end_rehearsal || exit
    start_rehearsal "-XX:AOTCacheOutput=$folder/app/controller.aot" && rehearse_calls && end_rehearsal || exit
    [[ -s $folder/app/controller.aot && -s $folder/app/client.aot ]] && caches_start "$folder/app" || exit
    mkdir -p "${BUILT_APP%/*}" && rm -rf "$BUILT_APP.new" && mv "$folder/app" "$BUILT_APP.new" && mv "$BUILT_APP.new" "$BUILT_APP"
)

start_rehearsal() {
    "$JAVA_HOME/bin/java" "${options[@]}" "$@" -cp "$(class_path "$folder/app")" \
        dev.causeway.controller.app.Main --data "$folder/data" --port "$port" --agent-port 0 &
    controller=$!
}

await_rehearsal() {
    local until=$((SECONDS + 120))
    CLIENT_OPTIONS=()
    until client_java "$(client_class_path "$folder/app")" healthy "https://127.0.0.1:$port" "$folder/data/ca.pem"; do
        [[ -d /proc/$controller ]] && ((SECONDS < until)) || return 1
        sleep 0.2
    done
}

# The controller ends its database, and then writes its cache.
end_rehearsal() {
    local pid=$controller
    [[ -n $pid ]] || return 0
    controller=
    kill -TERM "$pid" 2>/dev/null
    wait "$pid"
}

# The last makes the client's cache, in which both ways to the service shall be.
rehearse_calls() {
    local classes path credentials=$folder/data/credentials.json
    classes=$(client_class_path "$folder/app")
    await_rehearsal || return
    for path in vpn-gateways customer-gateways vpn-connection; do
        client_java "$classes" call "$credentials" GET "/v5/{project_id}/$path" || return
    done
    CLIENT_OPTIONS=("-XX:AOTCacheOutput=$folder/app/client.aot")
    client_java "$classes" rehearse "$credentials" '/v5/{project_id}/vpn-gateways'
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        port_taken "$port" || break
    done
    printf '%s' "$port"
}
