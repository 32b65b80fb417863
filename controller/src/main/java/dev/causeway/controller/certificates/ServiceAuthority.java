package dev.causeway.controller.certificates;

import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The authority of a project, which signs the certificates of those of its OpenVPN servers that have none from
/// elsewhere.
public final class ServiceAuthority {

    private static final Duration LIFE = Duration.ofDays(20 * 365);
    private static final Duration SERVER_LIFE = Duration.ofDays(10 * 365);

    private final Authority authority;

    private ServiceAuthority(Authority authority) {
        this.authority = authority;
    }

    /// Makes the authority of a project, sealed.
    public static Authority.Sealed create(ProjectId project, Vault vault, Clock clock) {
        return Authority.create("Causeway service CA " + project, LIFE, vault, context(project), clock);
    }

    /// Opens one that was [made][#create] before.
    ///
    /// @throws IllegalStateException if it cannot be read
    public static ServiceAuthority open(Authority.Sealed stored, ProjectId project, Vault vault, Clock clock) {
        return new ServiceAuthority(Authority.open(stored, vault, context(project), clock));
    }

    /// A new key and certificate for an OpenVPN server. The chain ends with the authority's own certificate.
    public CertifiedKey forServer(String commonName) {
        return authority.forServer(commonName, List.of(), SERVER_LIFE);
    }

    private static String context(ProjectId project) {
        return "service-authority/" + project.value();
    }
}
