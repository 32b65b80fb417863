package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.management.Farewell;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a connection ends that the client did not end itself.
enum Departure {
    DISCONNECTED("administrator", Farewell.HALT),
    CLOSED("gateway closed", Farewell.HALT),
    GATEWAY_GONE("gateway deleted", Farewell.HALT),
    USER_GONE("user deleted", Farewell.HALT),
    PASSWORD("password changed", Farewell.HALT),
    AUTHORITY_GONE("client CA removed", Farewell.HALT),
    REVOKED("certificate revoked", Farewell.HALT),
    REPLACED("newer connection of the user", Farewell.HALT),
    ADDRESS("address changed", Farewell.COME_BACK),
    SETTINGS("settings of the server changed", Farewell.COME_BACK),
    UNKNOWN("not known to the agent", Farewell.COME_BACK);

    private final String by;
    private final Farewell farewell;

    Departure(String by, Farewell farewell) {
        this.by = by;
        this.farewell = farewell;
    }

    /// Who ended it, in the words of the log.
    String by() {
        return by;
    }

    Farewell farewell() {
        return farewell;
    }

    /// Whether a connection has to end, as things stand.
    static Optional<Departure> of(ClientSession session, AccessConfig access, ServerConfig server) {
        if (access.ended().contains(session.id())) {
            return Optional.of(DISCONNECTED);
        }
        if (!access.open()) {
            return Optional.of(CLOSED);
        }
        Optional<Departure> lost = switch (access.admission()) {
            case Admission.OfUsers by -> ofUser(session, by.users());
            case Admission.OfHolders holders -> ofHolder(session, holders);
        };
        return lost.or(() -> moved(session, access))
                .or(() ->
                        session.pushed().equals(DaemonText.pushed(server)) ? Optional.empty() : Optional.of(SETTINGS));
    }

    private static Optional<Departure> ofUser(ClientSession session, List<User> users) {
        Optional<User> user = users.stream()
                .filter(each -> session.user().equals(Optional.of(each.id())))
                .findFirst();
        if (user.isEmpty()) {
            return Optional.of(USER_GONE);
        }
        return user.get().passwordVersion() == session.passwordVersion() ? Optional.empty() : Optional.of(PASSWORD);
    }

    private static Optional<Departure> ofHolder(ClientSession session, Admission.OfHolders holders) {
        return Verdict.refusal(holders, session.chain())
                .map(why -> why == LoginRefusal.REVOKED ? REVOKED : AUTHORITY_GONE);
    }

    /// The user has got another address, or somebody else this one.
    private static Optional<Departure> moved(ClientSession session, AccessConfig access) {
        Map<Ipv4, ClientUserId> owners = Verdict.owners(access);
        Optional<ClientUserId> owner = Optional.ofNullable(owners.get(session.address()));
        boolean hasOther = session.user().filter(owners::containsValue).isPresent() && !owner.equals(session.user());
        boolean isOthers = owner.isPresent() && !owner.equals(session.user());
        return hasOther || isOthers ? Optional.of(ADDRESS) : Optional.empty();
    }
}
