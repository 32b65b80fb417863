package dev.causeway.controller.inventory;

import dev.causeway.model.ApiWord;

/// Whether a bandwidth belongs to one EIP or is shared by several.
public enum ShareType implements ApiWord {
    PER("PER"),
    WHOLE("WHOLE");

    private final String word;

    ShareType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
