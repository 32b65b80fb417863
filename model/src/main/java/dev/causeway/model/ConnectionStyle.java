package dev.causeway.model;

/// What decides which packets enter a tunnel: traffic selectors, static routes or routes learnt by BGP.
public enum ConnectionStyle implements ApiWord {
    POLICY("policy"),
    STATIC("static"),
    BGP("bgp");

    private final String word;

    ConnectionStyle(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
