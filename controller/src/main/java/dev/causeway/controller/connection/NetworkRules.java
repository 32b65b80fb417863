package dev.causeway.controller.connection;

import dev.causeway.controller.gateway.LocalSubnets;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which networks a customer's may not be, seen from the gateway: routes to them would take away what belongs
/// elsewhere.
final class NetworkRules {

    private NetworkRules() {}

    /// Checks the networks that a connection shall lead to and did not before, and those that its rules shall carry
    /// packets from.
    ///
    /// @param peers addresses of the customer gateways of the gateway, this connection's included
    /// @throws InvalidInput naming the first that cannot be
    static void check(Surroundings surroundings, Change change, List<Ipv4> peers) {
        List<Prefix> local = surroundings.gateway().localSubnets();
        List<Prefix> ours =
                Stream.concat(local.stream(), surroundings.subnets().stream()).toList();
        change.newDestinations()
                .forEach(destination -> reason(destination.network(), ours, surroundings.segment(), peers)
                        .ifPresent(reason -> {
                            throw InvalidInput.at(destination.path(), "%s %s", destination.network(), reason);
                        }));
        requireInside(change.newSources(), local);
    }

    /// Checks that no network of a connection contains the address of its own peer, which is new.
    ///
    /// @throws InvalidInput naming the first that does
    static void requireOutside(VpnConnection connection, Ipv4 peer) {
        SteeringSpec steering = connection.spec().steering();
        Stream.concat(steering.peerSubnets().stream(), steering.destinations().stream())
                .filter(destination -> destination.contains(peer))
                .findFirst()
                .ifPresent(destination -> {
                    throw InvalidInput.at(
                            "cgw_id",
                            "the customer gateway's address lies in %s, to which the connection leads",
                            destination);
                });
    }

    private static void requireInside(List<Change.Part> sources, List<Prefix> local) {
        sources.stream()
                .filter(source -> !LocalSubnets.cover(local, source.network()))
                .findFirst()
                .ifPresent(source -> {
                    throw InvalidInput.at(
                            source.path(),
                            "%s lies outside of the gateway's local subnets: no packet from there would pass",
                            source.network());
                });
    }

    private static Optional<String> reason(Prefix destination, List<Prefix> ours, Prefix segment, List<Ipv4> peers) {
        if (ours.stream().anyMatch(own -> own.contains(destination))) {
            return Optional.of("lies in a local subnet of the gateway or a subnet of its VPC");
        }
        if (destination.overlaps(segment)) {
            return Optional.of("overlaps the network of the EIPs");
        }
        return peers.stream().anyMatch(destination::contains)
                ? Optional.of("contains the address of a customer gateway, which must be reached outside the tunnel")
                : Optional.empty();
    }
}
