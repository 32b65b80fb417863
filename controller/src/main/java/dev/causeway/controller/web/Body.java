package dev.causeway.controller.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// What an answer holds.
public sealed interface Body {

    record Nothing() implements Body {}

    /// A value that is written as JSON by [Json]: names in snake case; nulls and empty optionals are left out.
    record Value(Object value) implements Body {}

    /// Octets as they are.
    ///
    /// @param type the media type
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Octets(String type, byte[] octets) implements Body {}

    /// What is made while it is sent, and never in memory as a whole.
    ///
    /// @param type the media type
    /// @param length in octets, if it is known
    record Flow(String type, OptionalLong length, Maker maker) implements Body {}

    /// What is told as it happens, for as long as the client listens. It holds neither a thread nor a place
    /// among calls, and ends the connection with it.
    ///
    /// @param type the media type
    record Told(String type, Teller teller) implements Body {}

    /// Makes the octets of an answer.
    @FunctionalInterface
    interface Maker {

        /// Writes all of them, after the endpoint has returned, on a thread that may wait: writing waits until the
        /// client takes what was written before. If this fails the client is cut off, so that it takes no part
        /// for the whole.
        ///
        /// @throws IOException if they cannot be made, or the client is gone
        void writeTo(OutputStream client) throws IOException;
    }
}
