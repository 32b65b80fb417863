# shellcheck shell=bash
# Options are accepted anywhere after the command; what is left goes to the command as ARGUMENTS.

ARGUMENTS=()
DATA=
PORT=
AGENT_PORT=
INTERNET=
ZONES=
REGION=
DATABASE_URL=
AS=
INSTALL=yes

read_options() {
    while (($#)); do
        case $1 in
            --data | --port | --agent-port | --internet | --zones | --region | --database-url | --as)
                (($# > 1)) || fail_usage "$1 needs a value."
                set_option "$1" "$2"
                shift 2
                ;;
            --data=* | --port=* | --agent-port=* | --internet=* | --zones=* | --region=* | --database-url=* | --as=*)
                set_option "${1%%=*}" "${1#*=}"
                shift
                ;;
            --no-install)
                INSTALL=no
                shift
                ;;
            *)
                ARGUMENTS+=("$1")
                shift
                ;;
        esac
    done
}

set_option() {
    [[ -n $2 ]] || fail_usage "$1 needs a value."
    case $1 in
        --data) DATA=$2 ;;
        --port) PORT=$(port_number "$1" "$2") ;;
        --agent-port) AGENT_PORT=$(port_number "$1" "$2") ;;
        --internet) INTERNET=$2 ;;
        --zones) ZONES=$2 ;;
        --region) REGION=$2 ;;
        --database-url) DATABASE_URL=$2 ;;
        --as) AS=$2 ;;
    esac
}

port_number() {
    if ! [[ $2 =~ ^[0-9]{1,5}$ ]] || ((10#$2 < 1 || 10#$2 > 65534)); then
        fail_usage "$1 takes a port number from 1 to 65534, not '$2'."
    fi
    printf '%d' "$((10#$2))"
}
