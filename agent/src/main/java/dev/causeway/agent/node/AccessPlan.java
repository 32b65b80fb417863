package dev.causeway.agent.node;

import dev.causeway.agent.openvpn.AccessConfig;
import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.model.Prefix;
import dev.causeway.model.UserGroupId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the document of those who may connect means for the driver of servers.
final class AccessPlan {

    private AccessPlan() {}

    static AccessConfig of(AccessDocument document) {
        return new AccessConfig(
                document.server(),
                document.node(),
                document.open(),
                document.mostSessions(),
                admission(document.access()),
                Set.copyOf(document.ended()));
    }

    private static Admission admission(Access access) {
        return switch (access) {
            case Access.ByPassword(List<Access.User> users, List<Access.Group> groups) -> {
                Map<UserGroupId, List<Prefix>> named =
                        groups.stream().collect(Collectors.toMap(Access.Group::id, AccessPlan::destinations));
                yield new Admission.OfUsers(users.stream().map(AccessPlan::user).toList(), named);
            }
            case Access.ByCertificate(List<Access.Authority> authorities, List<Access.Revoked> revoked) ->
                new Admission.OfHolders(
                        authorities.stream().map(AccessPlan::authority).toList(),
                        revoked.stream().map(AccessPlan::revoked).collect(Collectors.toSet()));
        };
    }

    private static List<Prefix> destinations(Access.Group group) {
        return group.policies().stream()
                .flatMap(policy -> policy.destinations().stream())
                .toList();
    }

    private static AccessConfig.User user(Access.User user) {
        return new AccessConfig.User(
                user.id(), user.name(), user.password(), user.passwordVersion(), user.address(), user.group());
    }

    private static AccessConfig.Authority authority(Access.Authority authority) {
        return new AccessConfig.Authority(authority.digest(), authority.certificates());
    }

    private static AccessConfig.Revoked revoked(Access.Revoked revoked) {
        return new AccessConfig.Revoked(revoked.issuer(), revoked.serial());
    }
}
