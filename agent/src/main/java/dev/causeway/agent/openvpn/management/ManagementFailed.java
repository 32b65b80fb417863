package dev.causeway.agent.openvpn.management;

/// The daemon cannot be spoken to. The message holds nothing that it has said of a client.
public final class ManagementFailed extends RuntimeException {

    public ManagementFailed(String message) {
        super(message);
    }

    public ManagementFailed(String message, Exception cause) {
        super(message, cause);
    }
}
