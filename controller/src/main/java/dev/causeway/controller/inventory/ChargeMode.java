package dev.causeway.controller.inventory;

import dev.causeway.model.ApiWord;

/// What a bandwidth would be billed by. It is stored and returned; nothing is billed.
public enum ChargeMode implements ApiWord {
    BANDWIDTH("bandwidth"),
    TRAFFIC("traffic");

    private final String word;

    ChargeMode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
