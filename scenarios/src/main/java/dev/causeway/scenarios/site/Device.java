package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A site's VPN device: charon and its two configuration files, which lie where Debian puts them. It has `/run` and
/// `/etc/swanctl` of its own, so that any number of devices run beside each other.
public final class Device implements AutoCloseable {

    private static final String CHARON = "/usr/lib/ipsec/charon";
    static final String TUNNEL = "ipsec0";
    private static final String START = """
            mount -t tmpfs tmpfs /run \
            && mount --bind "$0/strongswan.conf" /etc/strongswan.conf \
            && mount --bind "$0/swanctl" /etc/swanctl \
            && exec "$1"
            """;

    private final NetworkNamespace place;
    private final Path folder;
    private final Consumer<NetworkNamespace> plug;
    private Background charon;

    private Device(NetworkNamespace place, Path folder, Consumer<NetworkNamespace> plug) {
        this.place = place;
        this.folder = folder;
        this.plug = plug;
        this.charon = launch();
    }

    /// Writes the configuration, starts the daemon and lets it load its connections.
    ///
    /// @param plug what happens to the tunnel's link, which is up, whenever the daemon has made it
    static Device start(
            NetworkNamespace place,
            Path folder,
            Template strongswan,
            Template swanctl,
            Map<String, String> values,
            Consumer<NetworkNamespace> plug) {
        try {
            Files.createDirectories(folder.resolve("swanctl"));
            Files.deleteIfExists(folder.resolve("charon.log"));
            Files.writeString(folder.resolve("strongswan.conf"), strongswan.fill(values));
            Files.writeString(folder.resolve("swanctl/swanctl.conf"), swanctl.fill(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Device device = new Device(place, folder, plug);
        device.load();
        return device;
    }

    /// Where a device in such a folder writes its log.
    static Path logOf(Path folder) {
        return folder.resolve("charon.log");
    }

    /// What a configuration says so that SAs live that long at most, in whole seconds, and are replaced in the last
    /// fifth of it: `life`, `rekey` and `margin`, in seconds.
    public static Map<String, String> lifetime(Duration most) {
        long life = most.toSeconds();
        long margin = life / 10;
        return Map.of(
                "life", Long.toString(life), "rekey", Long.toString(life - margin), "margin", Long.toString(margin));
    }

    private Background launch() {
        // What took the place of one that was moved away must not be taken for the daemon's own.
        place.attempt(Duration.ofSeconds(5), "ip", "link", "del", "dev", TUNNEL);
        Background started = place.start(
                folder.resolve("charon.out"), List.of("sh", "-c", START.strip(), folder.toString(), CHARON));
        Path socket = Path.of("/proc/" + started.pid() + "/root/run/charon.vici");
        started.awaitReady("the device's charon", () -> Files.exists(socket) && hasTunnelLink());
        place.ip("link", "set", TUNNEL, "mtu", "1400", "up");
        plug.accept(place);
        return started.watched();
    }

    private boolean hasTunnelLink() {
        return place.attempt(Duration.ofSeconds(5), "ip", "link", "show", "dev", TUNNEL)
                .ok();
    }

    /// Reads the connections and secrets, as after a change of the file.
    public void load() {
        swanctl("--load-all");
    }

    /// Replaces the connections and secrets.
    public void reconfigure(Template swanctl, Map<String, String> values) {
        try {
            Files.writeString(folder.resolve("swanctl/swanctl.conf"), swanctl.fill(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        load();
    }

    /// Lets the device begin to negotiate a child SA.
    ///
    /// @return whether it came up
    public boolean initiate(String child) {
        return attempt("--initiate", "--child", child, "--timeout", "30").ok();
    }

    /// Closes an IKE SA; the peer is told.
    public void terminate(String ike) {
        swanctl("--terminate", "--ike", ike, "--timeout", "5");
    }

    /// The SAs in the daemon's own words.
    public String sas() {
        return swanctl("--list-sas");
    }

    public PeerLog log() {
        return new PeerLog(logOf(folder));
    }

    /// Takes the device out of service in an orderly way: it tells its peers.
    public void stop() {
        charon.end("TERM");
    }

    /// The device dies without a word.
    public void kill() {
        charon.end("KILL");
    }

    /// Starts the daemon again after [#stop] or [#kill], and loads what it had.
    public void startAgain() {
        charon = launch();
        load();
    }

    public boolean alive() {
        return charon.alive();
    }

    private String swanctl(String... words) {
        Program.Output output = attempt(words);
        if (!output.ok()) {
            throw new IllegalStateException("swanctl " + String.join(" ", words) + ": " + output.err() + output.out());
        }
        return output.out();
    }

    private Program.Output attempt(String... words) {
        String pid = Long.toString(charon.pid());
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", pid, "-m", "-n", "swanctl"));
        all.addAll(List.of(words));
        return Program.attempt(Duration.ofMinutes(1), all);
    }

    @Override
    public void close() {
        charon.close();
    }
}
