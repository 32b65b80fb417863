# shellcheck shell=bash
# Installation of Debian packages on a throwaway machine: nothing foreign starts, policy-rc.d is left as found.

# Shell functions for the throwaway machine.
# shellcheck disable=SC2016 # expands there
readonly MACHINE='
removed="strongswan-charon strongswan-starter strongswan-swanctl"
remove_packages() { DEBIAN_FRONTEND=noninteractive dpkg --purge --force-depends $removed >/dev/null 2>&1; }
launcher() { (cd /tmp/test && HOME_DIR=/tmp/test && for part in messages options packages apparmor java build cache processes settings data host client service watch doctor guest runs; do source launcher/$part.sh; done && "$@"); }
processes() { ps -e -o comm= | grep -cE "^(charon|starter|ipsec|zebra|bgpd|bfdd|staticd|watchfrr)" || true; }
'

test_no_install_names_the_packages_and_installs_nothing() {
    capture on_throwaway_machine <<SCRIPT
$MACHINE
remove_packages
rm -f /usr/sbin/policy-rc.d
status=0
/tmp/test/causeway up --data /tmp/data --no-install || status=\$?
echo "status \$status"
dpkg-query -W -f '\${Status}\n' strongswan-charon 2>/dev/null || true
SCRIPT
    assert_says "strongswan-charon: the IKE daemon"
    assert_says "apt-get install --no-install-recommends strongswan-charon strongswan-swanctl"
    assert_says "status 1"
    assert_silent_about "install ok installed"
}

test_installation_starts_and_enables_no_foreign_service_and_leaves_no_policy_behind() {
    capture on_throwaway_machine <<SCRIPT
$MACHINE
removed+=" frr"
remove_packages
rm -f /usr/sbin/policy-rc.d
before=\$(launcher enabled_services)
launcher need_packages 'strongswan-charon|x' 'strongswan-swanctl|x' 'frr|x'
echo "charon: \$(dpkg-query -W -f '\${Status}' strongswan-charon)"
echo "frr: \$(dpkg-query -W -f '\${Status}' frr)"
[[ ! -e /usr/sbin/policy-rc.d && ! -e /usr/sbin/policy-rc.d.kept-by-causeway ]] && echo "no policy left"
echo "foreign processes: \$(processes)"
diff <(echo "\$before") <(launcher enabled_services) && echo "nothing enabled"
SCRIPT
    assert_status 0
    assert_says "charon: install ok installed"
    assert_says "frr: install ok installed"
    assert_says "no policy left"
    assert_says "foreign processes: 0"
    assert_says "nothing enabled"
}

test_a_policy_of_the_machine_is_back_as_it_was_after_success_and_after_failure() {
    capture on_throwaway_machine <<SCRIPT
$MACHINE
remove_packages
printf '#!/bin/sh\nexit 102\n' >/usr/sbin/policy-rc.d
chmod 751 /usr/sbin/policy-rc.d
before=\$(stat -c '%a %Y %s' /usr/sbin/policy-rc.d; cat /usr/sbin/policy-rc.d)
launcher need_packages 'strongswan-swanctl|x' >/dev/null
[[ \$before == "\$(stat -c '%a %Y %s' /usr/sbin/policy-rc.d; cat /usr/sbin/policy-rc.d)" ]] && echo "kept after success"
status=0
launcher need_packages 'no-such-package-anywhere|x' || status=\$?
[[ \$before == "\$(stat -c '%a %Y %s' /usr/sbin/policy-rc.d; cat /usr/sbin/policy-rc.d)" ]] && echo "kept after failure \$status"
SCRIPT
    assert_says "kept after success"
    assert_says "could not install no-such-package-anywhere"
    assert_says "kept after failure 1"
}

test_what_a_killed_installation_left_is_mended_by_the_next() {
    capture on_throwaway_machine <<SCRIPT
$MACHINE
remove_packages
printf '#!/bin/sh\nexit 102\n' >/usr/sbin/policy-rc.d
launcher forbid_service_starts
grep -c 'made by causeway' /usr/sbin/policy-rc.d
launcher need_packages 'strongswan-swanctl|x' >/dev/null
grep -c 'exit 102' /usr/sbin/policy-rc.d && echo mended
ls /usr/sbin | grep -c kept-by-causeway || echo "nothing kept"
SCRIPT
    assert_says "mended"
    assert_says "nothing kept"
}

test_a_kernel_for_the_emulated_machine_is_unpacked_and_not_installed() {
    capture on_throwaway_machine <<SCRIPT
$MACHINE
mkdir -p /tmp/test/.causeway
launcher need_guest
zcat /tmp/test/.causeway/guest/initramfs.gz | busybox cpio -t 2>/dev/null | grep -E 'virtiofs|virtio_pci.ko'
ls /tmp/test/.causeway/guest
dpkg-query -W -f '\${Package} \${Status}\n' 'linux-image-*-cloud-amd64' 2>/dev/null | grep 'ok installed' || echo "no kernel installed"
before=\$(stat -c %i /tmp/test/.causeway/guest/vmlinuz)
launcher need_guest
[[ \$before == "\$(stat -c %i /tmp/test/.causeway/guest/vmlinuz)" ]] && echo "unpacked once"
SCRIPT
    assert_status 0
    assert_says "virtiofs.ko"
    assert_says "virtio_pci.ko"
    assert_says "vmlinuz"
    assert_says "no kernel installed"
    assert_says "unpacked once"
}
