package dev.causeway.controller.scm;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// The operations on certificates that a domain holds. No path names a project: whoever may call for one of the
/// domain's projects may call these.
final class CertificateEndpoints {

    private static final String ALL = "/v3/scm/certificates";
    private static final String ID = "certificate_id";
    private static final String ONE = ALL + "/{" + ID + "}";

    private static final Paging<Instant> PAGING = Paging.counted(1, 1000, 10);

    private final Database database;
    private final HeldCertificates certificates;
    private final Clock clock;

    CertificateEndpoints(Database database, HeldCertificates certificates, Clock clock) {
        this.database = database;
        this.certificates = certificates;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL + "/import", "scm:cert:import", this::add),
                Route.tenant(Method.GET, ALL, "scm:cert:list", this::list).taking(PAGING, CertificateFilter.PARAMETERS),
                Route.tenant(Method.GET, ONE, "scm:cert:get", this::get),
                Route.tenant(Method.DELETE, ONE, "scm:cert:delete", this::delete));
    }

    private Reply add(Call call) {
        ImportRequest request = call.read(body -> ImportRequest.read(body, clock.instant()));
        HeldCertificate added = database.write(tx -> certificates.add(tx, call.domain(), request));
        return Reply.ok(new CertificateView.Imported(added.id()));
    }

    private Reply list(Call call) {
        Page<Instant> page = PAGING.page(call);
        Listing<HeldCertificate> found = certificates.list(call.domain(), CertificateFilter.of(call), page);
        Instant now = clock.instant();
        return Reply.ok(new CertificateView.Many(
                found.rows().stream()
                        .map(held -> CertificateView.Line.of(held, now))
                        .toList(),
                found.total()));
    }

    private Reply get(Call call) {
        return Reply.ok(CertificateView.of(certificates.get(call.domain(), id(call)), clock.instant()));
    }

    private Reply delete(Call call) {
        database.change(tx -> certificates.delete(tx, call.domain(), id(call)));
        return Reply.noContent();
    }

    private static CertificateId id(Call call) {
        return call.path(ID, CertificateId::parse);
    }
}
