package dev.causeway.controller.clientgateway;

import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.reports.NodeSoftware;
import java.time.Instant;
import java.util.Optional;

/// A gateway with all that is shown of it.
///
/// @param since when it has had that status
/// @param connections how many clients are connected now
/// @param software what its node reports of the programs that serve clients
record ShownP2cGateway(
        P2cGateway gateway,
        GatewayStatus status,
        Instant since,
        Optional<Eip> eip,
        long connections,
        Optional<NodeSoftware> software) {}
