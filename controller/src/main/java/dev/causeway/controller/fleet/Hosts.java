package dev.causeway.controller.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.controller.database.Select;
import dev.causeway.model.Busy;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The machines of the data plane and what they serve.
public final class Hosts {

    /// What every host has: VPCs, because each of them spans all zones and what lies in it is bound to no host, and the
    /// segment that EIPs lie on.
    private static final List<DocumentKind> EVERYWHERE = List.of(DocumentKind.INTERNET, DocumentKind.VPC);

    /// How long a host that has reported counts as living.
    static final Duration LIVING = Duration.ofSeconds(90);

    private final Documents documents;

    public Hosts(Documents documents) {
        this.documents = documents;
    }

    /// The host that serves all zones. It is made at the first call, before any agent has enrolled.
    public HostId ensureFirst(Handle tx, List<String> zones) {
        tx.execute("SELECT pg_advisory_xact_lock(hashtext('causeway.host'))");
        HostId host = find(tx).orElseGet(() -> create(tx));
        serve(tx, host, zones);
        return host;
    }

    private static void serve(Handle tx, HostId host, List<String> zones) {
        tx.createUpdate("""
                        INSERT INTO host_zone (zone, host_id) SELECT zone, :host FROM unnest(:zones) AS s (zone)
                        ON CONFLICT DO NOTHING""")
                .bind("host", host)
                .bindArray("zones", String.class, zones)
                .execute();
    }

    /// Adds a host. It counts as lost until its agent enrols, so that nobody waits for it before.
    ///
    /// @param zones that it serves
    public HostId add(Handle tx, String name, List<String> zones) {
        HostId host = insert(tx, name);
        tx.createUpdate("UPDATE host SET lost_at = now() WHERE id = :host")
                .bind("host", host)
                .execute();
        serve(tx, host, zones);
        return host;
    }

    /// Takes notice that a host's agent enrols: it counts as lost no more, and what every host has got meanwhile, it
    /// gets too.
    public void found(Handle tx, HostId host) {
        int found = tx.createUpdate("UPDATE host SET lost_at = NULL WHERE id = :host AND lost_at IS NOT NULL")
                .bind("host", host)
                .execute();
        if (found == 1) {
            EVERYWHERE.forEach(kind -> documents.placeAll(tx, host, kind));
        }
    }

    /// The hosts on which things go that stand in for each other, such as a gateway's nodes, one in each of these
    /// zones: not lost, heard of lately if any is, different ones where there are, and those with the fewest nodes.
    ///
    /// @throws Busy if no host serves a zone
    public List<HostId> spread(Handle tx, List<String> zones, Instant now) {
        Map<String, List<Spread.Candidate>> candidates = candidates(tx, zones, now);
        return Spread.over(zones.stream()
                .map(zone -> Optional.ofNullable(candidates.get(zone))
                        .orElseThrow(() -> new Busy("no host serves availability zone %s", zone)))
                .toList());
    }

    private static Map<String, List<Spread.Candidate>> candidates(Handle tx, List<String> zones, Instant now) {
        return tx
                .createQuery("""
                        SELECT zone, host.id, coalesce(received_at > :since, false) AS heard,
                               (SELECT count(*) FROM placement
                                 WHERE host_id = host.id AND kind = 'NODE' AND wanted) AS load
                          FROM host_zone
                          JOIN host ON host.id = host_zone.host_id
                          LEFT JOIN host_report ON host_report.host_id = host.id
                         WHERE zone = ANY (:zones) AND lost_at IS NULL""")
                .bind("since", now.minus(LIVING))
                .bindArray("zones", String.class, zones)
                .map((row, _) -> Map.entry(
                        row.getString("zone"),
                        new Spread.Candidate(
                                new HostId(row.getObject("id", UUID.class)),
                                row.getBoolean("heard"),
                                row.getLong("load"))))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /// Notes that a host never comes back. Its agent is refused until it enrols with a new token.
    ///
    /// @param confirm must be its name: this is not to be done by mistake
    /// @throws NotFound if there is no such host
    public void markLost(Handle tx, HostId host, String confirm, Instant now) {
        String name = tx.createQuery("SELECT name FROM host WHERE id = :host FOR UPDATE")
                .bind("host", host)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> new NotFound("there is no host %s", host));
        if (!name.equals(confirm)) {
            throw InvalidInput.at("confirm", "must be the name of the host, %s", name);
        }
        tx.createUpdate("""
                        UPDATE host
                           SET lost_at = coalesce(lost_at, :now),
                               last_heard_at = coalesce((SELECT received_at FROM host_report WHERE host_id = :host),
                                                        last_heard_at)
                         WHERE id = :host""").bind("now", now).bind("host", host).execute();
        EnrolmentTable.dropCertificates(tx, host);
        EnrolmentTable.burn(tx, host);
    }

    /// A host, if there is one by this identifier.
    public static Select<HostId> one(HostId host) {
        return Select.of(row -> row.id("id", HostId::new), "SELECT id FROM host WHERE id = ?", host);
    }

    /// The hosts that count as lost.
    public List<HostId> lost(Handle tx) {
        return tx.createQuery("SELECT id FROM host WHERE lost_at IS NOT NULL ORDER BY id")
                .mapTo(HostId.class)
                .list();
    }

    private static Optional<HostId> find(Handle tx) {
        return tx.createQuery("SELECT id FROM host ORDER BY created_at, id LIMIT 1")
                .mapTo(UUID.class)
                .findOne()
                .map(HostId::new);
    }

    private HostId create(Handle tx) {
        HostId host = insert(tx, "host-1");
        documents.place(tx, host, InternetDocument.KEY);
        return host;
    }

    private static HostId insert(Handle tx, String name) {
        var host = HostId.random();
        tx.createUpdate("INSERT INTO host (id, name) VALUES (:id, :name)")
                .bind("id", host)
                .bind("name", name)
                .execute();
        return host;
    }
}
