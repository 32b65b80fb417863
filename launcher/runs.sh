# shellcheck shell=bash
# demo, test, bench: Java programs of the module scenarios, with all of their set-up.

readonly LIBRESWAN=$WORK_DIR/libreswan
readonly NETWORK_MANAGER=$WORK_DIR/network-manager
readonly PROMETHEUS=$WORK_DIR/prometheus
readonly IMPORTER_PACKAGES=(network-manager-openvpn libnm0 gir1.2-nm-1.0)

# Libreswan conflicts with strongSwan's packages, so it is unpacked beside the build and never installed.
need_libreswan() {
    [[ ! -x $LIBRESWAN/usr/libexec/ipsec/pluto ]] || return 0
    [[ $INSTALL == yes ]] || fail "Libreswan is not unpacked in $LIBRESWAN; do it with: apt-get download libreswan && dpkg -x libreswan_*.deb $LIBRESWAN"
    unpack_package libreswan "$LIBRESWAN"
}

# NetworkManager brings a daemon along; only what reads files is wanted of it.
need_network_manager() {
    local package
    for package in "${IMPORTER_PACKAGES[@]}"; do
        [[ ! -d $NETWORK_MANAGER/$package ]] || continue
        [[ $INSTALL == yes ]] || fail "$package is not unpacked in $NETWORK_MANAGER; the same command without --no-install does it."
        mkdir -p "$NETWORK_MANAGER"
        unpack_package "$package" "$NETWORK_MANAGER/$package"
    done
    export CAUSEWAY_NETWORK_MANAGER=$NETWORK_MANAGER
}

# Prometheus brings a service along; only its checker is wanted.
need_prometheus() {
    if [[ ! -x $PROMETHEUS/usr/bin/promtool ]]; then
        [[ $INSTALL == yes ]] || fail "prometheus is not unpacked in $PROMETHEUS; the same command without --no-install does it."
        unpack_package prometheus "$PROMETHEUS"
    fi
    export CAUSEWAY_PROMETHEUS=$PROMETHEUS
}

need_trials() {
    need_packages "${SERVICE_PACKAGES[@]}" "${TRIAL_PACKAGES[@]}"
    need_libreswan
    need_guest
    need_tun
    export CAUSEWAY_LIBRESWAN=$LIBRESWAN CAUSEWAY_GUEST=$GUEST
}

# Runs a main class of scenarios in the foreground.
scenario_program() {
    local class=$1
    shift
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC "-Dcauseway.home=$HOME_DIR" "-Dcauseway.app=$BUILT_APP" -cp "$(module_jar scenarios):$HOME_DIR/scenarios/target/lib/*" "dev.causeway.scenarios.$class" "$@"
}

run_demo() {
    local keep=no started=no status=0 words=()
    while (($#)); do
        case $1 in
            --keep) keep=yes ;;
            --dataplane)
                [[ ${2:-} == sim ]] || fail_usage "--dataplane takes 'sim'."
                fail "--dataplane sim is not built yet; the demo needs root."
                ;;
            --dataplane=sim) fail "--dataplane sim is not built yet; the demo needs root." ;;
            *) fail_usage "demo does not know '$1'." ;;
        esac
        shift
    done
    ((EUID == 0)) || fail "the demo needs root, because it makes network namespaces and tunnels: sudo ./causeway demo (or --dataplane sim, without packets)"
    need_trials
    need_build
    service_is_up || started=yes
    service_up
    [[ $keep == no ]] || words+=(--keep)
    scenario_program demo.Main --data "$DATA" "${words[@]}" || status=$?
    if [[ $started == yes && $keep == no ]]; then
        release_data_dir
        service_down
    fi
    exit "$status"
}

service_is_up() { need_data_dir && service_running; }

run_bench() {
    local out=$WORK_DIR/bench.json only=() soak=()
    while (($#)); do
        case $1 in
            --out)
                [[ -n ${2:-} ]] || fail_usage "--out takes a file."
                out=$2
                shift
                ;;
            --only)
                [[ ${2:-} =~ ^(setup|throughput|rates|clients|sites|console|scale)$ ]] || fail_usage "--only takes setup, throughput, rates, clients, sites, console or scale."
                only=(--only "$2")
                shift
                ;;
            --soak)
                soak=(--soak 20)
                if [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]]; then
                    soak=(--soak "$2")
                    shift
                fi
                ;;
            *) fail_usage "bench does not know '$1'." ;;
        esac
        shift
    done
    ((${#only[@]} == 0 || ${#soak[@]} == 0)) || fail_usage "bench takes --only or --soak, not both."
    ((EUID == 0)) || fail "bench needs root, because it makes network namespaces and tunnels: sudo ./causeway bench"
    need_trials
    need_build
    scenario_program bench.Main --out "$out" "${only[@]}" "${soak[@]}"
}

run_tests() {
    local maven_options=(-Ptypes) status=0
    case ${1:-} in
        '')
            ((EUID == 0)) || fail "the tests of the data plane need root: sudo ./causeway test (or --no-dataplane for all others)"
            need_trials
            need_network_manager
            need_prometheus
            need_service_user # now, as several services start at once
            ;;
        --no-dataplane) maven_options+=(-DexcludedGroups=dataplane) ;;
        *) fail_usage "test does not know '$1'." ;;
    esac
    need_build # what the tests of the launcher start
    cd "$HOME_DIR"
    rm -rf ./*/target/surefire-reports
    # Maven's own lines are the progress. Tests of the agent mostly wait, and those of the controller compute: side by side.
    maven verify -T 2 "${maven_options[@]}" || status=$?
    print_test_totals
    exit "$status"
}

# The lines of surefire, one for each module and one for all.
print_test_totals() {
    local reports=(./*/target/surefire-reports/*.txt)
    [[ -e ${reports[0]} ]] || return 0
    awk '
        match($0, /^Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+/) {
            split(FILENAME, path, "/"); split($0, n, /[^0-9]+/)
            for (i = 2; i <= 5; i++) { module[path[2], i] += n[i]; all[i] += n[i] }
            names[path[2]]
        }
        END {
            for (m in names) line(m, module[m, 2], module[m, 3], module[m, 4], module[m, 5])
            line("", all[2], all[3], all[4], all[5])
        }
        function line(name, run, failures, errors, skipped) {
            printf "%sTests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", name == "" ? "" : name ": ", run, failures, errors, skipped
        }' "${reports[@]}"
}
