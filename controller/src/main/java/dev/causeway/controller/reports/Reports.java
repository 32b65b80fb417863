package dev.causeway.controller.reports;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.HostLoad;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What was last reported. A thing that is not in here was never reported, or is no longer.
public final class Reports {

    /// One for each kind of parts.
    static final List<PartTable<?>> TABLES = List.of(
            ThingTable.PARTS,
            TunnelTable.PARTS,
            ConnectionTables.BGP_PEERS,
            ConnectionTables.SAS,
            ConnectionTables.PROBES,
            DrainTable.PARTS,
            ClientTables.NODES,
            ClientTables.SERVERS,
            ClientTables.SESSIONS);

    private static final int MOST_CONCERNS = 1_000;
    private static final int LONGEST_CONCERN = 500;

    /// The last word about a document, from one host.
    ///
    /// @param applied the highest generation that was reported as applied; 0 if none was, or nothing of it remains
    /// @param heard when that host last reported: how old this is
    public record Thing(ThingReport report, long applied, Instant heard) {}

    /// The last word about a connection's tunnel.
    ///
    /// @param heard when the host last reported: how old this is
    public record Tunnel(TunnelReport report, Instant heard) {}

    /// What a host says of a document that lies on it.
    ///
    /// @param thing its last word about it, if it ever said one
    /// @param heard when it last reported anything, or since when the document lies there, if that is later
    public record Said(HostId host, Optional<Thing> thing, Instant heard) {}

    /// Asks what the hosts say of several documents of one kind: for each document, all hosts on which it is wanted.
    /// What it is about is as good as on the worst of them. Hosts that count as lost are left out of documents that
    /// are wanted on others too, and documents that are wanted nowhere are left out.
    ///
    /// @param ids finds those of the documents, in its only column
    /// @return for [#byDocument]
    public static Select<Map.Entry<DocumentKey, Said>> said(DocumentKind kind, Select<?> ids) {
        return ThingTable.said(kind, ids);
    }

    /// Puts together what is said of each document.
    public static Map<DocumentKey, List<Said>> byDocument(List<Map.Entry<DocumentKey, Said>> said) {
        return said.stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /// The last word of one host about a document.
    public Optional<Thing> thing(Handle tx, HostId host, DocumentKey key) {
        return ThingTable.find(tx, host, key);
    }

    /// The last word about a connection's tunnel.
    public Optional<Tunnel> tunnel(Handle tx, ConnectionId connection) {
        return TunnelTable.find(tx, connection);
    }

    /// What nodes that serve clients last reported of the programs for that. Those that have not are left out.
    ///
    /// @param nodes finds them, in its only column
    public static Select<NodeSoftware> software(Select<NodeId> nodes) {
        return ClientTables.software(nodes);
    }

    /// How many clients were last reported as connected to each of these nodes. Nodes without any are left out.
    ///
    /// @param nodes finds them, in its only column
    public static Select<Map.Entry<NodeId, Long>> sessions(Select<NodeId> nodes) {
        return ClientTables.sessions(nodes);
    }

    /// What a connection was last reported to have carried, by pairs of networks and in their order. Several nodes may
    /// tell of one.
    public static Select<SaReport> sas(ConnectionId connection) {
        return ConnectionTables.sas(connection);
    }

    /// The routes that nodes last told of.
    ///
    /// @param nodes finds them, in its only column
    public static Select<NodeRoute> routes(Select<NodeId> nodes) {
        return SeenRouteTable.of(nodes);
    }

    /// How far traffic was last reported to have left these nodes. Nodes that are not being drained are left out.
    ///
    /// @param nodes finds them, in its only column
    public static Select<DrainReport> drains(Select<NodeId> nodes) {
        return DrainTable.of(nodes);
    }

    /// How many lines of a log are held: the newest.
    public static final int LOG_LINES = LogTable.KEPT;

    /// The first lines of a log behind a position, in their order.
    public static Select<LogLine> logBehind(LogSource source, long position, int limit) {
        return LogTable.behind(source, position, limit);
    }

    /// The position of the newest line of a log, if it has any.
    public static Select<Long> lastPosition(LogSource source) {
        return LogTable.lastPosition(source);
    }

    /// The newest lines of a log, newest first.
    public static Select<LogLine> log(LogSource source, int limit) {
        return LogTable.newest(source, limit);
    }

    /// How far these logs are held. One without lines is left out.
    public Map<LogSource, Long> logPositions(Handle tx, Collection<LogSource> sources) {
        return LogTable.lastPositions(tx, sources);
    }

    /// How far the logs of all things that a host last reported are held.
    public Map<LogSource, Long> logPositions(Handle tx, HostId host) {
        return logPositions(
                tx,
                TABLES.stream()
                        .flatMap(table -> table.logs(tx, host))
                        .distinct()
                        .toList());
    }

    /// How far the blocks of a host are held.
    public static List<LogPositions.HeldBlock> blockPositions(Handle tx, HostId host) {
        return BlockTable.held(tx, host);
    }

    /// Makes room for the samples of the hours around this moment. What comes before there is room is not held.
    public static void makeRoomForSamples(Handle tx, Instant now) {
        SampleTables.makeRoom(tx, now);
    }

    /// Drops samples that are older than a day.
    public static void dropOldSamples(Handle tx, Instant now) {
        SampleTables.dropOld(tx, now);
    }

    /// Takes a host's report: what was held of it is replaced, lines are added to the logs. A report made
    /// before the one held is ignored, as it was overtaken on its way; one that seems much older tells that
    /// the host's clock was set back. Blocks have numbers of their own, and are taken whatever brings them: of
    /// those that arrived the host sends none again.
    ///
    /// @return whether the report was taken
    public boolean take(Handle tx, HostId host, HostReport report, Instant now) {
        boolean newer = tx.createUpdate("""
                                INSERT INTO host_report AS h
                                       (host_id, reported_at, received_at, concerns,
                                        processor, memory_used, memory_total)
                                VALUES (:host, :at, :now, :concerns, :processor, :used, :total)
                                ON CONFLICT (host_id) DO UPDATE
                                   SET reported_at = excluded.reported_at, received_at = excluded.received_at,
                                       concerns = excluded.concerns, processor = excluded.processor,
                                       memory_used = excluded.memory_used, memory_total = excluded.memory_total
                                 WHERE excluded.reported_at > h.reported_at
                                    OR excluded.reported_at < h.reported_at - interval '1 minute'""")
                        .bind("host", host.value())
                        .bind("at", report.at())
                        .bind("now", now)
                        .bind("concerns", concerns(report))
                        .bind("processor", report.load().map(HostLoad::processor))
                        .bind("used", report.load().map(HostLoad::memoryUsed))
                        .bind("total", report.load().map(HostLoad::memoryTotal))
                        .execute()
                == 1;
        if (newer) {
            TABLES.forEach(table -> table.replace(tx, host, report));
            LogTable.append(tx, report.log());
        }
        BlockTable.take(tx, host, report.blocks());
        return newer;
    }

    /// Drops everything about a connection that is gone.
    public void forget(Handle tx, ConnectionId connection) {
        TunnelTable.remove(tx, connection);
        LogTable.remove(tx, new LogSource.Connection(connection));
    }

    /// Drops everything about a node that is gone.
    public static void forget(Handle tx, NodeId node) {
        SeenRouteTable.remove(tx, node);
        LogTable.remove(tx, new LogSource.Node(node));
        LogTable.forgetRefused(tx, node);
    }

    /// A host may be in somebody else's hands: only so many and so long ones, in printable characters.
    private static String[] concerns(HostReport report) {
        return report.concerns().orElse(List.of()).stream()
                .limit(MOST_CONCERNS)
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_CONCERN))
                        .replaceAll("[\\p{Cntrl}\\p{Cs}]", "?"))
                .toArray(String[]::new);
    }

    /// Drops all that a host has said, but for logs: it counts as never heard.
    public void forget(Handle tx, HostId host) {
        TABLES.forEach(table -> table.forget(tx, host));
        BlockTable.forget(tx, host);
        tx.createUpdate("DELETE FROM host_report WHERE host_id = :host")
                .bind("host", host)
                .execute();
    }
}
