package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Stock clients of several people on one machine, started at the same time, each with a link of its own and with the
/// same file. Clients tell in microseconds when something happened.
final class Crowd implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern CONNECTED =
            Pattern.compile("(?m)^(\\d+)\\.(\\d{6}) .*Initialization Sequence Completed");

    /// Arguments: the file of the server, the beginning of the names of credentials, how many, and further options.
    private static final String START = """
            profile=$1 credentials=$2 count=$3
            shift 3
            client=0
            while [ $client -lt $count ]; do
              client=$((client + 1))
              openvpn --config "$profile" --dev tun$client --auth-user-pass "$credentials-$client" \\
                --machine-readable-output --verb 1 "$@" &
            done
            wait
            """;

    private final NetworkNamespace machine;
    private final Background clients;
    private final Instant began;

    private Crowd(NetworkNamespace machine, Background clients, Instant began) {
        this.machine = machine;
        this.clients = clients;
        this.began = began;
    }

    /// Starts one client that is given routes as well.
    static Crowd ofOne(NetworkNamespace machine, Path folder, String profile) {
        return start(machine, folder, profile, List.of(), 1);
    }

    /// Starts many. Routes are left out: on one machine each would have the same.
    static Crowd of(int count, NetworkNamespace machine, Path folder, String profile) {
        return start(machine, folder, profile, List.of("--route-noexec"), count);
    }

    private static Crowd start(NetworkNamespace machine, Path folder, String profile, List<String> options, int count) {
        Path file = write(folder.resolve("crowd.ovpn"), profile);
        for (int client = 1; client <= count; client++) {
            write(folder.resolve("crowd-" + client), ManyUsers.name(client) + "\n" + ManyUsers.PASSWORD + "\n");
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", START, "crowd", file.toString()));
        words.addAll(List.of(folder.resolve("crowd").toString(), Integer.toString(count)));
        words.addAll(options);
        Instant began = Instant.now();
        return new Crowd(machine, machine.start(folder.resolve("crowd.log"), words), began);
    }

    /// Waits until they have said so often, all together, that they are connected.
    ///
    /// @return when each was, from the first to the last
    List<Instant> awaitConnected(int times) {
        clients.awaitWhileAlive(
                "the clients to be connected", LIMIT, () -> connected().size() >= times);
        return connected();
    }

    private List<Instant> connected() {
        return CONNECTED
                .matcher(clients.output())
                .results()
                .map(found ->
                        Instant.ofEpochSecond(Long.parseLong(found.group(1)), 1000 * Long.parseLong(found.group(2))))
                .sorted()
                .toList();
    }

    /// How long it took from the start until something.
    Duration sinceStart(Instant until) {
        return Duration.between(began, until);
    }

    @Override
    public void close() {
        var _ = machine.kill("openvpn");
        clients.close();
    }

    private static Path write(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
