package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A machine of somebody on the simulated internet, with a stock OpenVPN client that is given the exported file as it
/// is.
///
/// ```
/// [client] tun0 10.250.x.x == OpenVPN == wan0 198.51.100.x -- internet
/// ```
public final class StockClient implements AutoCloseable {

    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
    private static final String DEVICE = "tun0";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int number;
    private final NetworkNamespace internet;
    private final NetworkNamespace machine;
    private final Path folder;
    private final List<Background> daemons = new ArrayList<>();

    private StockClient(String name, int number, NetworkNamespace internet, Path folder) {
        this.number = number;
        this.internet = internet;
        this.folder = folder;
        this.machine = NetworkNamespace.create(name);
        // What is meant for a VPC never leaves past the tunnel.
        PRIVATE.forEach(network -> machine.ip("route", "add", "unreachable", network));
        rejoin();
    }

    /// Makes a machine, without a client yet.
    ///
    /// @param instance the instance whose internet it joins; part of its name
    /// @param number unique among sites and clients of an instance; decides about its address
    public static StockClient create(String instance, int number, NetworkNamespace internet, Path folder) {
        return new StockClient("site-" + instance + "-" + number + "-client", number, internet, folder);
    }

    /// Joins the machine to the internet, again after that was made anew.
    public void rejoin() {
        internet.cable("site" + number, hop() + "/30", machine, "wan0", address() + "/30");
        machine.ip("route", "add", "default", "via", hop());
    }

    /// Lets the line to the internet carry no more than so many bytes at a time.
    public void narrow(int mtu) {
        internet.ip("link", "set", "site" + number, "mtu", Integer.toString(mtu));
        machine.ip("link", "set", "wan0", "mtu", Integer.toString(mtu));
    }

    public int number() {
        return number;
    }

    private String hop() {
        return "198.51.100." + (4 * number + 1);
    }

    /// The address by which the internet knows the machine.
    public String address() {
        return "198.51.100." + (4 * number + 2);
    }

    public NetworkNamespace machine() {
        return machine;
    }

    /// Starts the client with a user's name and password.
    ///
    /// @param profile the exported file
    public Background start(String profile, String user, String password) {
        Path credentials = write("credentials", user + "\n" + password + "\n");
        return start(profile, List.of("--auth-user-pass", credentials.toString()));
    }

    /// Starts the client with a file that holds all it needs.
    public Background start(String profile) {
        return start(profile, List.of());
    }

    private Background start(String profile, List<String> more) {
        Path file = write("client-" + daemons.size() + ".ovpn", profile);
        List<String> words = new ArrayList<>(List.of("openvpn", "--config", file.toString(), "--dev", DEVICE));
        words.addAll(more);
        Background daemon = machine.start(folder.resolve("client-" + number + "-" + daemons.size() + ".log"), words);
        daemons.add(daemon);
        return daemon;
    }

    /// Waits until the client says that it is connected for the so many'th time.
    public void awaitConnected(int times) {
        Background daemon = daemons.getLast();
        daemon.awaitWhileAlive("the client to be connected", PATIENCE, () -> connected(daemon) >= times);
    }

    private static int connected(Background daemon) {
        return (int) daemon.output()
                .lines()
                .filter(line -> line.contains("Initialization Sequence Completed"))
                .count();
    }

    /// How often the client that was started last has said that it is connected.
    public int timesConnected() {
        return connected(daemons.getLast());
    }

    /// Whether the client that was started last lives and has been connected.
    public boolean connected() {
        return daemons.getLast().alive() && timesConnected() > 0;
    }

    /// Waits until the client that was started last has said something.
    public void awaitSaid(String text) {
        Background daemon = daemons.getLast();
        Waiting.until(
                "the client to say: " + text, PATIENCE, () -> daemon.output().contains(text));
    }

    /// Waits until the client has ended by itself, and gives what it said.
    public String awaitEnd() {
        Background daemon = daemons.getLast();
        var _ = daemon.await(PATIENCE);
        return daemon.output();
    }

    /// The client's address in the VPC.
    public String virtualAddress() {
        return Waiting.until("the client's address", this::tunnelAddress, found -> !found.isEmpty());
    }

    private String tunnelAddress() {
        return machine.ip("-o", "-4", "addr", "show")
                .lines()
                .filter(line -> line.contains(" " + DEVICE + " "))
                .map(line -> line.replaceFirst(".* inet (\\S+) .*", "$1").replaceFirst("/.*", ""))
                .findFirst()
                .orElse("");
    }

    public void stop() {
        daemons.forEach(Background::close);
    }

    @Override
    public void close() {
        stop();
        machine.delete();
        if (internet.exists()) {
            internet.attempt(Duration.ofSeconds(5), "ip", "link", "del", "site" + number);
        }
    }

    private Path write(String name, String text) {
        Path file = folder.resolve(number + "-" + name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
