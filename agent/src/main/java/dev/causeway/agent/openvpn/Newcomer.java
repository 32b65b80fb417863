package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.management.ClientEnvironment;
import dev.causeway.agent.openvpn.management.ClientEvent;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A client that wants to be let in, as the daemon tells of it. The password is not part of it.
///
/// @param name what was typed, or the common name of the certificate
/// @param chain what the client showed, its own certificate first; empty if it showed none
/// @param abilities what it says that it understands, as of `IV_PROTO`
record Newcomer(ClientEvent.Connect event, String name, Ipv4 from, int port, List<Shown> chain, int abilities) {

    /// Bit 4: it reads that a login takes longer.
    private static final int READS_PENDING = 1 << 4;

    /// Bit 8: it reads `TEMP` in a refusal.
    private static final int READS_TEMP = 1 << 8;

    /// No chain is longer: the daemon looks no deeper.
    private static final int DEEPEST = 16;

    Newcomer {
        chain = List.copyOf(chain);
    }

    /// A certificate that was shown, and verified.
    ///
    /// @param digest SHA-256, 64 lower-case hexadecimal digits
    /// @param serial in decimal digits
    record Shown(String digest, String serial) {}

    /// Nothing if the daemon does not say enough.
    static Optional<Newcomer> of(ClientEvent.Connect event) {
        ClientEnvironment said = event.environment();
        try {
            List<Shown> chain = chain(said);
            Optional<String> name = chain.isEmpty() ? said.get("username") : said.get("common_name");
            Ipv4 from = Ipv4.parse(said.get("untrusted_ip").orElse(""));
            int port = Integer.parseInt(said.get("untrusted_port").orElse(""));
            return name.map(known -> new Newcomer(event, known, from, port, chain, abilities(said)));
        } catch (InvalidInput | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static List<Shown> chain(ClientEnvironment said) {
        List<Shown> chain = new ArrayList<>();
        for (int depth = 0; depth <= DEEPEST; depth++) {
            Optional<String> digest = said.get("tls_digest_sha256_" + depth);
            Optional<String> serial = said.get("tls_serial_" + depth);
            if (digest.isEmpty() || serial.isEmpty()) {
                break;
            }
            chain.add(new Shown(digest.get().replace(":", "").toLowerCase(Locale.ROOT), serial.get()));
        }
        return chain;
    }

    private static int abilities(ClientEnvironment said) {
        try {
            return Integer.parseInt(said.get("IV_PROTO").orElse("0"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// Whether it understands that it shall come back later.
    boolean waits() {
        return (abilities & READS_TEMP) != 0;
    }

    /// Whether it understands what is sent to have the daemon look at it at once.
    boolean wakes() {
        return (abilities & READS_PENDING) != 0;
    }

    FailedLogins.Source source() {
        return new FailedLogins.Source(name, from);
    }
}
