package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All kinds of documents. This is the one place that tells them apart.
final class Kinds {

    private final HostNames names;
    private final NodeThing.Drivers drivers;
    private final TunnelRoutes routes;

    Kinds(HostNames names, NodeThing.Drivers drivers, Supplier<Wanted> wanted) {
        this.names = names;
        this.drivers = drivers;
        this.routes = new TunnelRoutes(drivers.network(), drivers.services()::of, wanted);
    }

    /// What a document is about.
    Thing of(Document document) {
        return switch (document) {
            case InternetDocument internet -> new InternetThing(internet, names, drivers.network());
            case VpcDocument vpc -> new VpcThing(vpc, names, drivers.network(), routes);
            case NodeDocument node -> new NodeThing(node, names, drivers, routes);
            case AccessDocument access ->
                new AccessThing(access, drivers.services().clients(), drivers.network());
        };
    }

    /// Whether people wait for what a document says, so that it must not wait for what takes long.
    boolean isUrgent(DocumentKey key) {
        return switch (key.kind()) {
            case INTERNET, VPC, NODE -> false;
            case ACCESS -> true;
        };
    }

    /// The namespaces of a thing whose document cannot be read.
    private Claim claim(DocumentKey key) {
        return switch (key.kind()) {
            case INTERNET -> InternetThing.claim(names);
            case VPC -> VpcThing.claim(names, VpcId.parse(key.id()));
            case NODE -> NodeThing.claim(names, NodeId.parse(key.id()));
            case ACCESS -> AccessThing.CLAIM;
        };
    }

    /// The namespaces of all that is mentioned. The internet's is nobody's leftover: others may have plugged into it.
    List<Claim> claims(Wanted wanted) {
        return Stream.of(
                        Stream.of(InternetThing.claim(names)),
                        wanted.documents().values().stream().map(this::of).map(Thing::namespaces),
                        wanted.untouchable().stream().map(this::claim))
                .flatMap(part -> part)
                .toList();
    }

    /// Forgets what is not among the documents any more.
    void keepOnly(Wanted wanted) {
        routes.keepOnly(wanted);
    }
}
