package dev.causeway.agent.ipsec.vici;

/// The daemon runs, as far as is known, but gave no answer in time: that says nothing of its tunnel.
public final class ViciUnanswered extends ViciFailed {

    public ViciUnanswered(String message, Exception cause) {
        super(message, cause);
    }
}
