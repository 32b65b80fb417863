package dev.causeway.model;

/// The order of payloads in IKEv1 dead peer detection. It is stored and returned; the daemon has no such option.
public enum DpdMessage implements ApiWord {
    SEQ_HASH_NOTIFY("seq-hash-notify"),
    SEQ_NOTIFY_HASH("seq-notify-hash");

    private final String word;

    DpdMessage(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
