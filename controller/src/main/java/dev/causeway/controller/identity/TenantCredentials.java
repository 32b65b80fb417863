package dev.causeway.controller.identity;

import dev.causeway.model.ProjectId;
import java.util.Optional;

/// All that a tenant's or the operator's programs need to know. It is shown once, when it is made.
///
/// @param projectId none for the operator
public record TenantCredentials(
        String endpoint,
        String region,
        Optional<ProjectId> projectId,
        Optional<String> domain,
        String user,
        String userId,
        String password,
        String accessKey,
        String secretKey,
        Optional<String> caFile) {

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "TenantCredentials[" + user + "]";
    }
}
