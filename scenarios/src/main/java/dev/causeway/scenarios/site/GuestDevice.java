package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.Namespace;
import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A site's VPN device with a kernel of its own: Libreswan in user-mode Linux, whose kernel does ESP by
/// itself. It takes the place of the site's router: both of that router's cables are bridged into the
/// guest, which carries its addresses.
///
/// ```
/// host -- lan0 [bridge] tap1 -- eth1 [guest] eth0 -- tap0 [bridge] wan0 -- internet
/// ```
public final class GuestDevice implements AutoCloseable {

    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final Path window;
    private final Background kernel;
    private int commands;

    private GuestDevice(Path window, Background kernel) {
        this.window = window;
        this.kernel = kernel;
    }

    /// Where the launcher unpacked Libreswan, which cannot be installed beside strongSwan.
    public static Path libreswan() {
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
        Path window = folder.resolve("guest");
        Path init = window.resolve("init.sh");
        try {
            Files.createDirectories(window);
            write(init, Template.beside(Site.class, "guest-init.sh").text(), "rwxr-xr-x");
            write(window.resolve("ipsec.conf"), fill(configuration, "ipsec.conf", values), "rw-r--r--");
            write(window.resolve("ipsec.secrets"), fill(configuration, "ipsec.secrets", values), "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bridge(site.router(), "wan0", "tap0");
        bridge(site.router(), "lan0", "tap1");
        Background kernel = site.router().start(folder.resolve("guest.out"), kernel(site, window, init, values));
        Waiting.until("the guest's daemon", BOOT, () -> Files.exists(window.resolve("ready")));
        return new GuestDevice(window, kernel);
    }

    private static String fill(Class<?> beside, String file, Map<String, String> values) {
        return Template.beside(beside, file).fill(values);
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void bridge(Namespace router, String cable, String tap) {
        String bridge = "br-" + cable;
        router.ip("addr", "flush", "dev", cable);
        router.ip("link", "add", bridge, "type", "bridge");
        router.ip("tuntap", "add", "dev", tap, "mode", "tap");
        for (String port : List.of(cable, tap)) {
            router.ip("link", "set", port, "master", bridge, "up");
        }
        router.ip("link", "set", bridge, "up");
    }

    private static List<String> kernel(Site site, Path window, Path init, Map<String, String> values) {
        List<String> words = new ArrayList<>(List.of(
                "linux", "mem=256M", "rootfstype=hostfs", "rootflags=/", "ro", "quiet", "con=null", "con0=null,fd:1"));
        words.add("umid=" + site.router().name());
        words.add("eth0=tuntap,tap0");
        words.add("eth1=tuntap,tap1");
        words.add("init=" + init);
        words.add("WINDOW=" + window);
        words.add("LIBRESWAN=" + libreswan());
        words.add("WAN=" + values.get("address"));
        words.add("HOP=" + site.hop());
        words.add("LAN=" + values.get("router"));
        words.add("TUNNEL=" + values.get("tunnelAddress"));
        words.add("EIP=" + values.get("eip1"));
        words.add("PEERNET=" + values.get("vpcNetwork"));
        return words;
    }

    /// Runs a command line in the guest.
    ///
    /// @return what it printed
    public String run(String line) {
        commands++;
        Path status = window.resolve(commands + ".status");
        try {
            Path written = Files.writeString(window.resolve("do.new"), line + "\n");
            Files.move(written, window.resolve(commands + ".do"));
            Waiting.until("the guest's answer to " + line, ANSWER, () -> Files.exists(status));
            String out = Files.readString(window.resolve(commands + ".out"));
            if (!Files.readString(status).strip().equals("0")) {
                throw new IllegalStateException("in the guest, " + line + ": " + out);
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The guest's power is cut: its peers hear nothing.
    public void kill() {
        kernel.end("KILL");
    }

    @Override
    public void close() {
        if (kernel.alive()) {
            try {
                Files.createFile(window.resolve("halt"));
                Waiting.until("the guest's end", Duration.ofSeconds(5), () -> !kernel.alive());
            } catch (IOException | IllegalStateException _) {
                // Then it ends the hard way.
            }
        }
        kernel.close();
    }
}
