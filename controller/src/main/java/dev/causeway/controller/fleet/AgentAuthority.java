package dev.causeway.controller.fleet;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.certificates.Tls;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.secrets.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import javax.net.ssl.SSLContext;

/// The authority of the agent API: it signs the agents' client certificates and the certificates of the controllers'
/// agent listeners, and nothing else trusts it.
public final class AgentAuthority {

    private static final String SEALED_FOR = "agent-authority";
    private static final Duration LIFE = Duration.ofDays(20 * 365);
    private static final Duration LISTENER_LIFE = Duration.ofDays(5 * 365);

    private AgentAuthority() {}

    /// Whether this database has the authority already, and with it secrets that only its vault opens.
    public static boolean exists(Database database) {
        return database.read(tx -> AuthorityTable.find(tx).isPresent());
    }

    /// The authority of this database; made when there is none.
    public static Authority open(Database database, Vault vault, Clock clock) {
        Authority.Sealed stored = database.write(tx -> AuthorityTable.find(tx)
                .orElseGet(() -> AuthorityTable.insertUnlessThere(
                        tx, Authority.create("Causeway agent authority", LIFE, vault, SEALED_FOR, clock))));
        return Authority.open(stored, vault, SEALED_FOR, clock);
    }

    /// What a listener of the agent API needs for TLS: a certificate of its own, and the authority to verify the
    /// agents' certificates by.
    ///
    /// @param names host names and addresses at which agents call it
    public static SSLContext listenerTls(Authority authority, Collection<String> names) {
        return Tls.listener(authority.forServer("Causeway controller", names, LISTENER_LIFE), authority.certificate());
    }
}
