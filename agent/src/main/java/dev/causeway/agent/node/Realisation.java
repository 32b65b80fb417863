package dev.causeway.agent.node;

import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.VpcDocument;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The drivers in their order, for each kind of document.
final class Realisation {

    private final HostNetwork network;
    private final Firewall firewall;
    private final TunnelDriver tunnels;
    private final TunnelRoutes routes;

    Realisation(HostNetwork network, Firewall firewall, TunnelDriver tunnels, TunnelRoutes routes) {
        this.network = network;
        this.firewall = firewall;
        this.tunnels = tunnels;
        this.routes = routes;
    }

    /// Makes the host equal to a document.
    ///
    /// @return whether nothing remains that shall be gone; otherwise this shall be called again
    boolean apply(Document document) {
        return switch (document) {
            case InternetDocument internet -> {
                network.apply(internet);
                yield true;
            }
            case VpcDocument vpc -> {
                routes.apply(vpc);
                yield true;
            }
            case NodeDocument node -> apply(node);
        };
    }

    /// Closed first: links come after the firewall, daemons after the links, and routes into tunnels last.
    /// In a node that is closed and connected already, daemons start meanwhile: a tunnel that the firewall
    /// does not know yet has everything refused, and asks its peer for nothing.
    private boolean apply(NodeDocument node) {
        boolean ended;
        if (network.isConnected(node.node()) && firewall.isClosed(node.node())) {
            ended = sideBySide(() -> tunnels.apply(node), () -> close(node));
        } else {
            tunnels.letAnswer(node.node(), Set.of());
            close(node);
            ended = tunnels.apply(node);
        }
        routes.follow(node);
        return ended;
    }

    private void close(NodeDocument node) {
        network.prepare(node.node());
        firewall.apply(node);
        tunnels.letAnswer(node.node(), node.tunnels().stream().map(Tunnel::peer).collect(Collectors.toSet()));
        routes.apply(node);
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

    void remove(DocumentKey key) {
        switch (key.kind()) {
            case INTERNET -> network.removeInternet();
            case VPC -> network.remove(VpcId.parse(key.id()));
            case NODE -> remove(NodeId.parse(key.id()));
        }
    }

    private void remove(NodeId node) {
        routes.forget(node);
        tunnels.remove(node);
        network.remove(node);
        firewall.remove(node);
    }
}
