package dev.causeway.controller.dispatch;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ResourceId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
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

/// A feature whose VPCs are empty, and which knows no nodes.
final class FakeFeature implements Feature, ReportObserver {

    final List<HostReport> observed = new CopyOnWriteArrayList<>();
    final List<DocumentKey> gone = new CopyOnWriteArrayList<>();
    final Map<ResourceId, Measure> measures = new ConcurrentHashMap<>();
    volatile boolean broken;

    @Override
    public List<Route> routes() {
        return List.of();
    }

    @Override
    public List<DocumentSource> documents() {
        return List.of(new Source(DocumentKind.INTERNET), new Source(DocumentKind.VPC));
    }

    @Override
    public List<ReportObserver> observers() {
        return List.of(this);
    }

    private final class Source implements DocumentSource {

        private final DocumentKind kind;

        Source(DocumentKind kind) {
            this.kind = kind;
        }

        @Override
        public DocumentKind kind() {
            return kind;
        }

        @Override
        public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
            return switch (kind) {
                case INTERNET ->
                    Optional.of(new InternetDocument(
                            generation, wanted, Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")));
                case VPC ->
                    Optional.of(new VpcDocument(VpcId.parse(id), generation, wanted, List.of(), List.of(), List.of()));
                case NODE, ACCESS -> Optional.empty();
            };
        }

        @Override
        public void gone(Handle tx, String id) {
            gone.add(new DocumentKey(kind, id));
        }
    }

    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return measures;
    }

    @Override
    public void observe(Handle tx, HostReport report) {
        if (broken) {
            throw new IllegalStateException("a feature is broken");
        }
        observed.add(report);
    }
}
