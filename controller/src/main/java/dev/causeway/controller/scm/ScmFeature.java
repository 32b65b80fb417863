package dev.causeway.controller.scm;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.util.List;

/// Certificates of servers, wired.
public final class ScmFeature implements Feature {

    private final HeldCertificates certificates;
    private final ServiceSigning signing;
    private final List<Route> routes;

    private ScmFeature(HeldCertificates certificates, ServiceSigning signing, List<Route> routes) {
        this.certificates = certificates;
        this.signing = signing;
        this.routes = routes;
    }

    public static ScmFeature open(Database database, Vault vault, Clock clock) {
        var certificates = new HeldCertificates(database, vault, clock);
        return new ScmFeature(
                certificates,
                new ServiceSigning(vault, clock),
                new CertificateEndpoints(database, certificates, clock).routes());
    }

    /// Those that domains hold.
    public HeldCertificates certificates() {
        return certificates;
    }

    /// Those that the service signs itself.
    public ServiceSigning signing() {
        return signing;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}
