package dev.causeway.agent.routing.vty;

/// A daemon did not answer in time.
public final class VtyUnanswered extends VtyFailed {

    VtyUnanswered(String message) {
        super(message);
    }
}
