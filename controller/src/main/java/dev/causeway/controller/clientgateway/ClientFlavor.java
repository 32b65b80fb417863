package dev.causeway.controller.clientgateway;

import dev.causeway.model.ApiWord;

/// The specification of a P2C gateway: how much it may carry.
public enum ClientFlavor implements ApiWord {
    PROFESSIONAL1("Professional1");

    /// How many clients can be connected to one gateway at once.
    public static final int MOST_CONNECTIONS = 500;

    /// The largest bandwidth of its EIP, in Mbit/s.
    static final int MEGABITS = 1000;

    private final String word;

    ClientFlavor(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
