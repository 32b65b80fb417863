#!/bin/bash
# What the emulated machine does once it sees the host's root, read-only. $KERNEL names where its kernel's files are
# unpacked. All that is said goes to the console, whose last lines tell why a guest ended.
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run TMPDIR=/run
trap 'power_off' EXIT

# A system call that needs no init system.
power_off() {
    echo o >/proc/sysrq-trigger
    sleep 5
}

mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmpfs /run
mkdir -p /run/window /run/netns
mount -t virtiofs window /run/window

# The kernel asks for modules by itself too, and the host has no folder for those of this kernel.
printf '#!/bin/sh\nexec /usr/sbin/modprobe -d %s "$@"\n' "$KERNEL" >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe
/run/modprobe -a virtio_net xfrm_user xfrm_interface ip_vti esp4 veth
ip link set lo up

set -a
# shellcheck source=/dev/null
. /run/window/settings
set +a
# shellcheck source=/dev/null
. /run/window/set-up.sh

# From here on the guest does what the host writes into the window: N.do is run, N.out and then N.status are the answer.
touch /run/window/ready
number=1
while [ ! -e /run/window/halt ]; do
    if [ -e "/run/window/$number.do" ]; then
        status=0
        bash "/run/window/$number.do" >"/run/window/$number.out" 2>&1 || status=$?
        echo "$status" >"/run/window/$number.status.new"
        mv "/run/window/$number.status.new" "/run/window/$number.status"
        number=$((number + 1))
    else
        sleep .05
    fi
done
