# shellcheck shell=bash
# Finds a JDK that can build and run Causeway: JAVA_HOME if it will do, else the newest under the usual folder.

readonly JAVA_WANTED=25
JVM_FOLDER=${JVM_FOLDER:-/usr/lib/jvm}

need_jdk() {
    local home
    home=$(find_jdk) || fail "no JDK $JAVA_WANTED or newer found in JAVA_HOME or under $JVM_FOLDER; install one there or set JAVA_HOME."
    export JAVA_HOME=$home
}

# The nearest version that will do comes first, so that a newer JDK beside it changes nothing.
find_jdk() {
    local home release
    if [[ -n ${JAVA_HOME:-} ]] && (($(jdk_release "$JAVA_HOME") >= JAVA_WANTED)); then
        printf '%s\n' "$JAVA_HOME"
        return
    fi
    for home in "$JVM_FOLDER"/*/; do
        release=$(jdk_release "$home")
        if ((release >= JAVA_WANTED)); then printf '%s %s\n' "$release" "${home%/}"; fi
    done | sort -n | sed 's/^[0-9]* //' | grep -m 1 .
}

# The major version of the JDK in a folder, from its release file; 0 when it is none.
jdk_release() {
    local line
    if [[ -x $1/bin/javac && -r $1/release ]]; then
        line=$(grep -m 1 '^JAVA_VERSION=' "$1/release") || true
        [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]] && printf '%s' "${BASH_REMATCH[1]}" && return
    fi
    printf 0
}
