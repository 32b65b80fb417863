package dev.causeway.controller.certificates;

import java.security.GeneralSecurityException;

/// A text from a tenant is not the PEM that it should be. The message says what was expected and never repeats
/// the text, which may hold a key.
public final class UnreadablePem extends GeneralSecurityException {

    private final Layer layer;

    UnreadablePem(Layer layer, String message) {
        super(message);
        this.layer = layer;
    }

    /// What is wrong.
    public enum Layer {
        /// The text itself: there are no blocks, or not such ones as are wanted.
        FORM,
        /// What a block holds.
        CONTENT
    }

    public Layer layer() {
        return layer;
    }
}
