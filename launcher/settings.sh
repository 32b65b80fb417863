# shellcheck shell=bash
# What a service was started with: DIR/settings, which later commands and a later `up` go by.

readonly DATABASE_PASSWORD_IN_URL='[?&](ssl)?password=|//[^/?]*@'

declare -A SAVED=()

# Options beat what the last `up` was started with, that beats the defaults. The agents' port follows a new port.
load_settings() {
    local key value
    if [[ -r $DATA/settings ]]; then
        SAVED=([listen]=127.0.0.1 [public_url]='' [certificate]='' [key]='' [database_password_file]=''
            [bgp_timers]=10,30 [bfd]=3,300)
        while IFS='=' read -r key value; do SAVED[$key]=$value; done <"$DATA/settings"
    fi
    if [[ -n $PORT && -z $AGENT_PORT && $PORT != "${SAVED[port]:-}" ]]; then AGENT_PORT=$((PORT + 1)); fi
    : "${PORT:=${SAVED[port]:-8443}}"
    : "${AGENT_PORT:=${SAVED[agent_port]:-$((PORT + 1))}}"
    : "${INTERNET:=${SAVED[internet]:-203.0.113.0/24}}" "${ZONES:=${SAVED[zones]:-az1,az2,az3,az4}}"
    : "${REGION:=${SAVED[region]:-causeway-1}}" "${LISTEN:=${SAVED[listen]:-127.0.0.1}}"
    : "${PUBLIC_URL:=${SAVED[public_url]:-}}" "${CERTIFICATE:=${SAVED[certificate]:-}}" "${KEY:=${SAVED[key]:-}}"
    : "${BGP_TIMERS:=${SAVED[bgp_timers]:-10,30}}" "${BFD:=${SAVED[bfd]:-3,300}}"
    : "${DATABASE_URL:=${SAVED[database_url]:-}}"
    : "${DATABASE_PASSWORD_FILE:=${SAVED[database_password_file]:-}}"
}

save_settings() {
    local file=$DATA/settings
    (umask 077 && printf '%s\n' "port=$PORT" "agent_port=$AGENT_PORT" "internet=$INTERNET" "zones=$ZONES" \
        "region=$REGION" "listen=$LISTEN" "public_url=$PUBLIC_URL" "certificate=$CERTIFICATE" "key=$KEY" \
        "database_url=$DATABASE_URL" "database_password_file=$DATABASE_PASSWORD_FILE" \
        "bgp_timers=$BGP_TIMERS" "bfd=$BFD" >"$file.new")
    mv "$file.new" "$file"
}

# A running service is not changed by options: they are refused, with what is true.
refuse_other_settings() {
    local option key
    for option in "${!GIVEN[@]}"; do
        key=${option#--}
        key=${key//-/_}
        [[ -v SAVED[$key] && ${SAVED[$key]} != "${GIVEN[$option]}" ]] || continue
        use_saved_settings
        [[ $option != --database-url ]] || SAVED[$key]="another one"
        fail "Causeway runs at $(endpoint) with $option ${SAVED[$key]:-(none)}, not ${GIVEN[$option]}; to change that, first run: ./causeway down$(data_option)"
    done
}

# What the running service was started with counts, whatever was typed.
use_saved_settings() {
    PORT=${SAVED[port]:-$PORT} AGENT_PORT=${SAVED[agent_port]:-$AGENT_PORT}
    LISTEN=${SAVED[listen]:-127.0.0.1} PUBLIC_URL=${SAVED[public_url]:-} CERTIFICATE=${SAVED[certificate]:-}
}

# What cannot be started so, said before anything is.
check_settings() {
    if [[ (-n $CERTIFICATE && -z $KEY) || (-z $CERTIFICATE && -n $KEY) ]]; then
        fail_usage "--certificate and --key belong together."
    fi
    if [[ -z $PUBLIC_URL && ($LISTEN == 0.0.0.0 || $LISTEN == ::) ]]; then
        fail_usage "--listen $LISTEN needs --public-url https://HOST[:PORT], by which clients call the API."
    fi
    local file
    for file in "$CERTIFICATE" "$KEY" "$DATABASE_PASSWORD_FILE"; do
        [[ -z $file || -r $file ]] || fail "$file cannot be read."
    done
}

# Earlier versions took a password in the URL; it goes to a file of its own.
part_database_password() {
    [[ $DATABASE_URL =~ $DATABASE_PASSWORD_IN_URL ]] || return 0
    [[ $DATABASE_URL =~ ^([^?]*\?(.*\&)?)password=([^\&]*)(\&.*)?$ ]] ||
        fail "the database's URL in $DATA/settings has a password; put it into a file and give --database-url and --database-password-file."
    local before=${BASH_REMATCH[1]} password=${BASH_REMATCH[3]} after=${BASH_REMATCH[4]}
    password=${password//\\/\\\\}
    password=${password//+/ }
    DATABASE_PASSWORD_FILE=$DATA/database-password
    (umask 077 && printf '%b\n' "${password//%/\\x}" >"$DATABASE_PASSWORD_FILE.new")
    mv "$DATABASE_PASSWORD_FILE.new" "$DATABASE_PASSWORD_FILE"
    DATABASE_URL=${before}${after#&}
    DATABASE_URL=${DATABASE_URL%[?&]}
}

# By which clients call the API.
endpoint() {
    if [[ -n $PUBLIC_URL ]]; then
        printf '%s' "$PUBLIC_URL"
    else
        local_endpoint
    fi
}

# By which this machine itself reaches the listener.
local_endpoint() {
    case $LISTEN in
        0.0.0.0) printf 'https://127.0.0.1:%s' "$PORT" ;;
        ::) printf 'https://[::1]:%s' "$PORT" ;;
        *:*) printf 'https://[%s]:%s' "$LISTEN" "$PORT" ;;
        *) printf 'https://%s:%s' "$LISTEN" "$PORT" ;;
    esac
}
