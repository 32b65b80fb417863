package dev.causeway.controller.access;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.Prefix;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An access policy as the API shows it.
record PolicyView(
        AccessPolicyId id,
        String name,
        String type,
        UserGroupId userGroupId,
        String userGroupName,
        String description,
        List<Prefix> destIpCidrs,
        Instant createdAt,
        Instant updatedAt) {

    /// All are made by tenants.
    private static final String TYPE = "Custom";

    static PolicyView of(AccessPolicy policy) {
        return new PolicyView(
                policy.id(),
                policy.name(),
                TYPE,
                policy.group(),
                policy.groupName(),
                policy.description(),
                policy.destinations(),
                policy.createdAt(),
                policy.updatedAt());
    }

    record One(PolicyView accessPolicy, String requestId) {}

    record Made(OnlyId accessPolicy, String requestId) {}

    record OnlyId(AccessPolicyId id) {}

    record Many(List<PolicyView> accessPolicies, long totalCount, PageInfo pageInfo, String requestId) {}

    /// Whether a user reaches an address.
    record Simulated(boolean allowed, Optional<AccessPolicyId> policyId, String reason, String requestId) {

        static Simulated of(ReachQuestion.Verdict verdict, String requestId) {
            return new Simulated(verdict.allowed(), verdict.policy(), verdict.reason(), requestId);
        }
    }
}
