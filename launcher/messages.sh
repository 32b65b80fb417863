# shellcheck shell=bash
# What the launcher says: results on standard output, everything about the work itself on standard error.

say() { printf '%s\n' "$*" >&2; }

# One sentence that says what is missing and what to do about it.
fail() {
    printf 'causeway: %s\n' "$*" >&2
    exit 1
}

fail_usage() {
    printf 'causeway: %s See ./causeway help.\n' "$*" >&2
    exit 2
}

no_arguments() { (($# == 0)) || fail_usage "'$1' is not understood here."; }

# Runs a long command with its output in a file and tells every few seconds that it still works.
#   with_progress "building" LOG COMMAND...
with_progress() {
    local what=$1 log=$2 started=$SECONDS pid status=0 told=0
    shift 2
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - started >= told + 5)); then
            told=$((SECONDS - started))
            say "  $what: ${told} s"
        fi
    done
    wait "$pid" || status=$?
    return "$status"
}

show_help() {
    cat <<'TEXT'
Causeway: a managed VPN service, compatible with the Huawei Cloud VPN API v5, on your own machines.

  ./causeway demo [--keep]              play the main job from API call to encrypted packets, then clean up
  ./causeway test [--no-dataplane]      run every test (the data plane needs root)
  ./causeway bench [--only PART]        measure and print the figures (of setup, throughput, rates, clients, sites,
                                        console or scale only), and write them as JSON [--out FILE]
  ./causeway bench --soak [MINUTES]     see what is lost while security associations are replaced again and again, for
                                        20 minutes unless said otherwise

  ./causeway up                         start controller and agent on this machine
  ./causeway down                       stop them; nothing but the data directory stays
  ./causeway status                     what runs, and how many gateways and connections there are
  ./causeway doctor                     check what this machine needs, with a remedy for what is missing

  ./causeway discard-unlisted           remove from this host what the controller never withdrew and lists no longer

  ./causeway env                        shell exports for the official SDKs and Terraform
  ./causeway api METHOD PATH [JSON|-]   one signed call; {project_id} in PATH is replaced
  ./causeway project create NAME        a further project with its own user and keys
  ./causeway project list
  ./causeway operator password          set the password by which the operator logs in to the console; it is read from the
                                        terminal or from standard input
  ./causeway host list
  ./causeway host drain NAME            let traffic of its VPN gateways' nodes come by their other nodes, and wait for that
  ./causeway host undrain NAME          let its nodes serve again
  ./causeway host lost NAME             a host that never comes back: what lay there counts as gone, and its agent is
                                        refused until it enrols anew
  ./causeway workload add SUBNET NAME   attach a namespace with an address of the subnet, to try things from
  ./causeway workload remove NAME
  ./causeway workload list

Options
  --data DIR          data directory (default for root: /var/lib/causeway)
  --port N            port of the API (default 8443); the agents' port is the next one
  --agent-port N      another port for the agents
  --internet CIDR     segment of the simulated internet (default 203.0.113.0/24)
  --zones A,B,...     availability zones (default az1,az2,az3,az4)
  --region NAME       name of the region (default causeway-1)
  --listen ADDRESS    address that the API binds to (default 127.0.0.1; 0.0.0.0 or :: for all)
  --public-url URL    how clients call the API (default: address and port)
  --certificate FILE  own certificate of the API with its chain, and
  --key FILE          its key; both are read again when they change
  --database-url URL  an external PostgreSQL instead of the embedded one, and
  --database-password-file FILE   the password for it
  --bgp-timers K,H    seconds between signs of life in BGP, and of silence that end it (default 10,30)
  --bfd N,MS          packets of BFD that may be missing, MS milliseconds apart (default 3,300); 0 for none of it
  --as FILE           api, workload: other credentials than DIR/credentials.json
  --no-install        name missing Debian packages instead of installing them
  --dataplane sim     demo without root (not built yet)
TEXT
}
