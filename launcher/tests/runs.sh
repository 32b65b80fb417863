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
    for name in need_{packages,guest,tun,build,service_user} service_{is_up,up} maven print_test_totals; do
        eval "$name() { :; }"
    done
    scenario_program() { echo "runs $*"; }
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

test_bench_measures_all_or_one_part_or_soaks() {
    need_root
    capture fetches run_bench
    assert_says "/bench.json"
    assert_silent_about "--only"
    capture fetches run_bench --only sites --out some.json
    assert_says "runs bench.Main --out some.json --only sites"
    capture fetches run_bench --only console
    assert_says "--only console"
    capture fetches run_bench --only pages
    assert_says "--only takes"
    capture fetches run_bench --soak
    assert_says "--soak 20"
    capture fetches run_bench --soak 3 --out some.json
    assert_says "runs bench.Main --out some.json --soak 3"
    capture fetches run_bench --soak 0
    assert_says "bench does not know '0'"
}
