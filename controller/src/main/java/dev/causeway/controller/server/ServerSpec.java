package dev.causeway.controller.server;

import dev.causeway.controller.database.As;
import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import java.util.List;

/// What a tenant says of a server, but for its certificate.
///
/// @param compressed only stored and shown: nothing is ever compressed, since what a client sends could be guessed then
public record ServerSpec(
        ClientCidr clientCidr,
        List<Prefix> localSubnets,
        List<Ipv4> dnsServers,
        int port,
        DataCipher cipher,
        @As("is_compressed") boolean compressed,
        ClientAuthType clientAuthType) {

    public ServerSpec {
        localSubnets = List.copyOf(localSubnets);
        dnsServers = List.copyOf(dnsServers);
    }

    /// Checks that it fits in itself.
    ///
    /// @throws dev.causeway.model.InvalidInput with its code
    void requireSound() {
        localSubnets.stream()
                .filter(local -> local.overlaps(clientCidr.network()))
                .findFirst()
                .ifPresent(local -> {
                    throw P2cCode.CLIENT_CIDR_ON_LOCAL_SUBNET.of(local).at("client_cidr");
                });
    }
}
