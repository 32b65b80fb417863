package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.management.ClientEvent;
import dev.causeway.agent.openvpn.management.ClientRow;
import dev.causeway.agent.openvpn.management.Grant;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.SessionId;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Where clients come in and go out. What they say of themselves, their passwords among it, goes no further
/// than here.
final class Gate {

    private final Clients clients;
    private final Logins logins;
    private final EventLog log;
    private final RefusalLog refusals;
    private final Clock clock;
    private final Supplier<Optional<Situation>> now;
    private ClientAddresses addresses = new ClientAddresses(Prefix.parse("0.0.0.0/30"));

    /// What things are like.
    ///
    /// @param daemon which one is spoken to
    record Situation(Conversation conversation, AccessConfig access, ServerConfig server, String daemon) {}

    /// @param now nothing while nobody can be let in
    Gate(Clients clients, Logins logins, EventLog log, Clock clock, Supplier<Optional<Situation>> now) {
        this.clients = clients;
        this.logins = logins;
        this.log = log;
        this.refusals = new RefusalLog(log, clock);
        this.clock = clock;
        this.now = now;
    }

    void heard(ClientEvent event) {
        switch (event) {
            case ClientEvent.Connect connect -> now.get().ifPresent(here -> arrive(connect, here));
            case ClientEvent.Reauthenticate again -> now.get().ifPresent(here -> renew(again, here));
            case ClientEvent.Established established -> establish(established);
            case ClientEvent.Disconnect gone -> {
                logins.left(gone.client());
                gone(gone.client(), "client");
            }
        }
    }

    private void arrive(ClientEvent.Connect event, Situation here) {
        Optional<Newcomer> known = Newcomer.of(event);
        if (known.isEmpty()) {
            here.conversation().deny(event.client(), event.key(), LoginRefusal.MALFORMED.toClient(false));
            return;
        }
        Newcomer newcomer = known.get();
        switch (here.access().admission()) {
            case Admission.OfHolders _ ->
                decided(
                        newcomer,
                        here,
                        Verdict.ofHolder(
                                here.access(),
                                newcomer,
                                clients.all(),
                                clients.leaving().keySet(),
                                addresses(here)));
            case Admission.OfUsers _ -> {
                if (here.access().open()) {
                    String password = event.environment().get("password").orElse("");
                    logins.arrive(newcomer, password, this::users, outcome(newcomer));
                } else {
                    refuse(newcomer, here, LoginRefusal.CLOSED);
                }
            }
        }
    }

    private List<User> users() {
        return now.get().map(here -> users(here.access().admission())).orElse(List.of());
    }

    private static List<User> users(Admission admission) {
        return switch (admission) {
            case Admission.OfUsers by -> by.users();
            case Admission.OfHolders _ -> List.of();
        };
    }

    /// The comparison took its time: things may be different now.
    private Logins.Outcome outcome(Newcomer newcomer) {
        return new Logins.Outcome() {
            @Override
            public void right(User user) {
                now.get()
                        .ifPresent(here -> decided(
                                newcomer,
                                here,
                                Verdict.ofUser(
                                        here.access(),
                                        user,
                                        clients.all(),
                                        clients.leaving().keySet(),
                                        addresses(here))));
            }

            @Override
            public void refused(LoginRefusal why) {
                now.get().ifPresent(here -> refuse(newcomer, here, why));
            }
        };
    }

    private void decided(Newcomer newcomer, Situation here, Verdict verdict) {
        switch (verdict) {
            case Verdict.Admit admit -> admit(newcomer, here, admit);
            case Verdict.Refuse(LoginRefusal why) -> refuse(newcomer, here, why);
        }
    }

    private void admit(Newcomer newcomer, Situation here, Verdict.Admit admit) {
        Map<ClientSession, Departure> replaced =
                admit.replaced().stream().collect(Collectors.toMap(each -> each, _ -> Departure.REPLACED));
        clients.dismiss(replaced);
        replaced.forEach((session, why) -> sendAway(here.conversation(), session, why));
        ServerConfig server = here.server();
        var session = new ClientSession(
                SessionId.random(),
                newcomer.event().client(),
                here.daemon(),
                admit.user().map(User::id),
                newcomer.name(),
                admit.user().map(User::passwordVersion).orElse(0L),
                newcomer.chain(),
                newcomer.from(),
                newcomer.port(),
                admit.address(),
                DaemonText.pushed(server),
                clock.instant(),
                "");
        clients.expect(session);
        Ipv4 peer = ClientAddresses.peer(admit.address());
        var grant = new Grant(admit.address(), peer, server.localSubnets(), server.dnsServers());
        here.conversation().admit(newcomer.event(), grant, newcomer.wakes(), () -> gone(session.client(), "client"));
        addresses(here).used(admit.address());
    }

    private void refuse(Newcomer newcomer, Situation here, LoginRefusal why) {
        ClientEvent.Connect event = newcomer.event();
        here.conversation().deny(event.client(), event.key(), why.toClient(newcomer.waits()));
        String what = why == LoginRefusal.CREDENTIALS ? "login_failed" : "refused";
        refusals.add(Clients.line(what, newcomer.name(), newcomer.from(), newcomer.port())
                .put("cause", why.text()));
    }

    /// Tells what is to be told by now.
    void look() {
        refusals.look();
    }

    /// Nobody shows a password again: who was let in stays, unless that is over.
    private void renew(ClientEvent.Reauthenticate event, Situation here) {
        boolean stays = clients.find(event.client())
                .filter(_ -> !clients.leaving().containsKey(event.client()))
                .isPresent();
        if (stays) {
            here.conversation().renew(event);
        } else {
            here.conversation().deny(event.client(), event.key(), LoginRefusal.CLOSED.toClient(false));
        }
    }

    private void establish(ClientEvent.Established event) {
        clients.find(event.client()).ifPresent(session -> {
            String connected = event.environment().get("time_unix").orElse("");
            log.add(clock.instant(), clients.connect(clients.establish(session, connected)));
        });
    }

    private void gone(long client, String by) {
        clients.gone(client, by).ifPresent(session -> addresses.used(session.address()));
    }

    void sendAway(Conversation conversation, ClientSession session, Departure why) {
        conversation.kill(session.client(), why.farewell(), () -> gone(session.client(), why.by()));
    }

    /// Compares who was let in with what the daemon has. Who is not there any more is over; whom nobody let
    /// in is sent away, to come back; and whose login nobody heard, having no address, as well: it would wait
    /// for a minute.
    ///
    /// @param arrived those whose login was heard just now
    void match(List<ClientRow> rows, Set<Long> arrived, Situation here) {
        Map<Long, ClientRow> byNumber = new LinkedHashMap<>();
        rows.forEach(row -> byNumber.put(row.client(), row));
        for (ClientSession session : clients.all()) {
            ClientRow row = byNumber.get(session.client());
            if (isOnItsWay(session.client(), arrived)) {
                continue;
            }
            if (row != null && isSame(session, row)) {
                byNumber.remove(session.client());
                addresses(here).used(session.address());
                clients.establish(session, Long.toString(row.since().getEpochSecond()));
            } else {
                gone(session.client(), "client, while nobody looked");
            }
        }
        byNumber.keySet().stream()
                .filter(number -> !isOnItsWay(number, arrived))
                .forEach(number -> here.conversation().kill(number, Departure.UNKNOWN.farewell(), () -> {}));
    }

    private boolean isOnItsWay(long client, Set<Long> arrived) {
        return arrived.contains(client) || logins.waits(client) || clients.isExpected(client);
    }

    private static boolean isSame(ClientSession session, ClientRow row) {
        return row.address().equals(session.address().toString())
                && (session.connected().isEmpty()
                        || session.connected().equals(Long.toString(row.since().getEpochSecond())));
    }

    private ClientAddresses addresses(Situation here) {
        if (!addresses.isOf(here.server().clientCidr())) {
            addresses = new ClientAddresses(here.server().clientCidr());
        }
        return addresses;
    }

    static JsonLine line(TlsFailures.Failure failure) {
        return new JsonLine()
                .put("event", "tls_failure")
                .put("client_ip", failure.from())
                .put("client_port", failure.port())
                .put("cause", failure.cause());
    }
}
