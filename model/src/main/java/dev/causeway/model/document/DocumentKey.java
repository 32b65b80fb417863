package dev.causeway.model.document;

import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import dev.causeway.model.VpcId;
import java.util.Objects;

/// Names a document on a host.
///
/// @param id the identifier of the VPC, of the node, or of the VPN server that is accessed; `internet` for the one
/// internet segment
public record DocumentKey(DocumentKind kind, String id) {

    public DocumentKey {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
    }

    public static DocumentKey vpc(VpcId vpc) {
        return new DocumentKey(DocumentKind.VPC, vpc.toString());
    }

    public static DocumentKey node(NodeId node) {
        return new DocumentKey(DocumentKind.NODE, node.toString());
    }

    /// Of who may connect to a server.
    public static DocumentKey access(ServerId server) {
        return new DocumentKey(DocumentKind.ACCESS, server.toString());
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + id;
    }
}
