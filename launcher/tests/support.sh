# shellcheck shell=bash
# What the tests share: running the launcher, assertions, a throwaway copy of this machine's file system.

# Runs a command and keeps its OUTPUT (both streams) and STATUS.
capture() {
    STATUS=0
    OUTPUT=$("$@" 2>&1) || STATUS=$?
}

give_up() {
    printf '  %s\n' "$*" >&2
    [[ -z ${OUTPUT:-} ]] || printf '  output: %s\n' "${OUTPUT//$'\n'/$'\n'          }" >&2
    exit 1
}

assert_status() { ((STATUS == $1)) || give_up "expected exit status $1, got $STATUS"; }
assert_says() { [[ $OUTPUT == *"$1"* ]] || give_up "expected to be told '$1'"; }
assert_silent_about() { [[ $OUTPUT != *"$1"* ]] || give_up "did not expect '$1'"; }
assert_equal() { [[ $1 == "$2" ]] || give_up "expected '$1', got '$2'"; }
assert_one_sentence() { (($(grep -c . <<<"$OUTPUT") == 1)) || give_up "expected one line"; }
assert_mode() { [[ $(stat -c '%a %U' "$3") == "$1 $2" ]] || give_up "$3 is $(stat -c '%a %U' "$3"), not $1 $2"; }

need_root() { ((EUID == 0)) || give_up "this test needs root"; }

# A copy of the launcher where everybody can reach it, without anything built.
bare_launcher() {
    cp -r "$(dirname "$CAUSEWAY")/causeway" "$(dirname "$CAUSEWAY")/launcher" "$SCRATCH/"
    printf '%s/causeway' "$SCRATCH"
}

# Calls functions of the launcher itself, of the clone or as if HOME_DIR were it.
in_launcher() (
    cd "${HOME_DIR:=$(dirname "$CAUSEWAY")}" || exit
    for part in messages options packages apparmor java build cache processes settings data host client service watch doctor guest runs; do
        # shellcheck source=/dev/null
        source "launcher/$part.sh"
    done
    "$@"
)

as_nobody() { setpriv --reuid nobody --regid nogroup --clear-groups -- "$@"; }

# Runs a script, from standard input, in this machine's file system as it would look to a machine of its own: changes go
# to memory and are gone afterwards, processes are its own.
on_throwaway_machine() {
    need_root
    local root=$SCRATCH/machine
    mkdir -p "$root"
    cat >"$SCRATCH/script.sh"
    # shellcheck disable=SC2016 # expands in the inner shell
    unshare --mount --pid --fork --kill-child --propagation private bash -euc '
        mount -t tmpfs tmpfs "$1"
        mkdir "$1"/{up,work,root}
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$1/root"
        mount -t proc proc "$1/root/proc"
        mount --rbind /dev "$1/root/dev"
        mount -t tmpfs tmpfs "$1/root/run"
        mount -t tmpfs tmpfs "$1/root/tmp"
        mkdir -p "$1/root/tmp/test"
        cp "$2" "$1/root/tmp/test/script.sh"
        cp -r "$3/causeway" "$3/launcher" "$1/root/tmp/test/"
        exec chroot "$1/root" bash -euo pipefail /tmp/test/script.sh
    ' _ "$root" "$SCRATCH/script.sh" "$(dirname "$CAUSEWAY")"
}

# Listens on a free port of loopback in the background and sets PORT and LISTENER.
listen_somewhere() {
    coproc LISTENING { exec perl -MIO::Socket::INET -e '
        my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die; $| = 1;
        print $s->sockport, "\n"; sleep 600'; }
    LISTENER=$LISTENING_PID
    # shellcheck disable=SC2034 # the tests use it
    read -r PORT <&"${LISTENING[0]}"
}

# A free port whose successor is free too, from 20000 on or as given: free_port_pair [FIRST COUNT]
free_port_pair() {
    perl -MIO::Socket::INET -e '
        my ($first, $count) = @ARGV ? @ARGV : (20000, 10000);
        for (1 .. 100) {
            my $port = $first + int rand $count;
            my @s = map { IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:$_") } $port, $port + 1;
            if ($s[0] && $s[1]) { print $port; exit }
        }
        die "no free ports"' -- "$@"
}

clean_up() {
    [[ -z ${LISTENER:-} ]] || kill "$LISTENER" 2>/dev/null || true
    [[ -z ${SERVICE_DATA:-} ]] || "$CAUSEWAY" down --data "$SERVICE_DATA" >/dev/null 2>&1 || true
    rm -rf "$SCRATCH"
}
