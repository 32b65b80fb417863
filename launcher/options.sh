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
DATABASE_PASSWORD_FILE=
LISTEN=
PUBLIC_URL=
CERTIFICATE=
KEY=
BGP_TIMERS=
BFD=
AS=
INSTALL=yes
declare -A GIVEN=() # what was typed, for the settings that a service is started with

read_options() {
    while (($#)); do
        case $1 in
            --data | --port | --agent-port | --internet | --zones | --region | --database-url | --as | \
                --database-password-file | --listen | --public-url | --certificate | --key | --bgp-timers | --bfd)
                (($# > 1)) || fail_usage "$1 needs a value."
                set_option "$1" "$2"
                shift 2
                ;;
            --data=* | --port=* | --agent-port=* | --internet=* | --zones=* | --region=* | --database-url=* | --as=* | \
                --database-password-file=* | --listen=* | --public-url=* | --certificate=* | --key=* | --bgp-timers=* | --bfd=*)
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
        --database-url) DATABASE_URL=$(url_without_password "$2") ;;
        --database-password-file) DATABASE_PASSWORD_FILE=$(readlink -m -- "$2") ;;
        --listen) LISTEN=$2 ;;
        --public-url) PUBLIC_URL=$(public_url "$2") ;;
        --certificate) CERTIFICATE=$(readlink -m -- "$2") ;;
        --key) KEY=$(readlink -m -- "$2") ;;
        --bgp-timers) BGP_TIMERS=$(bgp_timers "$2") ;;
        --bfd) BFD=$(bfd_detection "$2") ;;
        --as) AS=$2 ;;
    esac
    case $1 in
        --data | --as) ;;
        --port) GIVEN[$1]=$PORT ;;
        --agent-port) GIVEN[$1]=$AGENT_PORT ;;
        --public-url) GIVEN[$1]=$PUBLIC_URL ;;
        --certificate | --key | --database-password-file) GIVEN[$1]=$(readlink -m -- "$2") ;;
        *) GIVEN[$1]=$2 ;;
    esac
}

# The arguments of a process are for everybody on the machine to see.
url_without_password() {
    if [[ ${1,,} =~ $DATABASE_PASSWORD_IN_URL ]]; then
        fail_usage "--database-url must have no password, which all users of this machine could read; put it into a file that only root can read and give --database-password-file FILE."
    fi
    printf '%s' "$1"
}

public_url() {
    [[ $1 =~ ^https://[^/@?#[:space:]]+/?$ ]] || fail_usage "--public-url takes https://HOST or https://HOST:PORT, not '$1'."
    printf '%s' "${1%/}"
}

bgp_timers() {
    if ! [[ $1 =~ ^([0-9]{1,5}),([0-9]{1,5})$ ]] || ((10#${BASH_REMATCH[1]} < 1 ||
        10#${BASH_REMATCH[2]} < 3 * 10#${BASH_REMATCH[1]} || 10#${BASH_REMATCH[2]} > 65535)); then
        fail_usage "--bgp-timers takes two numbers of seconds, of which the second is three times the first at least, such as 10,30, not '$1'."
    fi
    printf '%s' "$1"
}

bfd_detection() {
    [[ $1 != 0 ]] || { printf 0 && return; }
    if ! [[ $1 =~ ^([0-9]{1,3}),([0-9]{1,5})$ ]] || ((10#${BASH_REMATCH[1]} < 2 || 10#${BASH_REMATCH[1]} > 255 ||
        10#${BASH_REMATCH[2]} < 10 || 10#${BASH_REMATCH[2]} > 60000)); then
        fail_usage "--bfd takes a number from 2 to 255 and one of milliseconds from 10 to 60000, such as 3,300, or 0, not '$1'."
    fi
    printf '%s' "$1"
}

port_number() {
    if ! [[ $2 =~ ^[0-9]{1,5}$ ]] || ((10#$2 < 1 || 10#$2 > 65534)); then
        fail_usage "$1 takes a port number from 1 to 65534, not '$2'."
    fi
    printf '%d' "$((10#$2))"
}
