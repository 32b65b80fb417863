package dev.causeway.scenarios.site;

import dev.causeway.scenarios.guest.Guest;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// A site's VPN device with a kernel of its own: Libreswan in an emulated machine, whose kernel does ESP by itself. It
/// takes the place of the site's router: both of that router's cables are bridged into the guest, which carries its
/// addresses.
///
/// ```
/// host -- lan0 [bridge] tap1 -- eth1 [guest] eth0 -- tap0 [bridge] wan0 -- internet
/// ```
public final class GuestDevice implements AutoCloseable {

    private final Guest guest;

    private GuestDevice(Guest guest) {
        this.guest = guest;
    }

    /// Where the launcher unpacked Libreswan, which cannot be installed beside strongSwan.
    private static Path libreswan() {
        String folder = System.getenv("CAUSEWAY_LIBRESWAN");
        if (folder == null) {
            throw new IllegalStateException("CAUSEWAY_LIBRESWAN names no folder; ./causeway test sets it");
        }
        return Path.of(folder);
    }

    /// Boots the guest in place of the site's router, and waits until its daemon holds the connection.
    ///
    /// @param configuration beside this class lie `ipsec.conf` and `ipsec.secrets`
    /// @param values what they ask for, with `tunnelAddress`, `eip1` and `vpcNetwork`
    public static GuestDevice boot(Site site, Path folder, Class<?> configuration, Map<String, String> values) {
        bridge(site.router(), "wan0", "tap0");
        bridge(site.router(), "lan0", "tap1");
        Guest.Builder guest = Guest.in(site.router(), folder)
                .tap("tap0")
                .tap("tap1")
                .setUp(Template.beside(Site.class, "libreswan.sh").text())
                .setting("LIBRESWAN", libreswan().toString())
                .setting("WAN", values.get("address"))
                .setting("HOP", site.hop())
                .setting("LAN", values.get("router"))
                .setting("TUNNEL", values.get("tunnelAddress"))
                .setting("EIP", values.get("eip1"))
                .setting("PEERNET", values.get("vpcNetwork"));
        write(guest.shared("ipsec.conf"), fill(configuration, "ipsec.conf", values), "rw-r--r--");
        write(guest.shared("ipsec.secrets"), fill(configuration, "ipsec.secrets", values), "rw-------");
        return new GuestDevice(guest.boot());
    }

    private static String fill(Class<?> beside, String file, Map<String, String> values) {
        return Template.beside(beside, file).fill(values);
    }

    private static void write(Path file, String text, String mode) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void bridge(NetworkNamespace router, String cable, String tap) {
        String bridge = "br-" + cable;
        router.ip("addr", "flush", "dev", cable);
        router.ip("link", "add", bridge, "type", "bridge");
        router.ip("tuntap", "add", "dev", tap, "mode", "tap");
        for (String port : List.of(cable, tap)) {
            router.ip("link", "set", port, "master", bridge, "up");
        }
        router.ip("link", "set", bridge, "up");
    }

    /// Runs a command line in the guest.
    ///
    /// @return what it printed
    public String run(String line) {
        return guest.run(line);
    }

    /// The guest's power is cut: its peers hear nothing.
    public void kill() {
        guest.kill();
    }

    @Override
    public void close() {
        guest.close();
    }
}
