package dev.causeway.controller.node;

import dev.causeway.model.ApiWord;

/// What a gateway leads to.
public enum GatewayKind implements ApiWord {
    /// Networks of customers, through VPN connections.
    SITE_TO_CLOUD("s2c"),
    /// Clients, each by itself.
    POINT_TO_CLOUD("p2c");

    private final String word;

    GatewayKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
