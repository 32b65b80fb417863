package dev.causeway.model.document;

import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a gateway node does, with the settings of its gateway.
public sealed interface NodeService {

    /// The VPN connections that the node serves; none of a service that has no tunnels to customer gateways.
    List<Tunnel> tunnels();

    /// The same settings of the gateway, with nobody served: what is left to say of a node that shall not exist.
    NodeService empty();

    /// Tunnels to customer gateways.
    ///
    /// @param localSubnets the networks in the VPC that peers reach through the gateway
    /// @param speaker present if the node has a connection whose routes are learnt by BGP
    /// @param monitors of the ways to customer gateways, outside of the tunnels
    /// @param drain present if traffic shall leave the node and come by another one, for as long as there is one:
    ///     when that was asked for, which tells one such wish from another
    record SiteToCloud(
            List<Prefix> localSubnets,
            List<Tunnel> tunnels,
            Optional<Speaker> speaker,
            List<Monitor> monitors,
            Optional<Instant> drain)
            implements NodeService {

        public SiteToCloud {
            localSubnets = List.copyOf(localSubnets);
            tunnels = List.copyOf(tunnels);
            Objects.requireNonNull(speaker);
            monitors = List.copyOf(monitors);
            Objects.requireNonNull(drain);
        }

        /// One that is not drained.
        public SiteToCloud(
                List<Prefix> localSubnets, List<Tunnel> tunnels, Optional<Speaker> speaker, List<Monitor> monitors) {
            this(localSubnets, tunnels, speaker, monitors, Optional.empty());
        }

        public SiteToCloud(List<Prefix> localSubnets, List<Tunnel> tunnels) {
            this(localSubnets, tunnels, Optional.empty(), List.of());
        }

        @Override
        public SiteToCloud empty() {
            return new SiteToCloud(localSubnets, List.of());
        }
    }

    /// Connections of clients.
    ///
    /// @param server absent while the gateway has none
    record ClientVpn(Optional<ClientServer> server) implements NodeService {

        public ClientVpn {
            Objects.requireNonNull(server);
        }

        @Override
        public List<Tunnel> tunnels() {
            return List.of();
        }

        @Override
        public ClientVpn empty() {
            return new ClientVpn(Optional.empty());
        }
    }
}
