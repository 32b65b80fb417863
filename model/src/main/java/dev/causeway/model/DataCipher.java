package dev.causeway.model;

/// What encrypts the packets of a client's connection.
public enum DataCipher implements ApiWord {
    AES_128_GCM("AES-128-GCM"),
    AES_256_GCM("AES-256-GCM");

    private final String word;

    DataCipher(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
