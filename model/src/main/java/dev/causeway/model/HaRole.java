package dev.causeway.model;

/// Which of two connections to the same site is preferred in an active-standby gateway.
public enum HaRole implements ApiWord {
    MASTER("master"),
    SLAVE("slave");

    private final String word;

    HaRole(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
