package dev.causeway.controller.clientgateway;

import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.util.List;

/// P2C gateways, wired.
public final class P2cGatewayFeature implements Feature {

    private final P2cGateways gateways;

    private P2cGatewayFeature(P2cGateways gateways) {
        this.gateways = gateways;
    }

    /// Wires the feature. From now on, silence of the hosts counts.
    public static P2cGatewayFeature open(Clock clock) {
        return new P2cGatewayFeature(new P2cGateways(new GatewayStates(clock, clock.instant())));
    }

    public P2cGateways gateways() {
        return gateways;
    }

    @Override
    public List<Route> routes() {
        return List.of();
    }
}
