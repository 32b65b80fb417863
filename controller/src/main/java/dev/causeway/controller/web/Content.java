package dev.causeway.controller.web;

/// The body of a call, as received.
public final class Content {

    public static final Content NONE = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes the bytes over: they are not copied and must not change any more.
    public static Content of(byte[] bytes) {
        return new Content(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }
}
