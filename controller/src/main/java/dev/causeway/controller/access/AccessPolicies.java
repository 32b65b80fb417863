package dev.causeway.controller.access;

import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rules for access policies.
final class AccessPolicies {

    private final BelowServers below;
    private final AccessDocuments documents;

    AccessPolicies(BelowServers below, AccessDocuments documents) {
        this.below = below;
        this.documents = documents;
    }

    AccessPolicy get(ProjectId project, ServerId server, AccessPolicyId id) {
        return below.find(project, server, AccessPolicyTable.find(project, server, id), P2cCode.POLICY_MISSING);
    }

    Listing<AccessPolicy> list(ProjectId project, ServerId server, Optional<NamePart> name, Page<Instant> page) {
        return below.list(
                project,
                server,
                AccessPolicyTable.count(project, server, name),
                AccessPolicyTable.newestFirst(project, server, name, page.after(), page.rows()));
    }

    AccessPolicyId create(Handle tx, ProjectId project, ServerId server, PolicyRequest request) {
        below.lock(tx, project, server);
        if (AccessPolicyTable.count(server).one(tx) >= AccessPolicy.MOST) {
            throw P2cCode.TOO_MANY_POLICIES.failure();
        }
        UserGroup group = group(tx, server, request.group().orElseThrow());
        Instant now = below.next(tx, "access_policy", server);
        var policy = new AccessPolicy(
                AccessPolicyId.random(),
                server,
                group.id(),
                group.name(),
                request.name().orElseThrow(),
                request.description().orElse(""),
                request.destinations().orElseThrow(),
                now,
                now);
        AccessPolicyTable.insert(policy).in(tx);
        documents.touch(tx, server);
        return policy.id();
    }

    AccessPolicy update(Handle tx, ProjectId project, ServerId server, AccessPolicyId id, PolicyRequest update) {
        below.lock(tx, project, server);
        AccessPolicy before = existing(tx, server, id);
        AccessPolicy after = changed(before, group(tx, server, update.group().orElse(before.group())), update);
        if (after.equals(before)) {
            return before;
        }
        AccessPolicy changed = after.at(below.now());
        AccessPolicyTable.update(changed).in(tx);
        if (!changed.isAlikeOnHosts(before)) {
            documents.touch(tx, server);
        }
        return changed;
    }

    private static AccessPolicy changed(AccessPolicy before, UserGroup group, PolicyRequest update) {
        return new AccessPolicy(
                before.id(),
                before.server(),
                group.id(),
                group.name(),
                update.name().orElse(before.name()),
                update.description().orElse(before.description()),
                update.destinations().orElse(before.destinations()),
                before.createdAt(),
                before.updatedAt());
    }

    void delete(Handle tx, ProjectId project, ServerId server, AccessPolicyId id) {
        below.lock(tx, project, server);
        var _ = existing(tx, server, id);
        AccessPolicyTable.delete(id).in(tx);
        documents.touch(tx, server);
    }

    private static UserGroup group(Handle tx, ServerId server, UserGroupId id) {
        return UserGroupTable.find(server, id).first(tx).orElseThrow(() -> P2cCode.GROUP_MISSING.at("user_group_id"));
    }

    private static AccessPolicy existing(Handle tx, ServerId server, AccessPolicyId id) {
        return AccessPolicyTable.find(server, id).first(tx).orElseThrow(P2cCode.POLICY_MISSING::failure);
    }
}
