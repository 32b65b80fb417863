package dev.causeway.controller.dispatch;

import dev.causeway.controller.connection.Connections;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.VpcDocument;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// Features whose VPCs are empty.
final class FakeFeatures implements Features {

    final List<HostReport> observed = new CopyOnWriteArrayList<>();
    final List<DocumentKey> gone = new CopyOnWriteArrayList<>();
    final Map<ConnectionId, Connections.Wanted> connections = new ConcurrentHashMap<>();
    volatile boolean broken;

    @Override
    public Optional<Document> build(Handle tx, DocumentKey key, long generation, boolean wanted) {
        return switch (key.kind()) {
            case INTERNET ->
                Optional.of(new InternetDocument(
                        generation, wanted, Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")));
            case VPC ->
                Optional.of(
                        new VpcDocument(VpcId.parse(key.id()), generation, wanted, List.of(), List.of(), List.of()));
            case NODE -> Optional.empty();
        };
    }

    @Override
    public Wanted wanted(Handle tx, Collection<NodeId> nodes, Collection<ConnectionId> ids) {
        return new Wanted(Map.of(), connections);
    }

    @Override
    public void observe(Handle tx, HostReport report) {
        if (broken) {
            throw new IllegalStateException("a feature is broken");
        }
        observed.add(report);
    }

    @Override
    public void gone(Handle tx, DocumentKey key) {
        gone.add(key);
    }
}
