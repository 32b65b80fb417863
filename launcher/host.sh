# shellcheck shell=bash
# AppArmor's additions, which all instances share, and what else of the host matters before anything starts. The one kernel
# setting that is changed is the agent's business.

readonly HOST_STATE=/run/causeway

host_settings_take() { with_host_state take_settings "$1"; }

# The last instance that goes puts back what the first one changed.
host_settings_release() { with_host_state release_settings "$1"; }

# One launcher at a time.
with_host_state() (
    mkdir -p "$HOST_STATE/instances"
    exec {lock}>"$HOST_STATE/lock"
    flock "$lock"
    "$@"
)

take_settings() {
    : >"$HOST_STATE/instances/$1"
    apparmor_allow
}

release_settings() {
    rm -f "$HOST_STATE/instances/$1"
    [[ -z $(ls -A "$HOST_STATE/instances") ]] || return 0
    apparmor_forget
    rm -rf "$HOST_STATE"
}

need_tun() {
    [[ -c /dev/net/tun ]] || modprobe tun 2>/dev/null || true
    tun_works || fail "there is no usable /dev/net/tun, which the tunnels need: load the tun module, or give the container that device."
}

tun_works() { [[ -c /dev/net/tun ]] && (: <>/dev/net/tun) 2>/dev/null; }

# Says who has a port, as far as this user may know.
port_owner() { ss -Hltnp "sport = :$1" 2>/dev/null | sed -nE '1s/.*users:\(\("([^"]*)",pid=([0-9]+).*/\1, pid \2/p'; }

port_taken() { [[ -n $(ss -Hltn "sport = :$1" 2>/dev/null) ]]; }

need_free_port() {
    ! port_taken "$2" || fail "port $2 is taken ($(port_owner "$2")); choose another with $1 N."
}
