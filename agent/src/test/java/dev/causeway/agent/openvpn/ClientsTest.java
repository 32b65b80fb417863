package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.process.LogTroubles;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {

    private static final Ipv4 OWN = Ipv4.parse("10.250.0.41");

    @TempDir
    private Path path;

    private final NodeId node = NodeId.random();
    private final RecordingFilter filter = new RecordingFilter();
    private final User alice = VpnExamples.at(VpnExamples.user("alice"), OWN.toString());
    private final ServerConfig server = VpnExamples.server(ServerId.random(), ServerConfig.Showing.PASSWORD);
    private final AccessConfig access = VpnExamples.access(server.server(), node, 10, alice);

    private ClientSession session(long client, Ipv4 address, int second) {
        return new ClientSession(
                SessionId.random(),
                client,
                "1-1",
                Optional.of(alice.id()),
                "alice",
                alice.passwordVersion(),
                List.of(),
                Ipv4.parse("198.51.100.2"),
                1000,
                address,
                DaemonText.pushed(server),
                Instant.ofEpochSecond(second),
                "5");
    }

    /// What an agent finds whose predecessor ended while one took the place of the other.
    private Clients found(ClientSession... sessions) {
        var folder = new DaemonFolder(path);
        List.of(sessions).forEach(folder::keep);
        var log = new EventLog(path.resolve("log"), new LogTroubles());
        return new Clients(node, folder, filter, log, Clock.systemUTC());
    }

    @Test
    void onlyTheNewestOfAnAddressStaysAndItStaysInTheFilter() {
        ClientSession older = session(1, OWN, 10);
        ClientSession newest = session(2, OWN, 30);
        ClientSession old = session(3, OWN, 20);
        ClientSession elsewhere = session(4, Ipv4.parse("10.250.0.5"), 1);
        Clients clients = found(older, newest, old, elsewhere);
        clients.regroup(access, server);
        Map<ClientSession, Departure> replaced = clients.replaced();
        assertThat(replaced).isEqualTo(Map.of(older, Departure.REPLACED, old, Departure.REPLACED));
        clients.dismiss(replaced);
        assertThat(clients.replaced()).isEmpty();
        assertThat(clients.leaving()).containsOnlyKeys(1L, 3L);
        clients.gone(replaced.keySet(), "client");
        assertThat(clients.all()).containsExactlyInAnyOrder(newest, elsewhere);
        assertThat(filter.groups()).containsKeys(OWN, elsewhere.address());
    }
}
