package dev.causeway.model;

/// How IKEv1 negotiates its first phase (RFC 2409, section 5).
public enum Phase1Mode implements ApiWord {
    MAIN("main"),
    AGGRESSIVE("aggressive");

    private final String word;

    Phase1Mode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
