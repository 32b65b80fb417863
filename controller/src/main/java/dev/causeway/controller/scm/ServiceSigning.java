package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.certificates.CertifiedKey;
import dev.causeway.controller.certificates.ServiceAuthority;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/// Signs certificates for servers whose owners bring none. Each project has an authority of its own, which is made when
/// it is first needed.
public final class ServiceSigning {

    private final Vault vault;
    private final Clock clock;

    ServiceSigning(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /// A new key and certificate for a server of a project. The chain ends with the project's authority.
    public CertifiedKey sign(Handle tx, ProjectId project, String commonName) {
        Authority.Sealed stored = ServiceAuthorityTable.find(project)
                .first(tx)
                .orElseGet(() -> ServiceAuthorityTable.insertUnlessThere(
                        tx, project, ServiceAuthority.create(project, vault, clock)));
        return ServiceAuthority.open(stored, project, vault, clock).forServer(commonName);
    }
}
