# shellcheck shell=bash
# What Causeway changes on the whole host while at least one instance runs: one kernel setting and AppArmor's local
# additions. The last instance that goes puts everything back.

readonly HOST_STATE=/run/causeway
readonly RECEIVE_BUFFER=/proc/sys/net/core/rmem_default
readonly RECEIVE_BUFFER_WANTED=4194304 # the default loses ESP packets at a few hundred Mbit/s

# One launcher at a time changes them.
with_host_state() (
    mkdir -p "$HOST_STATE/instances"
    exec {lock}>"$HOST_STATE/lock"
    flock "$lock"
    "$@"
)

host_settings_take() { with_host_state take_settings "$1"; }
host_settings_release() { with_host_state release_settings "$1"; }

take_settings() {
    : >"$HOST_STATE/instances/$1"
    if [[ -w $RECEIVE_BUFFER ]] && (($(<"$RECEIVE_BUFFER") < RECEIVE_BUFFER_WANTED)); then
        cat "$RECEIVE_BUFFER" >"$HOST_STATE/rmem_default"
        printf '%s' "$RECEIVE_BUFFER_WANTED" >"$RECEIVE_BUFFER"
    fi
    apparmor_allow
}

release_settings() {
    rm -f "$HOST_STATE/instances/$1"
    [[ -z $(ls -A "$HOST_STATE/instances") ]] || return 0
    if [[ -e $HOST_STATE/rmem_default ]]; then cat "$HOST_STATE/rmem_default" >"$RECEIVE_BUFFER"; fi
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
