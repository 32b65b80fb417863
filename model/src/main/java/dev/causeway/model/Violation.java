package dev.causeway.model;

/// What is wrong with one part of a request.
///
/// @param path of the part, such as `vpn_connections[1].peer_subnets[3]`; empty for the request as a whole
public record Violation(String path, String message) {

    /// The same of a part of something: its path begins with that of the whole.
    public Violation under(String whole) {
        return new Violation(join(whole, path), message);
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
