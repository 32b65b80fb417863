package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.agent.ipsec.vici.ViciClient;
import dev.causeway.agent.ipsec.vici.ViciEvents;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.model.PreSharedKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A running daemon, and what it can be asked for. Nothing here waits for the peer: negotiations are begun, and their
/// outcome is seen later.
final class Charon implements AutoCloseable {

    /// A daemon that takes its time is not given up: to connect anew would only be one more thing for it to do.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(3);

    /// The daemon returns at once instead of following the negotiation, which could block it for others.
    private static final String DO_NOT_WAIT = "-1";

    /// The connection's only secret, so that a new one replaces the old one.
    private static final String SECRET = "psk";

    private final ViciClient client;
    private final ViciEvents events;

    private Charon(ViciClient client, ViciEvents events) {
        this.client = client;
        this.events = events;
    }

    /// @param patience how long an answer may take
    static Charon connect(Path socket, Duration patience) {
        ViciClient client = ViciClient.open(socket, patience);
        try {
            return new Charon(
                    client,
                    ViciEvents.open(
                            socket,
                            List.of("ike-updown", "ike-rekey", "child-updown", "child-rekey"),
                            TIME_TO_CONNECT));
        } catch (ViciFailed e) {
            client.close();
            throw e;
        }
    }

    /// Makes the daemon hold this connection and credential and no other. What runs is not touched.
    void load(ConnectionConfig config, Credential credential) {
        switch (credential) {
            case Credential.Secret(Optional<PreSharedKey> key) ->
                key.ifPresentOrElse(this::loadSecret, this::unloadSecret);
        }
        client.call("load-conn", Section.EMPTY.with(config.name(), config.settings()));
        for (String other : connections()) {
            if (!other.equals(config.name())) {
                client.call("unload-conn", Section.EMPTY.with("name", other));
            }
        }
    }

    private void loadSecret(PreSharedKey key) {
        client.call(
                "load-shared",
                Section.EMPTY
                        .with("id", SECRET)
                        .with("type", "IKE")
                        .with("data", key.secret())
                        .with("owners", List.of()));
    }

    private void unloadSecret() {
        if (client.call("get-shared", Section.EMPTY).texts("keys").contains(SECRET)) {
            client.call("unload-shared", Section.EMPTY.with("id", SECRET));
        }
    }

    List<String> connections() {
        return client.call("get-conns", Section.EMPTY).texts("conns");
    }

    /// Reads the settings file again; IKE SAs that are made from now on follow it. Also begins a new log file if its
    /// name there has changed.
    void reloadSettings() {
        client.call("reload-settings", Section.EMPTY);
    }

    List<IkeSa> associations() {
        return client.stream("list-sas", "list-sa", Section.EMPTY).stream()
                .flatMap(event -> IkeSa.parse(event).stream())
                .toList();
    }

    void act(String connection, Upkeep.Action action) {
        switch (action) {
            case Upkeep.Action.Initiate(String child) ->
                client.call(
                        "initiate",
                        Section.EMPTY
                                .with("child", child)
                                .with("ike", connection)
                                .with("timeout", DO_NOT_WAIT)
                                .with("loglevel", -1));
            // By force: the peer is told, and no packet is sent any more through what it may not have.
            case Upkeep.Action.EndIke(long id) ->
                terminate(Section.EMPTY.with("ike-id", id).with("force", "yes"));
            case Upkeep.Action.EndChild(long id) -> terminate(Section.EMPTY.with("child-id", id));
            case Upkeep.Action.Prove(long child) -> client.call("rekey", Section.EMPTY.with("child-id", child));
        }
    }

    private void terminate(Section which) {
        client.call("terminate", which.with("timeout", DO_NOT_WAIT).with("loglevel", -1));
    }

    /// How long it has owed an answer.
    Duration waited() {
        return client.waited();
    }

    /// Waits for the next event.
    ///
    /// @throws ViciFailed when the daemon has ended, or this object was closed
    void awaitEvent() {
        events.next();
    }

    @Override
    public void close() {
        client.close();
        events.close();
    }
}
