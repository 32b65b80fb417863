# shellcheck shell=bash
# AppArmor's addition for charon, on a throwaway machine with a stand-in for the kernel's answer and for the parser.

# Shell functions for the throwaway machine, whose /sys is an empty folder of its own.
# shellcheck disable=SC2016 # expands there
readonly APPARMOR_MACHINE='
cd /tmp/test
HOME_DIR=/tmp/test
for part in messages options packages apparmor java build processes settings data host client service watch doctor guest runs; do
    source launcher/$part.sh
done
mkdir -p /etc/apparmor.d/local /sys/module/apparmor/parameters
: >/etc/apparmor.d/usr.lib.ipsec.charon
echo "/srv/of-the-site r," >/etc/apparmor.d/local/usr.lib.ipsec.charon
: >/tmp/parsed
printf "#!/bin/sh\necho \"\$*\" >>/tmp/parsed\n" >/usr/sbin/apparmor_parser
chmod 755 /usr/sbin/apparmor_parser
apparmor_is() { echo "$1" >/sys/module/apparmor/parameters/enabled; }
tell() {
    echo "$1: blocks $(grep -c "# causeway begin" "$APPARMOR_LOCAL" || true), parsed $(wc -l </tmp/parsed)"
}
'

test_apparmor_is_opened_once_and_closed_by_the_last_instance() {
    capture on_throwaway_machine <<SCRIPT
$APPARMOR_MACHINE
apparmor_is Y
host_settings_take one
tell "first up"
cat "\$APPARMOR_LOCAL"
host_settings_take one
host_settings_take two
tell "more ups"
host_settings_release one
tell "first down"
host_settings_release two
tell "last down"
sort -u /tmp/parsed
[[ \$(<"\$APPARMOR_LOCAL") == "/srv/of-the-site r," ]] && echo "only the site's own rule is left"
SCRIPT
    assert_status 0
    assert_says "first up: blocks 1, parsed 1"
    assert_says "/run/causeway-*/** rwk,"
    assert_says "/tmp/causeway-demo-*/** rwk,"
    assert_says "more ups: blocks 1, parsed 1"
    assert_says "first down: blocks 1, parsed 1"
    assert_says "last down: blocks 0, parsed 2"
    assert_says "-r /etc/apparmor.d/usr.lib.ipsec.charon"
    assert_says "only the site's own rule is left"
}

test_without_apparmor_its_files_are_left_alone() {
    capture on_throwaway_machine <<SCRIPT
$APPARMOR_MACHINE
apparmor_is N
host_settings_take one
tell "not enabled"
rm /sys/module/apparmor/parameters/enabled
host_settings_take one
tell "not in the kernel"
apparmor_is Y
rm /etc/apparmor.d/usr.lib.ipsec.charon
host_settings_take one
tell "no profile"
host_settings_release one
tell "down"
cat "\$APPARMOR_LOCAL"
SCRIPT
    assert_status 0
    assert_says "not enabled: blocks 0, parsed 0"
    assert_says "not in the kernel: blocks 0, parsed 0"
    assert_says "no profile: blocks 0, parsed 0"
    assert_says "down: blocks 0, parsed 0"
    assert_says "/srv/of-the-site r,"
}

test_a_parser_that_refuses_is_told_and_does_not_stop_up() {
    capture on_throwaway_machine <<SCRIPT
$APPARMOR_MACHINE
apparmor_is Y
printf '#!/bin/sh\nexit 1\n' >/usr/sbin/apparmor_parser
host_settings_take one
echo "goes on"
SCRIPT
    assert_status 0
    assert_says "AppArmor did not accept the addition to /etc/apparmor.d/local/usr.lib.ipsec.charon"
    assert_says "goes on"
}
