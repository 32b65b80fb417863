# shellcheck shell=bash
# The data directory: who owns what in it, the instance id, the runnable files.
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
    --bounding-set -all --inh-caps -all --ambient-caps -all --reset-env)

# For a low port, the one right that it takes.
readonly LOW_PORT_OPTIONS=(--reuid "$SERVICE_USER" --regid "$SERVICE_USER" --init-groups --no-new-privs
    --bounding-set -all,+net_bind_service --inh-caps -all,+net_bind_service --ambient-caps -all,+net_bind_service
    --reset-env)

need_data_dir() {
    [[ -n $DATA ]] || { ((EUID == 0)) && DATA=/var/lib/causeway; } || fail "which data directory? Give --data DIR (root's is /var/lib/causeway)."
    DATA=$(readlink -m -- "$DATA")
    load_settings
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
        [[ -d /run/causeway-$id || $(ip netns list 2>/dev/null) == *cw-"$id"-* ]] || break
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
    copy_runnables "$module" "$DATA/app/$module.new"
    [[ $module != controller ]] || copy_caches "$DATA/app/$module.new"
    chmod -R u=rwX,go=rX "$DATA/app/$module.new"
    rm -rf "${DATA:?}/app/$module"
    mv "$DATA/app/$module.new" "$DATA/app/$module"
    as_service_user test -r "$DATA/app/$module/app.jar" ||
        fail "the controller's user cannot reach $DATA; choose a folder that all may enter with --data DIR."
    as_service_user test -x "$JAVA_HOME/bin/java" ||
        fail "the controller's user cannot reach the JDK in $JAVA_HOME; put one under $JVM_FOLDER."
}

# Whether the runnable files are those of the last build.
runnables_current() {
    local installed=$DATA/app/$1
    cmp -s "$(module_jar "$1")" "$installed/app.jar" && cmp -s "$HOME_DIR/launcher/$1.jvm" "$installed/jvm" &&
        diff -rq "$HOME_DIR/$1/target/lib" "$installed/lib" >/dev/null 2>&1
}

# Files that only root may read, where the controller reads them: certificate, key, password of the database.
bring_files_to_controller() {
    [[ -z $CERTIFICATE ]] || bring_to_controller "$CERTIFICATE" given/certificate.pem
    [[ -z $KEY ]] || bring_to_controller "$KEY" given/key.pem
    [[ -z $DATABASE_PASSWORD_FILE ]] || bring_to_controller "$DATABASE_PASSWORD_FILE" given/database-password
}

# Written by the controller's user: root would follow its links.
bring_to_controller() {
    local file=$DATA/controller/$2
    ! as_service_user cat "$file" 2>/dev/null | cmp -s - "$1" || return 0
    # shellcheck disable=SC2016 # expands in the inner shell
    as_service_user "$BASH" -c 'umask 077 && mkdir -p "${1%/*}" && cat >"$1.new" && mv -f "$1.new" "$1"' _ "$file" <"$1"
}

# What the controller made at its first start, for root and for clients.
publish_controller_files() {
    local name
    for name in credentials.json operator.json enrolment-token; do
        as_service_user test -e "$DATA/controller/$name" || continue # a further controller of a database has none
        (umask 077 && as_service_user cat "$DATA/controller/$name" >"$DATA/$name.new")
        mv "$DATA/$name.new" "$DATA/$name"
    done
    as_service_user cat "$DATA/controller/ca.pem" >"$DATA/ca.pem.new"
    chmod 644 "$DATA/ca.pem.new"
    mv "$DATA/ca.pem.new" "$DATA/ca.pem"
    for name in credentials.json operator.json; do
        [[ ! -e $DATA/$name ]] || name_public_ca "$DATA/$name"
    done
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
