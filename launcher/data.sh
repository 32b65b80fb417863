# shellcheck shell=bash
# The data directory: who owns what in it, the settings it was started with, the instance id, the runnable files.
#
#   DIR/instance, DIR/settings           which instance this is, and how it was started
#   DIR/credentials.json, operator.json  0600
#   DIR/ca.pem                           the certificate that clients trust
#   DIR/projects/NAME.json               0600: credentials of further projects
#   DIR/controller                       the controller's own (its user's alone)
#   DIR/agent                            the agent's own (root's alone)
#   DIR/app, DIR/log, DIR/run            runnable files, logs, pid files

readonly SERVICE_USER=causeway
readonly SERVICE_USER_OPTIONS=(--reuid "$SERVICE_USER" --regid "$SERVICE_USER" --init-groups --no-new-privs
    --bounding-set -all --inh-caps -all --reset-env)

need_data_dir() {
    [[ -n $DATA ]] || { ((EUID == 0)) && DATA=/var/lib/causeway; } || fail "which data directory? Give --data DIR (root's is /var/lib/causeway)."
    DATA=$(readlink -m -- "$DATA")
    load_settings
}

# Options beat what the last `up` was started with, that beats the defaults. The agents' port follows a new port.
load_settings() {
    local key value
    [[ -z $PORT ]] || : "${AGENT_PORT:=$((PORT + 1))}"
    if [[ -r $DATA/settings ]]; then
        while IFS='=' read -r key value; do
            case $key in
                port) : "${PORT:=$value}" ;;
                agent_port) : "${AGENT_PORT:=$value}" ;;
                internet) : "${INTERNET:=$value}" ;;
                zones) : "${ZONES:=$value}" ;;
                region) : "${REGION:=$value}" ;;
                database_url) : "${DATABASE_URL:=$value}" ;;
            esac
        done <"$DATA/settings"
    fi
    : "${PORT:=8443}" "${INTERNET:=203.0.113.0/24}" "${ZONES:=az1,az2,az3,az4}" "${REGION:=causeway-1}"
    : "${AGENT_PORT:=$((PORT + 1))}"
}

save_settings() {
    local file=$DATA/settings
    (umask 077 && printf '%s\n' "port=$PORT" "agent_port=$AGENT_PORT" "internet=$INTERNET" "zones=$ZONES" \
        "region=$REGION" "database_url=$DATABASE_URL" >"$file.new")
    mv "$file.new" "$file"
}

instance_id() { [[ -r $DATA/instance ]] && cat "$DATA/instance"; }

make_data_dir() {
    mkdir -p "$DATA"/{app,log,run,projects}
    chmod 755 "$DATA" "$DATA/app"
    chmod 700 "$DATA/projects" "$DATA/log" "$DATA/run"
    install -d -m 700 "$DATA/agent"
    install -d -m 700 -o "$SERVICE_USER" -g "$SERVICE_USER" "$DATA/controller"
    [[ -s $DATA/instance ]] || free_instance_id >"$DATA/instance"
}

# Four hex digits that name nothing on this host yet.
free_instance_id() {
    local id
    while :; do
        id=$(od -An -N2 -tx1 /dev/urandom | tr -d ' \n')
        [[ -d /run/causeway-$id || $(ip netns list) == *cw-"$id"-* ]] || break
    done
    printf '%s\n' "$id"
}

need_service_user() {
    id -u "$SERVICE_USER" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin --comment "Causeway controller" "$SERVICE_USER" || fail "the user $SERVICE_USER cannot be made."
}

# Runs a command as the controller's user, without any privilege. Also used to read its files, so that root never
# follows a link that this user made.
as_service_user() { setpriv "${SERVICE_USER_OPTIONS[@]}" -- "$@"; }

# The clone and root's Maven repository may be closed to the controller's user: it gets copies that it can read.
install_runnables() {
    local module=$1
    rm -rf "$DATA/app/$module.new"
    mkdir -p "$DATA/app/$module.new/lib"
    cp -p "$(module_jar "$module")" "$DATA/app/$module.new/app.jar"
    cp -p "$HOME_DIR/$module/target/lib/"*.jar "$DATA/app/$module.new/lib/"
    chmod -R u=rwX,go=rX "$DATA/app/$module.new"
    rm -rf "${DATA:?}/app/$module"
    mv "$DATA/app/$module.new" "$DATA/app/$module"
    as_service_user test -r "$DATA/app/$module/app.jar" ||
        fail "the controller's user cannot reach $DATA; choose a folder that all may enter with --data DIR."
    as_service_user test -x "$JAVA_HOME/bin/java" ||
        fail "the controller's user cannot reach the JDK in $JAVA_HOME; put one under $JVM_FOLDER."
}

# What the controller made at its first start, for root and for clients.
publish_controller_files() {
    local name
    for name in credentials.json operator.json enrolment-token; do
        (umask 077 && as_service_user cat "$DATA/controller/$name" >"$DATA/$name.new")
        mv "$DATA/$name.new" "$DATA/$name"
    done
    as_service_user cat "$DATA/controller/ca.pem" >"$DATA/ca.pem.new"
    chmod 644 "$DATA/ca.pem.new"
    mv "$DATA/ca.pem.new" "$DATA/ca.pem"
    name_public_ca "$DATA/credentials.json" "$DATA/operator.json"
    name_endpoint
}

# Further projects' credentials follow a change of the port.
name_endpoint() {
    local file
    for file in "$DATA/projects/"*.json; do
        [[ ! -e $file ]] || sed -i -E "s#(\"endpoint\" *: *)\"[^\"]*\"#\1\"$(endpoint)\"#" "$file"
    done
}

# Credentials made by the controller name the certificate where only its user finds it.
name_public_ca() { sed -i "s#$DATA/controller/ca.pem#$DATA/ca.pem#" "$@"; }
