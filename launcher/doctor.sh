# shellcheck shell=bash
# Checks each thing that Causeway needs and names a remedy for what is missing. Changes nothing.

doctor() {
    [[ -n $DATA ]] || DATA=/var/lib/causeway
    load_settings
    DOCTOR_FAILED=0
    check_root
    check_java
    check_maven
    check_packages needed "${SERVICE_PACKAGES[@]}"
    check_packages "for demo, test and bench" "${TRIAL_PACKAGES[@]}"
    check_guest
    check_tun
    check_namespaces
    check_nftables
    check_links
    check_clients
    check_backends
    check_port "API port" --port "$PORT" controller
    check_port "agent port" --agent-port "$AGENT_PORT" controller
    check_apparmor
    check_disk
    check_foreign_services
    exit "$DOCTOR_FAILED"
}

good() { printf 'ok       %-14s %s\n' "$1" "$2"; }
note() { printf 'note     %-14s %s\n' "$1" "$2"; }
bad() {
    printf 'MISSING  %-14s %s\n' "$1" "$2"
    DOCTOR_FAILED=1
}

check_root() {
    if ((EUID == 0)); then
        good root "the agent and the data plane may be started"
    else
        bad root "up, demo and test of the data plane need root: use sudo"
    fi
}

check_java() {
    local home
    if home=$(find_jdk); then
        good JDK "$(jdk_release "$home") in $home"
    else
        bad JDK "none of version $JAVA_WANTED or newer in JAVA_HOME or under $JVM_FOLDER: install one there"
    fi
}

check_maven() {
    if command -v mvn >/dev/null; then
        good Maven "$(command -v mvn)"
    else
        bad Maven "apt-get install --no-install-recommends maven"
    fi
}

check_packages() {
    local purpose=$1 missing
    shift
    missing=$(missing_packages "$@")
    if [[ -z $missing ]]; then
        good packages "all that are $purpose"
        return
    fi
    mapfile -t missing <<<"$missing"
    if [[ $purpose == needed ]]; then
        bad packages "apt-get install --no-install-recommends $(package_names "${missing[@]}") (up does it)"
    else
        note packages "$purpose: $(package_names "${missing[@]}") (those commands install them)"
    fi
}

check_guest() {
    if [[ -e $GUEST/vmlinuz && -x $LIBRESWAN/usr/libexec/ipsec/pluto ]]; then
        good guest "the emulated machine's kernel and its VPN device are unpacked in $WORK_DIR"
    else
        note guest "for demo, test and bench: a kernel for an emulated machine, and Libreswan (those commands fetch them)"
    fi
}

check_tun() {
    if tun_works; then
        good tun "/dev/net/tun opens"
    else
        bad tun "/dev/net/tun is not usable: modprobe tun, or give the container that device"
    fi
}

check_namespaces() {
    if unshare --net true 2>/dev/null; then
        good namespaces "network namespaces can be made"
    elif ((EUID == 0)); then
        bad namespaces "this kernel or container does not allow network namespaces: it needs CAP_SYS_ADMIN"
    else
        note namespaces "cannot be tried without root"
    fi
}

check_nftables() {
    if ! command -v nft >/dev/null; then
        bad nftables "the package nftables is missing"
    elif ((EUID != 0)); then
        note nftables "cannot be tried without root"
    elif unshare --net nft add table inet causeway_doctor 2>/dev/null; then
        good nftables "the kernel takes nft tables"
    else
        bad nftables "the kernel has no nf_tables: load the module nf_tables"
    fi
}

check_links() {
    if ((EUID != 0)); then
        note links "cannot be tried without root"
    elif unshare --net sh -c 'ip link add near type veth peer name far && ip link add link near name second type macvlan' 2>/dev/null; then
        good links "veth and macvlan interfaces can be made"
    else
        bad links "the kernel lacks veth or macvlan interfaces: load the modules veth and macvlan"
    fi
}

# What a node does for clients: it knows which flows they began, and holds the EIP to what was bought.
check_clients() {
    if ((EUID != 0)); then
        note clients "cannot be tried without root"
    elif ! unshare --net nft 'table inet causeway_doctor { chain c { type filter hook forward priority 0; ct direction original ct mark set 1; }; }' 2>/dev/null; then
        bad clients "the kernel does not track flows: load the modules nf_conntrack and nft_ct"
    elif ! unshare --net sh -e 2>/dev/null <<<'
            tc qdisc add dev lo root handle 1: htb default 10
            tc class add dev lo parent 1: classid 1:10 htb rate 5mbit'; then
        bad clients "the kernel cannot shape traffic: load the module sch_htb"
    else
        good clients "the kernel tracks flows and shapes traffic"
    fi
}

# The userspace backend needs no more than a TUN; the kernel one is only reported until it exists.
check_backends() {
    if [[ -e /usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so ]]; then
        good "ESP" "userspace backend (kernel-libipsec) in use"
    else
        bad "ESP" "kernel-libipsec is missing: apt-get install --no-install-recommends libcharon-extra-plugins"
    fi
    if ((EUID == 0)); then
        if unshare --net ip link add causeway0 type xfrm dev lo if_id 1 2>/dev/null; then
            note "ESP" "this kernel could carry ESP itself (XFRM interfaces); that backend is not built yet"
        else
            note "ESP" "this kernel has no XFRM interfaces; none are needed"
        fi
    fi
}

check_port() {
    local title=$1 option=$2 port=$3
    if ! port_taken "$port"; then
        good "$title" "$port is free"
    elif controller_pid >/dev/null; then
        good "$title" "$port, used by Causeway"
    else
        bad "$title" "$port is taken ($(port_owner "$port")): choose another with $option N"
    fi
}

check_apparmor() {
    if ! apparmor_active; then
        good AppArmor "not in force for charon"
    elif apparmor_allows; then
        good AppArmor "charon's profile has Causeway's addition"
    elif command -v apparmor_parser >/dev/null; then
        note AppArmor "up adds Causeway's folders to $APPARMOR_LOCAL, and down takes them out"
    else
        bad AppArmor "its parser is missing: apt-get install --no-install-recommends apparmor"
    fi
}

check_disk() {
    local folder=$DATA free
    while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
    free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
    if ((free >= 1024)); then
        good disk "$free MiB free for $DATA"
    else
        bad disk "only $free MiB free for $DATA: 1024 are needed; choose another folder with --data DIR"
    fi
}

# Causeway's daemons live in namespaces of their own, so such a service disturbs nothing; it is only named.
check_foreign_services() {
    local name
    for name in strongswan-starter strongswan ipsec openvpn frr bird; do
        if systemctl is-active --quiet "$name" 2>/dev/null; then
            note services "$name runs on this host; Causeway does not need it"
        fi
    done
}
