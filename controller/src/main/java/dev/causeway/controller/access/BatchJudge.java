package dev.causeway.controller.access;

import dev.causeway.model.Fault;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Judges the users of a batch one after the other, each by what there is on the server and by those before.
final class BatchJudge {

    private final Prefix clients;
    private final Map<String, UserGroup> groups;
    private final Set<String> names;
    private final Set<Ipv4> addresses;

    /// @param clients the network that clients get their addresses from
    /// @param groups of the server, by their names
    /// @param names that are taken
    /// @param addresses that are taken
    BatchJudge(Prefix clients, Map<String, UserGroup> groups, Collection<String> names, Collection<Ipv4> addresses) {
        this.clients = clients;
        this.groups = Map.copyOf(groups);
        this.names = new HashSet<>(names);
        this.addresses = new HashSet<>(addresses);
    }

    sealed interface Verdict {}

    record Fit(ClientUserName name, NewPassword password, String description, UserGroup group, StaticAddress address)
            implements Verdict {}

    record Unfit(UserBatch.Wanted user, String cause) implements Verdict {}

    Verdict judge(UserBatch.Wanted user) {
        try {
            return fit(user);
        } catch (InvalidInput e) {
            return new Unfit(user, e.violations().getFirst().message());
        }
    }

    private Fit fit(UserBatch.Wanted user) {
        ClientUserName name = part(
                "User name invalid.", () -> ClientUserName.parse(user.name().orElse("")));
        require(names.add(name.text()), "Duplicate user name.");
        NewPassword password = password(user.password().orElse(""), name);
        String description = part(
                "Description length invalid.",
                () -> Descriptions.text(user.description().orElse(""), ClientUser.LONGEST_DESCRIPTION));
        UserGroup group =
                groups.get(user.group().filter(text -> !text.isEmpty()).orElse(UserGroup.STANDARD));
        require(group != null, "User group does not exist.");
        return new Fit(name, password, description, group, address(user));
    }

    private static NewPassword password(String text, ClientUserName name) {
        require(NewPassword.hasLength(text), "Password length invalid.");
        return part("Password invalid.", () -> NewPassword.parse(text).requireNot(name));
    }

    private StaticAddress address(UserBatch.Wanted user) {
        StaticAddress address = part("Static IP address invalid.", () -> {
            StaticAddress wanted = user.address().map(StaticAddress::parse).orElse(StaticAddress.NONE);
            wanted.requireIn(clients);
            return wanted;
        });
        require(address.address().stream().allMatch(addresses::add), "Duplicate static IP address.");
        return address;
    }

    private static void require(boolean fits, String cause) {
        if (!fits) {
            throw new InvalidInput("%s", cause);
        }
    }

    /// What has a code says its text, everything else the cause.
    private static <T> T part(String cause, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInput e) {
            Optional<Fault> coded = e.violations().getFirst().fault();
            throw new InvalidInput("%s", coded.map(Fault::text).orElse(cause));
        }
    }
}
