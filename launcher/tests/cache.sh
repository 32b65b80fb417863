# shellcheck shell=bash
# Caches for quick starts: used where they fit, and never in the way of a start.

# A folder with runnable files as small as can be, and the launcher's view of it.
make_app() {
    need_jdk
    APP=$SCRATCH/app
    mkdir -p "$SCRATCH/classes/dev/causeway/controller/"{app,cli} "$APP/lib"
    local class
    for class in app.Main cli.Main; do
        printf 'package dev.causeway.controller.%s; public class Main { public static void main(String[] a) { System.out.println("started"); } }\n' \
            "${class%.*}" >"$SCRATCH/Main.java"
        "$JAVA_HOME/bin/javac" -d "$SCRATCH/classes" "$SCRATCH/Main.java"
    done
    "$JAVA_HOME/bin/jar" --create --file "$APP/app.jar" -C "$SCRATCH/classes" dev
    cp "$APP/app.jar" "$APP/lib/model-1.jar"
    cp "$APP/app.jar" "$APP/lib/jackson-1.jar"
    cp "$JAVA_HOME/release" "$APP/release"
    printf '# comment\n-XX:+UseSerialGC\n' >"$APP/jvm"
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC "-XX:AOTCacheOutput=$APP/controller.aot" -cp "$(class_path "$APP")" \
        dev.causeway.controller.app.Main >/dev/null 2>&1
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC "-XX:AOTCacheOutput=$APP/client.aot" -cp "$(client_class_path "$APP")" \
        dev.causeway.controller.cli.Main >/dev/null 2>&1
}

# Puts it where a service has it and starts it as the service is started.
start_app() {
    DATA=$SCRATCH/data
    rm -rf "$DATA"
    mkdir -p "$DATA/app" "$DATA/controller"
    cp -rp "$APP" "$DATA/app/controller"
    jvm_of controller
    printf '%s\n' "${JVM[@]}" | grep -o 'AOTCache=.*' || echo "without a cache"
    "${JVM[@]}" dev.causeway.controller.app.Main
}

start_made_app() {
    make_app
    "${1:-true}"
    start_app
}

test_a_service_starts_with_the_cache_of_its_jars() {
    capture in_launcher start_made_app
    assert_status 0
    assert_says "AOTCache=$SCRATCH/data/app/controller/controller.aot"
    assert_says "started"
}

test_a_service_starts_whatever_has_become_of_its_cache() {
    local change
    capture in_launcher make_app
    mv "$SCRATCH/app" "$SCRATCH/made"
    for change in no_cache damaged_cache empty_cache other_jars other_flags; do
        cp -rp "$SCRATCH/made" "$SCRATCH/app"
        capture in_launcher start_changed_app "$change"
        assert_status 0
        assert_says "started"
        assert_silent_about "error"
        rm -rf "$SCRATCH"/{app,data}
    done
}

start_changed_app() {
    need_jdk
    APP=$SCRATCH/app
    "$1"
    start_app
}

no_cache() { rm "$APP"/*.aot; }
damaged_cache() { truncate -s 100000 "$APP/controller.aot"; }
empty_cache() { : >"$APP/controller.aot"; }
other_jars() { touch -d yesterday "$APP/app.jar"; }
other_flags() { printf -- '-XX:+UseParallelGC\n-XX:+UseCompactObjectHeaders\n' >"$APP/jvm"; }

test_a_cache_of_another_jdk_is_not_used() {
    capture in_launcher start_made_app other_jdk
    assert_status 0
    assert_says "without a cache"
    assert_says "started"
}

other_jdk() { echo 'JAVA_VERSION="25.9"' >"$APP/release"; }

# The JVM starts with the cache or it is thrown away: that of a sealed jar may keep it from starting at all.
install_made_caches() {
    make_app
    mkdir -p "$SCRATCH/installed/lib"
    cp -p "$APP/app.jar" "$APP/jvm" "$SCRATCH/installed/"
    cp -p "$APP/lib/"* "$SCRATCH/installed/lib/"
    "${1:-true}"
    copy_caches "$SCRATCH/installed" "$APP"
    (cd "$SCRATCH/installed" && echo *.aot)
}

test_caches_are_installed_if_the_jvm_starts_with_them() {
    capture in_launcher install_made_caches
    assert_says "client.aot controller.aot"
    rm -rf "$SCRATCH"/{app,classes,installed}
    capture in_launcher install_made_caches jvm_that_does_not_start
    assert_silent_about "controller.aot"
}

jvm_that_does_not_start() { echo '-XX:+NoSuchOption' >"$SCRATCH/installed/jvm"; }
