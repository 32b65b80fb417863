# shellcheck shell=bash
# What demo, test and bench have fetched before they begin.

# What a command fetches in a fresh clone, where nothing else is made or started.
fetches() (
    HOME_DIR=$SCRATCH/fresh
    mkdir -p "$HOME_DIR"
    cp -r "$(dirname "$CAUSEWAY")/launcher" "$HOME_DIR/"
    in_launcher with_stand_ins "$@"
)

with_stand_ins() {
    local name
    for name in need_{packages,guest,tun,build} service_{is_up,up} scenario_program maven print_test_totals; do
        eval "$name() { :; }"
    done
    unpack_package() { echo "fetches $1"; }
    # shellcheck disable=SC2034 # the launcher's
    DATA=$SCRATCH/data
    "$@"
}

test_only_the_tests_fetch_what_imports_clients_files_and_checks_rules() {
    need_root
    local command
    for command in run_demo run_bench run_tests; do
        capture fetches "$command"
        assert_status 0
        assert_says "fetches libreswan"
        if [[ $command == run_tests ]]; then
            assert_says "fetches network-manager-openvpn"
            assert_says "fetches prometheus"
        else
            assert_silent_about "network-manager"
            assert_silent_about "prometheus"
        fi
    done
}
