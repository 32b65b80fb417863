# shellcheck shell=bash
# The command-line client: signed calls. Secrets are read from files by the Java program, never passed as arguments.

# Runs controller.cli with the fastest start that the JVM offers: with the cache that was made at the build, or else with a
# shared archive of the loaded classes, which the first `api` makes and the JVM makes again when the jars have changed.
client() {
    need_client_files
    local archive
    CLIENT_OPTIONS=()
    archive=$(client_archive)
    if cache_fits "$CLIENT_FILES" client; then
        CLIENT_OPTIONS+=("-XX:AOTCache=$CLIENT_FILES/client.aot")
    elif [[ -n $archive && ($1 == call || -e $archive) ]]; then
        CLIENT_OPTIONS+=("-XX:SharedArchiveFile=$archive")
        [[ $1 != call ]] || CLIENT_OPTIONS+=(-XX:+AutoCreateSharedArchive)
    fi
    client_java "$CLIENT_CLASSES" "$@"
}

client_java() {
    local classes=$1
    shift
    "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=off "${CLIENT_OPTIONS[@]}" \
        -cp "$classes" dev.causeway.controller.cli.Main "$@"
}

# The running service's own files when they can be read, else the build's. Only the few jars that the client needs.
need_client_files() {
    [[ -z ${CLIENT_CLASSES:-} ]] || return 0
    CLIENT_FILES=$DATA/app/controller
    if [[ -r $CLIENT_FILES/app.jar ]]; then
        need_jdk
    else
        need_build
        CLIENT_FILES=$BUILT_APP
    fi
    if [[ -r $CLIENT_FILES/app.jar ]]; then
        CLIENT_CLASSES=$(client_class_path "$CLIENT_FILES")
    else
        CLIENT_CLASSES=$(joined "$(module_jar controller)" "$HOME_DIR"/controller/target/lib/{model,jackson}-*.jar)
    fi
}

client_archive() {
    local folder
    for folder in "$DATA/run" "$WORK_DIR"; do
        if [[ -d $folder && -w $folder ]]; then
            printf '%s/client.jsa' "$folder"
            return
        fi
    done
}

# The credentials to call with: --as FILE, or the default project's.
need_credentials() {
    need_data_dir
    CREDENTIALS=${AS:-$DATA/credentials.json}
    [[ -e $CREDENTIALS ]] || fail "there are no credentials in $CREDENTIALS; start the service with ./causeway up, or give --as FILE."
    [[ -r $CREDENTIALS ]] || fail "$CREDENTIALS may not be read by $(id -un); use sudo or --as FILE."
}

need_operator() {
    need_data_dir
    OPERATOR=$DATA/operator.json
    [[ -r $OPERATOR ]] || fail "the operator's credentials $OPERATOR cannot be read; run ./causeway up first, as root."
}

client_env() {
    need_credentials
    client env "$CREDENTIALS"
}

client_api() {
    (($# == 2 || $# == 3)) || fail_usage "api takes METHOD PATH [JSON], with - for JSON from standard input."
    need_credentials
    client call "$CREDENTIALS" "$@"
}

client_project() {
    case ${1:-} in
        create)
            (($# == 2)) || fail_usage "project create takes a NAME."
            create_project "$2"
            ;;
        list)
            (($# == 1)) || fail_usage "project list takes nothing more."
            need_operator
            client call "$OPERATOR" GET /admin/v1/projects
            ;;
        *) fail_usage "project knows create NAME and list." ;;
    esac
}

create_project() {
    [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$ ]] || fail_usage "a project's name has 1 to 64 letters, digits, '-' and '_'."
    need_operator
    [[ ! -e $DATA/projects/$1.json ]] || fail "there is a project $1 already: $DATA/projects/$1.json"
    (
        umask 077
        mkdir -p "$DATA/projects"
        trap 'rm -f "$DATA/projects/$1.json.new"' EXIT
        client project "$OPERATOR" "$1" >"$DATA/projects/$1.json.new"
        name_public_ca "$DATA/projects/$1.json.new"
        mv "$DATA/projects/$1.json.new" "$DATA/projects/$1.json"
    )
    say "Project $1 is made; use it with --as $DATA/projects/$1.json"
}

client_operator() {
    [[ $# == 1 && $1 == password ]] || fail_usage "operator knows password, which it reads from the terminal or from standard input."
    need_operator
    local password
    password=$(new_password)
    printf '%s\n' "$password" | client operator-password "$OPERATOR"
    say "The operator logs in to the console by this password from now on; whoever was logged in as the operator is so no more."
}

# A password has no place among arguments, which all users of a machine see.
new_password() {
    local wanted again
    if [[ -t 0 ]]; then
        wanted=$(hidden_line "The operator's new password: ") && again=$(hidden_line "Once more: ") || fail "nothing is changed."
        [[ $wanted == "$again" ]] || fail "the two were not the same, and nothing is changed."
    else
        IFS= read -r wanted || [[ -n $wanted ]] || fail "there is no password in standard input, and nothing is changed."
    fi
    printf '%s' "$wanted"
}

# What is typed at the terminal, unseen.
hidden_line() {
    local line status=0
    IFS= read -rsp "$1" line || status=$?
    say ""
    printf '%s' "$line"
    return "$status"
}

client_host() {
    case ${1:-} in
        lost)
            (($# == 2)) || fail_usage "host lost takes the NAME of a host, as host list shows it."
            need_operator
            client host "$OPERATOR" lost "$2" >/dev/null
            say "Host $2 counts as lost: what lay there counts as gone, and what is deleted from now on does not wait for it."
            say "What is still wanted there is down until its agent enrols anew; until then its agent is refused."
            say "Should the machine come back, its tunnels may still run: end them there with ./causeway down first."
            ;;
        drain | undrain)
            (($# == 2)) || fail_usage "host $1 takes the NAME of a host, as host list shows it."
            need_operator
            client host "$OPERATOR" "$1" "$2"
            ;;
        list)
            (($# == 1)) || fail_usage "host list takes nothing more."
            need_operator
            client host "$OPERATOR" list
            ;;
        *) fail_usage "host knows drain NAME, undrain NAME, lost NAME and list." ;;
    esac
}

client_workload() {
    case ${1:-} in
        add)
            (($# == 3)) || fail_usage "workload add takes SUBNET and NAME."
            workload add "$2" "$3"
            ;;
        remove)
            (($# == 2)) || fail_usage "workload remove takes a NAME."
            workload remove "$2"
            ;;
        list)
            (($# == 1)) || fail_usage "workload list takes nothing more."
            workload list
            ;;
        *) fail_usage "workload knows add SUBNET NAME, remove NAME and list." ;;
    esac
}

# The operator acts in the project of the given credentials.
workload() {
    need_operator
    need_credentials
    client workload "$OPERATOR" "$CREDENTIALS" "$@"
}
