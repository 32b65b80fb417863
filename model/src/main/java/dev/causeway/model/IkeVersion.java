package dev.causeway.model;

/// The version of the Internet Key Exchange protocol: RFC 2409 or RFC 7296.
public enum IkeVersion implements ApiWord {
    V1("v1"),
    V2("v2");

    private final String word;

    IkeVersion(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
