package dev.causeway.agent.ipsec;

import dev.causeway.model.Prefix;

/// Two networks that shall reach each other: one in the VPC, one of the customer's.
record Pair(Prefix local, Prefix remote) {

    static final Pair EVERYTHING = new Pair(Prefix.EVERYTHING, Prefix.EVERYTHING);

    @Override
    public String toString() {
        return local + " to " + remote;
    }
}
