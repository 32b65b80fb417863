package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.Newcomer.Shown;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a client is let in. Decided from what is known, without asking anybody.
sealed interface Verdict {

    /// The platform's limit.
    int MOST_OF_ONE_USER = 5;

    /// It is let in.
    ///
    /// @param user absent if it showed a certificate
    /// @param replaced connections of the same user whose place it takes
    record Admit(Optional<User> user, Ipv4 address, List<ClientSession> replaced) implements Verdict {}

    record Refuse(LoginRefusal why) implements Verdict {}

    /// Of somebody whose password was right.
    ///
    /// @param checked the user as it was when the password was compared
    /// @param present all that are connected, those on their way out included
    /// @param leaving those of them that are on their way out
    static Verdict ofUser(
            AccessConfig access,
            User checked,
            Collection<ClientSession> present,
            Set<Long> leaving,
            ClientAddresses addresses) {
        if (!(access.admission() instanceof Admission.OfUsers by)) {
            return new Refuse(LoginRefusal.CHANGING);
        }
        Optional<User> now = by.users().stream()
                .filter(user -> user.id().equals(checked.id())
                        && user.passwordVersion() == checked.passwordVersion()
                        && user.name().equals(checked.name()))
                .findFirst();
        if (now.isEmpty()) {
            return new Refuse(LoginRefusal.CREDENTIALS);
        }
        User user = now.get();
        List<ClientSession> own = staying(present, leaving).stream()
                .filter(session -> session.user().equals(Optional.of(user.id())))
                .toList();
        List<ClientSession> replaced = user.address().isPresent() ? own : List.of();
        if (own.size() - replaced.size() >= MOST_OF_ONE_USER) {
            return new Refuse(LoginRefusal.SESSIONS_OF_USER);
        }
        return admit(access, Optional.of(user), present, leaving, replaced, addresses);
    }

    /// Of somebody who showed a certificate that the daemon has verified.
    static Verdict ofHolder(
            AccessConfig access,
            Newcomer newcomer,
            Collection<ClientSession> present,
            Set<Long> leaving,
            ClientAddresses addresses) {
        if (!(access.admission() instanceof Admission.OfHolders holders)) {
            return new Refuse(LoginRefusal.CHANGING);
        }
        return refusal(holders, newcomer.chain())
                .<Verdict>map(Refuse::new)
                .orElseGet(() -> admit(access, Optional.empty(), present, leaving, List.of(), addresses));
    }

    /// Why a chain is not accepted, if it is not. The daemon has verified it against all certificates that it
    /// was given, among them issuers of client CAs, whose other children it lets through as well.
    static Optional<LoginRefusal> refusal(Admission.OfHolders holders, List<Shown> chain) {
        List<Shown> own = upToRoot(holders, chain);
        if (own.isEmpty()) {
            return Optional.of(LoginRefusal.CERTIFICATE);
        }
        for (int i = 0; i + 1 < own.size(); i++) {
            var issued =
                    new AccessConfig.Revoked(own.get(i + 1).digest(), own.get(i).serial());
            if (holders.revoked().contains(issued)) {
                return Optional.of(LoginRefusal.REVOKED);
            }
        }
        return Optional.empty();
    }

    /// A chain up to the root of the first authority in it. What the daemon tells beyond that may be of a longer chain
    /// which was shown in the same connection before: it tells of each depth what was last shown at it.
    ///
    /// @return empty if there is no authority in it
    private static List<Shown> upToRoot(Admission.OfHolders holders, List<Shown> chain) {
        Map<String, Integer> lengths = holders.authorities().stream()
                .collect(Collectors.toMap(
                        AccessConfig.Authority::digest,
                        authority -> authority.certificates().size(),
                        Math::max));
        for (int i = 1; i < chain.size(); i++) {
            Integer length = lengths.get(chain.get(i).digest());
            if (length != null) {
                return chain.subList(0, Math.min(chain.size(), i + length));
            }
        }
        return List.of();
    }

    private static Verdict admit(
            AccessConfig access,
            Optional<User> user,
            Collection<ClientSession> present,
            Set<Long> leaving,
            List<ClientSession> replaced,
            ClientAddresses addresses) {
        if (!access.open()) {
            return new Refuse(LoginRefusal.CLOSED);
        }
        if (staying(present, leaving).size() - replaced.size() >= access.mostSessions()) {
            return new Refuse(LoginRefusal.FULL);
        }
        Optional<Ipv4> own = user.flatMap(User::address);
        Optional<Ipv4> address = own.isPresent()
                ? own.filter(addresses::offers).filter(mine -> !isOthers(mine, user, present))
                : addresses.choose(
                        present.stream().map(ClientSession::address).collect(Collectors.toSet()),
                        Set.copyOf(owners(access).keySet()));
        return address.<Verdict>map(free -> new Admit(user, free, replaced))
                .orElse(new Refuse(LoginRefusal.NO_ADDRESS));
    }

    /// Somebody else who is still there, though on the way out, has the daemon send there what is for the user.
    private static boolean isOthers(Ipv4 address, Optional<User> user, Collection<ClientSession> present) {
        return present.stream()
                .filter(session -> session.address().equals(address))
                .anyMatch(session -> !session.user().equals(user.map(User::id)));
    }

    private static List<ClientSession> staying(Collection<ClientSession> present, Set<Long> leaving) {
        Set<Long> out = new HashSet<>(leaving);
        return present.stream()
                .filter(session -> !out.contains(session.client()))
                .toList();
    }

    /// The addresses that belong to users, and to whom.
    static Map<Ipv4, ClientUserId> owners(AccessConfig access) {
        return switch (access.admission()) {
            case Admission.OfUsers by ->
                by.users().stream()
                        .filter(user -> user.address().isPresent())
                        .collect(Collectors.toMap(user -> user.address().orElseThrow(), User::id, (first, _) -> first));
            case Admission.OfHolders _ -> Map.of();
        };
    }
}
