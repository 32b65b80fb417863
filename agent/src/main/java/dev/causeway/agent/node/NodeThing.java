package dev.causeway.agent.node;

import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.firewall.Sessions;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.agent.shaping.Shaping;
import dev.causeway.agent.shaping.SharedLimit;
import dev.causeway.model.NodeId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.Uplink;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A gateway node: the drivers in their order.
record NodeThing(NodeDocument document, HostNames names, Drivers drivers, TunnelRoutes routes) implements Thing {

    /// What could not be removed is tried again after this.
    private static final Duration REMAINS = Duration.ofSeconds(5);

    /// What makes a node.
    record Drivers(HostNetwork network, Firewall firewall, Sessions sessions, Shaping shaping, Services services) {}

    /// A node is plugged into a subnet of a VPC and, if it has an EIP, into the internet.
    @Override
    public List<Foundation> foundations() {
        Stream<Foundation> outside = switch (document.uplink()) {
            case Uplink.Eip _ -> Stream.of(Foundation.of(InternetDocument.KEY));
            case Uplink.None _ -> Stream.empty();
        };
        Foundation inside = switch (document.attachment()) {
            case Attachment.Vpc at -> Foundation.of(DocumentKey.vpc(at.vpc()), vpc -> hasSubnet(vpc, at.subnet()));
        };
        return Stream.concat(outside, Stream.of(inside)).toList();
    }

    private static boolean hasSubnet(Document foundation, SubnetId wanted) {
        return foundation instanceof VpcDocument vpc
                && vpc.subnets().stream().anyMatch(subnet -> subnet.id().equals(wanted));
    }

    /// Closed first: links come after the firewall, daemons after the links, and routes into tunnels last.
    /// In a node that is closed and connected already, daemons start meanwhile: what the firewall does not know
    /// yet has everything refused, and asks for nothing. Whoever is served no more leaves before the way is closed.
    @Override
    public Outcome apply() {
        Serving serving = serving();
        boolean ended;
        if (serving.ends()) {
            ended = serving.apply();
            close(serving);
        } else if (drivers.network().isConnected(node()) && drivers.firewall().isClosed(node())) {
            ended = sideBySide(serving::apply, () -> close(serving));
        } else {
            serving.hold();
            close(serving);
            ended = serving.apply();
        }
        routes.follow(document);
        return ended ? Outcome.SETTLED : Outcome.checkAgainIn(REMAINS);
    }

    private void close(Serving serving) {
        drivers.network().prepare(node());
        drivers.firewall().apply(serving.firewall());
        serving.begin();
        routes.apply(document);
        shape();
    }

    private void shape() {
        switch (document.uplink()) {
            case Uplink.Eip eip ->
                drivers.shaping()
                        .apply(
                                node(),
                                eip.megabits(),
                                eip.shared().map(shared -> new SharedLimit(shared.id(), shared.megabits())));
            case Uplink.None _ -> drivers.shaping().remove(node());
        }
    }

    /// Returns when both have come to an end, and fails if one of them failed.
    private static boolean sideBySide(BooleanSupplier one, Runnable other) {
        var first = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                first.complete(one.getAsBoolean());
            } catch (RuntimeException | Error e) {
                first.completeExceptionally(e);
            }
        });
        try {
            other.run();
        } finally {
            first.exceptionally(_ -> false).join();
        }
        if (first.isCompletedExceptionally()) {
            switch (first.exceptionNow()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
        return first.join();
    }

    @Override
    public void remove() {
        routes.forget(node());
        serving().remove();
        drivers.network().remove(node());
        drivers.firewall().remove(node());
        drivers.sessions().remove(node());
        drivers.shaping().remove(node());
    }

    @Override
    public Claim namespaces() {
        Set<Namespace> namespaces = new HashSet<>(claim(names, node()).namespaces());
        namespaces.addAll(serving().namespaces());
        return new Claim(namespaces, Set.of(), true);
    }

    /// What is a node's of which nothing but its name is known.
    static Claim claim(HostNames names, NodeId node) {
        return new Claim(Set.of(names.node(node)), Set.of(), false);
    }

    @Override
    public Outcome follow() {
        return routes.follow(document) ? Outcome.SETTLED : Outcome.checkAgainIn(TunnelRoutes.SETTLES);
    }

    @Override
    public void lost(Namespace namespace) {
        if (namespace.equals(names.node(node()))) {
            routes.lost(node());
        }
    }

    @Override
    public List<? extends ReportPart> observe() {
        return serving().observe(exit -> !routes.lack(document, exit));
    }

    @Override
    public List<TunnelReport> tunnels() {
        return serving().tunnels(exit -> !routes.lack(document, exit));
    }

    @Override
    public List<Block> blocks() {
        return serving().blocks();
    }

    private Serving serving() {
        return drivers.services().of(document);
    }

    @Override
    public long gatewayGeneration() {
        return document.gatewayGeneration();
    }

    private NodeId node() {
        return document.node();
    }
}
