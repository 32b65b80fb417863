#!/bin/bash
# The first process of the guest: Libreswan's pluto on a kernel of its own that does ESP by itself. The root is the host's,
# read-only; the folder $WINDOW is shared with the host and writable. Given by the kernel's command line: WINDOW,
# LIBRESWAN, WAN, HOP, LAN, TUNNEL, EIP and PEERNET.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec >/dev/null 2>&1 </dev/null
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/window /run/pluto /run/nss /run/root/lib/modules
mount -t hostfs none /run/window -o "$WINDOW"
exec >/run/window/log 2>&1

# The kernel asks for modules by itself too, and the host has no folder for those of this kernel.
mount --bind /usr/lib/uml/modules /run/root/lib/modules
printf '#!/bin/sh\nexec /usr/sbin/modprobe -d /run/root "$@"\n' >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe
/run/modprobe -a ip_vti esp4 xfrm_user authenc cbc hmac echainiv seqiv gcm ghash-generic ctr

sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip link set lo up
ip addr add "$WAN/30" dev eth0
ip link set eth0 up
ip route add default via "$HOP"
ip addr add "$LAN/24" dev eth1
ip link set eth1 up
ip link add tun0 type vti local "$WAN" remote "$EIP" key 7
ip addr add "$TUNNEL" dev tun0
ip link set tun0 mtu 1400 up
sysctl -qw net.ipv4.conf.tun0.disable_policy=1 net.ipv4.conf.tun0.rp_filter=0
ip route add "$PEERNET" dev tun0 src "$LAN"

# Libreswan looks for its helpers in a folder that the host does not have.
mount -t tmpfs tmpfs /usr/libexec
ln -s "$LIBRESWAN/usr/libexec/ipsec" /usr/libexec/ipsec
export LD_LIBRARY_PATH=$LIBRESWAN/usr/lib/x86_64-linux-gnu
PATH=$LIBRESWAN/usr/libexec/ipsec:$LIBRESWAN/usr/bin:$PATH
certutil -N -d sql:/run/nss --empty-password
pluto --config /run/window/ipsec.conf --ipsecdir /run/window --nssdir sql:/run/nss --rundir /run/pluto \
    --secretsfile /run/window/ipsec.secrets --logfile /run/window/pluto.log --no-dnssec
for _ in $(seq 100); do
    [ -S /run/pluto/pluto.ctl ] && break
    sleep .1
done
addconn --config /run/window/ipsec.conf --ctlsocket /run/pluto/pluto.ctl causeway
whack --ctlsocket /run/pluto/pluto.ctl --listen

# From here on the guest does what the host writes into the window: N.do is run, N.out and then N.status are the answer.
touch /run/window/ready
number=1
while [ ! -e /run/window/halt ]; do
    if [ -e "/run/window/$number.do" ]; then
        bash "/run/window/$number.do" >"/run/window/$number.out" 2>&1
        echo $? >"/run/window/$number.status.new"
        mv "/run/window/$number.status.new" "/run/window/$number.status"
        number=$((number + 1))
    else
        sleep .05
    fi
done
# Powering off is a system call that needs no init system: reboot(LINUX_REBOOT_CMD_POWER_OFF).
perl -e 'syscall(169, 0xfee1dead, 672274793, 0x4321fedc, 0)'
