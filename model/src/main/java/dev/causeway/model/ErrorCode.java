package dev.causeway.model;

/// A code by which clients tell failures apart, with the status and the text that belong to it. The codes are closed:
/// they stand in [P2cCode] and [CommonCode]. A code whose text has a place to fill says by its type with what.
public abstract sealed class ErrorCode {

    private final String code;
    private final int status;
    private final String text;

    private ErrorCode(String code, int status, String text) {
        this.code = code;
        this.status = status;
        this.text = text;
    }

    /// As answers write it, such as `VPN.0509`.
    public String code() {
        return code;
    }

    /// The status over HTTP.
    public int status() {
        return status;
    }

    /// What it says, with `%s` where something is to be filled in. The words are those that clients know, with their
    /// mistakes.
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return code;
    }

    Fault filled(Object... arguments) {
        return new Fault(this, text.formatted(arguments));
    }

    /// What can be said of one member of a request by what was sent there.
    public sealed interface OfMember {

        /// With what was sent, as it was sent.
        Fault quoting(String sent);
    }

    /// A code whose text is always the same.
    public static final class Plain extends ErrorCode implements OfMember {

        Plain(String code, int status, String text) {
            super(code, status, text);
        }

        public Fault fault() {
            return filled();
        }

        /// To be thrown: of the call as a whole.
        public Coded failure() {
            return fault().failure();
        }

        /// To be thrown: of one part of the request.
        public InvalidInput at(String path) {
            return fault().at(path);
        }

        @Override
        public Fault quoting(String sent) {
            return filled();
        }
    }

    /// A code whose text names one thing.
    public static final class Of<T> extends ErrorCode implements OfMember {

        Of(String code, int status, String text) {
            super(code, status, text);
        }

        public Fault of(T thing) {
            return filled(thing);
        }

        @Override
        public Fault quoting(String sent) {
            return filled(sent);
        }
    }

    /// A code whose text names two things.
    public static final class OfTwo<T, U> extends ErrorCode {

        OfTwo(String code, int status, String text) {
            super(code, status, text);
        }

        public Fault of(T first, U second) {
            return filled(first, second);
        }
    }
}
