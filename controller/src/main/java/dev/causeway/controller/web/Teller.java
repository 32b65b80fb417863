package dev.causeway.controller.web;

/// Has something to tell one client now and then, for as long as that listens. It is called by a loop of the listener,
/// so nothing it does may wait.
public interface Teller {

    /// The client listens. Called once, before anything is asked for, unless the client went away before that.
    ///
    /// @param wake to be run whenever there is something to [say][#next] where there was nothing; by any thread
    void begin(Runnable wake);

    /// What there is to say now. The client has all that was said before.
    Word next();

    /// Nobody listens any more. Called once in any case, and nothing is called afterwards.
    void gone();

    /// What a teller says.
    sealed interface Word {

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Piece(byte[] octets) implements Word {}

        /// Nothing yet.
        record Silence() implements Word {}

        /// This, and nothing any more.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Last(byte[] octets) implements Word {}
    }
}
