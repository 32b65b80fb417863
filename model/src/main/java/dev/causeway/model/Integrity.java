package dev.causeway.model;

/// The hash that authenticates messages, and of which the pseudo-random function is made.
public enum Integrity implements ApiWord {
    MD5("md5"),
    SHA1("sha1"),
    SHA2_256("sha2-256"),
    SHA2_384("sha2-384"),
    SHA2_512("sha2-512");

    private final String word;

    Integrity(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
