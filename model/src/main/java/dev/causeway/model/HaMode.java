package dev.causeway.model;

/// Whether both nodes of a gateway carry traffic, or one while the other waits.
public enum HaMode implements ApiWord {
    ACTIVE_ACTIVE("active-active"),
    ACTIVE_STANDBY("active-standby");

    private final String word;

    HaMode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
