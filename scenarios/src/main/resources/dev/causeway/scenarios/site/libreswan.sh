# Sourced at the guest's boot: Libreswan's pluto with ESP by the guest's kernel. Given are LIBRESWAN, WAN, HOP, LAN,
# TUNNEL, EIP and PEERNET.
# shellcheck shell=bash
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
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
mkdir -p /run/pluto /run/nss
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
