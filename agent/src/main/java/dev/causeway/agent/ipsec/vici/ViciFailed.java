package dev.causeway.agent.ipsec.vici;

/// The daemon could not be reached, did not answer in time, broke the protocol or refused a command.
public sealed class ViciFailed extends RuntimeException permits ViciUnanswered {

    public ViciFailed(String message) {
        super(message);
    }

    public ViciFailed(String message, Exception cause) {
        super(message, cause);
    }
}
