package dev.causeway.controller.inventory;

import dev.causeway.model.ApiWord;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;

/// Who has an address of a subnet.
public record Holder(Kind kind, String id) {

    /// What kinds of things have addresses in subnets.
    public enum Kind implements ApiWord {
        ROUTER("router"),
        WORKLOAD("workload"),
        GATEWAY("gateway"),
        NODE("node");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public static Holder gateway(GatewayId gateway) {
        return new Holder(Kind.GATEWAY, gateway.toString());
    }

    public static Holder node(NodeId node) {
        return new Holder(Kind.NODE, node.toString());
    }

    @Override
    public String toString() {
        return kind.word() + " " + id;
    }
}
