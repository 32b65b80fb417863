package dev.causeway.model;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is wrong with one part of a request.
///
/// @param path of the part, such as `vpn_connections[1].peer_subnets[3]`; empty for the request as a whole
/// @param fault its code, if it has one of its own
public record Violation(String path, String message, Optional<Fault> fault) {

    public Violation(String path, String message) {
        this(path, message, Optional.empty());
    }

    /// With a code: what the text of the code does not say is its reason.
    public Violation(String path, Fault fault) {
        this(path, fault.reason().orElse(fault.text()), Optional.of(fault));
    }

    /// The same of a part of something: its path begins with that of the whole.
    public Violation under(String whole) {
        return new Violation(join(whole, path), message, fault);
    }

    /// The same with each of its texts changed.
    public Violation map(UnaryOperator<String> change) {
        return new Violation(change.apply(path), change.apply(message), fault.map(one -> one.map(change)));
    }

    /// The path of a part inside a whole.
    ///
    /// @param part a name, an index such as `[3]`, or empty for the whole itself
    public static String join(String whole, String part) {
        boolean adjoins = whole.isEmpty() || part.isEmpty() || part.startsWith("[");
        return adjoins ? whole + part : whole + "." + part;
    }

    /// As people read it.
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
