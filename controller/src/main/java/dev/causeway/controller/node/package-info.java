/// Nodes of gateways, whatever these lead to: where they are, what was heard of them, and how a gateway is
/// doing with its nodes. Which gateways there are, and what their nodes do, is other features'.
package dev.causeway.controller.node;
