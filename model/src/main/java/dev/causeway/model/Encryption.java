package dev.causeway.model;

/// The cipher that protects messages.
public enum Encryption implements ApiWord {
    TRIPLE_DES("3des"),
    AES_128("aes-128"),
    AES_192("aes-192"),
    AES_256("aes-256"),
    AES_128_GCM_16("aes-128-gcm-16"),
    AES_256_GCM_16("aes-256-gcm-16");

    private final String word;

    Encryption(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /// Whether the cipher authenticates by itself (RFC 5282), so that no separate integrity algorithm is negotiated.
    public boolean isAead() {
        return this == AES_128_GCM_16 || this == AES_256_GCM_16;
    }
}
