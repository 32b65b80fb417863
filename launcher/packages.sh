# shellcheck shell=bash
# Debian packages: which are needed and why, and their installation without starting or enabling any foreign service.

# package|why, for running the service
SERVICE_PACKAGES=(
    "iproute2|network namespaces, links, addresses and routes"
    "procps|kernel settings, and the processes that status shows"
    "libargon2-1|hashes of passwords"
    "nftables|the firewall of every gateway node"
    "curl|calls of the command line, which a JVM takes three times as long for"
    "strongswan-charon|the IKE daemon"
    "strongswan-swanctl|its VICI control socket"
    "libstrongswan-standard-plugins|its OpenSSL and AES-NI ciphers"
    "libcharon-extra-plugins|its userspace ESP (kernel-libipsec)"
    "openvpn|the server that clients connect to"
    "frr|BGP with customer gateways"
    "fping|echo requests to many customer gateways from one process"
)

# package|why, for demo, test and bench only
TRIAL_PACKAGES=(
    "iputils-ping|traffic through the tunnels"
    "tcpdump|the proof that only ESP crosses the wire"
    "iperf3|throughput"
    "wrk|calls of the API, many in a second"
    "qemu-system-x86|an emulated machine with a kernel of its own, for the Libreswan device"
    "busybox-static|the first program of that machine"
    "kmod|loads the modules of its kernel"
    "libnss3-tools|the key store of the Libreswan device"
    "libldns3|needed by Libreswan, which is unpacked and not installed"
    "libunbound8|needed by Libreswan"
    "libevent-pthreads-2.1-7|needed by Libreswan"
    "libcurl3-nss|needed by Libreswan"
    "openssl|a CA of clients, their certificates, and what it revokes"
    "bird2|the router of a customer that speaks BGP"
    "chromium|the browser in which the console is tried"
    "chromium-driver|by which a program uses that browser"
    "python3-gi|calls NetworkManager's importer of clients' files, which is unpacked and not installed"
)

readonly POLICY=/usr/sbin/policy-rc.d
readonly POLICY_KEPT=/usr/sbin/policy-rc.d.kept-by-causeway
readonly POLICY_MARK='# made by causeway for the time of an installation'

package_installed() { [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == 'install ok installed' ]]; }

# Prints the rows of the given list whose package is missing.
missing_packages() {
    local row
    for row in "$@"; do
        package_installed "${row%%|*}" || printf '%s\n' "$row"
    done
}

# Installs what is missing of the given rows, or only names it with --no-install.
need_packages() {
    local rows names
    command -v dpkg-query >/dev/null || fail "this is not a Debian system (no dpkg); install by hand: $(package_names "$@")."
    rows=$(missing_packages "$@")
    [[ -n $rows ]] || return 0
    mapfile -t rows <<<"$rows"
    names=$(package_names "${rows[@]}")
    say "Missing Debian packages:"
    printf '  %s\n' "${rows[@]/|/: }" >&2
    [[ $INSTALL == yes ]] || fail "install them with: apt-get install --no-install-recommends $names"
    ((EUID == 0)) || fail "installing them needs root: sudo apt-get install --no-install-recommends $names"
    # shellcheck disable=SC2086 # a list of package names
    install_packages $names
}

package_names() {
    local row names=()
    for row in "$@"; do names+=("${row%%|*}"); done
    printf '%s' "${names[*]}"
}

# In a subshell, so that its EXIT trap puts policy-rc.d back whatever happens.
install_packages() (
    log=$(mktemp)
    exec {lock}>/run/causeway-install.lock
    flock "$lock"
    enabled_before=$(enabled_services)
    trap 'restore_policy; rm -f "$log" /run/causeway-install.lock' EXIT
    trap 'exit 130' INT TERM HUP
    forbid_service_starts
    apt_candidates_known "$@" || apt_update "$log"
    if ! apt_install "$log" "$@"; then
        apt_update "$log"
        apt_install "$log" "$@" || {
            tail -n 15 "$log" >&2
            fail "apt-get could not install $*."
        }
    fi
    disable_new_services "$enabled_before"
)

# Fetches a package and unpacks it into a new folder, without installing it. The package lists may name a version that
# Debian has replaced meanwhile.
unpack_package() {
    local package=$1 folder=$2 log=$WORK_DIR/download.log new=$2.download
    rm -rf "$new"
    mkdir -p "$new/root"
    download_package "$package" "$new" "$log" || {
        apt_update "$log"
        download_package "$package" "$new" "$log"
    } || {
        tail -n 5 "$log" >&2
        fail "the package $package cannot be fetched."
    }
    dpkg -x "$new/$package"_*.deb "$new/root"
    rm -rf "$folder"
    mv "$new/root" "$folder"
    rm -rf "$new"
}

download_package() (cd "$2" && with_progress "fetching $1" "$3" apt-get download "$1")

apt_update() { with_progress "reading package lists" "$1" apt-get update || say "  apt-get update: $(tail -n 1 "$1")"; }

apt_install() {
    local log=$1
    shift
    with_progress "installing" "$log" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C \
        apt-get install -y --no-install-recommends --no-remove -o Dpkg::Options::=--force-confold "$@"
}

# Package lists may be absent on a fresh machine.
apt_candidates_known() {
    local package
    for package in "$@"; do
        [[ $(LC_ALL=C apt-cache policy "$package" 2>/dev/null) =~ Candidate:\ [0-9] ]] || return 1
    done
}

# Debian's packages start their services unless this file forbids it. A file that is there already is kept aside untouched.
forbid_service_starts() {
    restore_policy
    if [[ -e $POLICY || -L $POLICY ]]; then mv "$POLICY" "$POLICY_KEPT"; fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" >"$POLICY"
    chmod 755 "$POLICY"
}

# Also mends what an installation that was killed has left.
restore_policy() {
    if [[ -f $POLICY ]] && grep -qF "$POLICY_MARK" "$POLICY"; then rm -f "$POLICY"; fi
    if [[ -e $POLICY_KEPT || -L $POLICY_KEPT ]]; then mv "$POLICY_KEPT" "$POLICY"; fi
}

# Services that would start at the next boot, for systemd and for System V init.
enabled_services() {
    {
        find /etc/systemd/system -type l -path '*.wants/*.service' -printf 'systemd %f\n' 2>/dev/null
        find /etc/rc2.d -name 'S[0-9][0-9]*' -printf 'sysv %f\n' 2>/dev/null | sed -E 's/S[0-9]{2}//'
    } | sort -u
}

# Causeway runs its own daemons; the packages' own services stay switched off.
disable_new_services() {
    local kind name
    while read -r kind name; do
        case $kind in
            systemd) systemctl disable "$name" >/dev/null 2>&1 || find /etc/systemd/system -type l -path "*.wants/$name" -delete ;;
            sysv) update-rc.d "$name" disable >/dev/null 2>&1 || true ;;
        esac
    done < <(comm -13 <(printf '%s\n' "$1") <(enabled_services))
}
