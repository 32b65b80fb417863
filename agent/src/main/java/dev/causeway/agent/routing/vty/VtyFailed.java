package dev.causeway.agent.routing.vty;

/// A daemon cannot be spoken to.
public class VtyFailed extends RuntimeException {

    public VtyFailed(String message, Throwable cause) {
        super(message, cause);
    }

    public VtyFailed(String message) {
        super(message);
    }
}
