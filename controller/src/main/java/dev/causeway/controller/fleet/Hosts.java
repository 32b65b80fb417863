package dev.causeway.controller.fleet;

import dev.causeway.model.Busy;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.document.InternetDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The machines of the data plane and what they serve.
public final class Hosts {

    private final Documents documents;

    public Hosts(Documents documents) {
        this.documents = documents;
    }

    /// The host that serves all zones. It is made at the first call, before any agent has enrolled.
    public HostId ensureFirst(Handle tx, List<String> zones) {
        tx.execute("SELECT pg_advisory_xact_lock(hashtext('causeway.host'))");
        HostId host = find(tx).orElseGet(() -> create(tx));
        for (String zone : zones) {
            tx.createUpdate("INSERT INTO host_zone (zone, host_id) VALUES (:zone, :host) ON CONFLICT DO NOTHING")
                    .bind("zone", zone)
                    .bind("host", host.value())
                    .execute();
        }
        return host;
    }

    /// The host on which a new thing in this zone goes.
    ///
    /// @throws Busy if no host serves the zone
    public HostId placement(Handle tx, String zone) {
        return tx.createQuery("""
                        SELECT host_id FROM host_zone JOIN host ON id = host_id
                         WHERE zone = :zone AND lost_at IS NULL
                         ORDER BY host_id LIMIT 1""")
                .bind("zone", zone)
                .mapTo(UUID.class)
                .findOne()
                .map(HostId::new)
                .orElseThrow(() -> new Busy("no host serves availability zone %s", zone));
    }

    /// The hosts on which a new thing goes that every host has, such as a VPC: all but those that count as lost. Which
    /// they
    /// are stays so until the transaction ends.
    public List<HostId> placements(Handle tx) {
        // Those that are lost are locked too: one that is found meanwhile would not get the thing from anybody.
        return tx
                .createQuery("SELECT id, lost_at IS NOT NULL AS lost FROM host ORDER BY id FOR SHARE")
                .map((row, _) -> row.getBoolean("lost")
                        ? Optional.<HostId>empty()
                        : Optional.of(new HostId(row.getObject("id", UUID.class))))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// Notes that a host never comes back.
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
            throw new InvalidInput("confirm: must be the name of the host, %s", name);
        }
        tx.createUpdate("UPDATE host SET lost_at = coalesce(lost_at, :now) WHERE id = :host")
                .bind("now", now)
                .bind("host", host)
                .execute();
    }

    /// The hosts that count as lost.
    public List<HostId> lost(Handle tx) {
        return tx.createQuery("SELECT id FROM host WHERE lost_at IS NOT NULL ORDER BY id")
                .mapTo(HostId.class)
                .list();
    }

    /// What an operator sees of a host.
    ///
    /// @param lost whether it counts as lost until its agent enrols anew
    /// @param enrolled whether its agent has a certificate that is honoured
    /// @param concerns what its agent last had to say to the operator, each in a line of words
    public record Overview(
            HostId id, String name, List<String> zones, boolean enrolled, boolean lost, List<String> concerns) {}

    /// All hosts, for the operator.
    List<Overview> overview(Handle tx, Instant now) {
        return tx.createQuery("""
                        SELECT id, name,
                               array(SELECT zone FROM host_zone WHERE host_id = id ORDER BY zone) AS zones,
                               EXISTS (SELECT FROM host_certificate
                                        WHERE host_id = id AND not_after > :now) AS enrolled,
                               lost_at IS NOT NULL AS lost,
                               coalesce((SELECT concerns FROM host_report WHERE host_id = id), '{}') AS concerns
                          FROM host
                         ORDER BY created_at, id""")
                .bind("now", now)
                .map((row, _) -> new Overview(
                        new HostId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        List.of((String[]) row.getArray("zones").getArray()),
                        row.getBoolean("enrolled"),
                        row.getBoolean("lost"),
                        List.of((String[]) row.getArray("concerns").getArray())))
                .list();
    }

    private static Optional<HostId> find(Handle tx) {
        return tx.createQuery("SELECT id FROM host ORDER BY created_at, id LIMIT 1")
                .mapTo(UUID.class)
                .findOne()
                .map(HostId::new);
    }

    private HostId create(Handle tx) {
        var host = HostId.random();
        tx.createUpdate("INSERT INTO host (id, name) VALUES (:id, 'host-1')")
                .bind("id", host.value())
                .execute();
        documents.place(tx, host, InternetDocument.KEY);
        return host;
    }
}
