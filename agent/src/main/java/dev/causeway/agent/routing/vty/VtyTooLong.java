package dev.causeway.agent.routing.vty;

/// A daemon has more to say than can be held.
public final class VtyTooLong extends VtyFailed {

    VtyTooLong(String message) {
        super(message);
    }
}
