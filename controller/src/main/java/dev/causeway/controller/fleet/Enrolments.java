package dev.causeway.controller.fleet;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.certificates.Pem;
import dev.causeway.controller.database.Database;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.IssuedCertificate;
import dev.causeway.model.document.Renewal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How an agent proves which host it is: once with a token that the operator carries there, from then on with
/// a client certificate that it renews.
public final class Enrolments {

    private static final Duration TOKEN_LIFE = Duration.ofDays(1);
    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(90);
    private static final int TOKEN_BYTES = 32;
    private static final char SEPARATOR = '.';

    private final Database database;
    private final Hosts hosts;
    private final Authority authority;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Enrolments(Database database, Hosts hosts, Authority authority, Clock clock) {
        this.database = database;
        this.hosts = hosts;
        this.authority = authority;
        this.clock = clock;
    }

    /// Makes a one-time token for a host. An earlier one that is still open is void.
    ///
    /// @throws NotFound if there is no such host
    public String issueToken(HostId host) {
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        String token = host.toString()
                + SEPARATOR
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        boolean known = database.write(tx ->
                EnrolmentTable.open(tx, host, digest(token), clock.instant().plus(TOKEN_LIFE)));
        if (!known) {
            throw new NotFound("there is no host %s", host);
        }
        return token;
    }

    /// Whether the host's agent has a certificate that is honoured.
    public boolean enrolled(HostId host) {
        return database.read(tx -> EnrolmentTable.hasCertificate(tx, host, clock.instant()));
    }

    /// Exchanges a token for a client certificate. The token is burnt and all earlier certificates of the
    /// host are void.
    ///
    /// @throws Unauthenticated if the token is wrong, used, replaced or too old
    public IssuedCertificate enrol(Enrolment enrolment) {
        HostId host = hostOf(enrolment.token());
        // Nothing else that a stranger sends is looked at.
        requireRight(database.read(tx -> EnrolmentTable.digest(tx, host, clock.instant())), enrolment.token());
        PublicKey key = Pem.requestedKey(enrolment.request());
        X509Certificate certificate = authority.forClient(host.toString(), key, CERTIFICATE_LIFE);
        database.change(tx -> {
            burn(tx, host, enrolment.token());
            EnrolmentTable.lockHost(tx, host);
            EnrolmentTable.dropCertificates(tx, host);
            EnrolmentTable.addCertificate(tx, host, certificate);
            hosts.found(tx, host);
        });
        return issued(host, certificate);
    }

    /// Makes the next certificate of an agent that has one. The one in use stays valid until it expires,
    /// since the answer may be lost.
    ///
    /// @param inUse the one that the agent shows
    /// @throws Unauthenticated if that is not honoured any more, since the host was enrolled anew meanwhile
    public IssuedCertificate renew(HostId host, X509Certificate inUse, Renewal renewal) {
        PublicKey key = Pem.requestedKey(renewal.request());
        X509Certificate certificate = authority.forClient(host.toString(), key, CERTIFICATE_LIFE);
        database.change(tx -> {
            if (!EnrolmentTable.keep(tx, inUse.getSerialNumber())) {
                throw notHonoured();
            }
            EnrolmentTable.dropExpired(tx, clock.instant());
            EnrolmentTable.addCertificate(tx, host, certificate);
        });
        return issued(host, certificate);
    }

    /// The host that a client certificate stands for. That this authority signed it is the TLS listener's
    /// check.
    ///
    /// @throws Unauthenticated if the certificate is not honoured, or not any more
    public HostId identify(X509Certificate certificate) {
        return database.read(tx -> EnrolmentTable.hostOf(tx, certificate.getSerialNumber(), clock.instant()))
                .filter(host -> certificate.getSubjectX500Principal().getName().equals("CN=" + host))
                .orElseThrow(Enrolments::notHonoured);
    }

    private void burn(Handle tx, HostId host, String token) {
        requireRight(EnrolmentTable.digestToBurn(tx, host, clock.instant()), token);
        EnrolmentTable.burn(tx, host);
    }

    private static void requireRight(Optional<byte[]> open, String token) {
        if (open.filter(digest -> MessageDigest.isEqual(digest, digest(token))).isEmpty()) {
            throw wrongToken();
        }
    }

    private IssuedCertificate issued(HostId host, X509Certificate certificate) {
        return new IssuedCertificate(host, Pem.certificates(List.of(certificate, authority.certificate())));
    }

    private static HostId hostOf(String token) {
        if (token == null) {
            throw wrongToken();
        }
        int end = token.indexOf(SEPARATOR);
        try {
            return HostId.parse(token.substring(0, Math.max(end, 0)));
        } catch (InvalidInput _) {
            throw wrongToken();
        }
    }

    private static Unauthenticated notHonoured() {
        return new Unauthenticated("the client certificate is not honoured");
    }

    private static Unauthenticated wrongToken() {
        return new Unauthenticated("the enrolment token is wrong, used or expired");
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
