package dev.causeway.agent.openvpn;

/// Why a client is not let in, and what it is told.
enum LoginRefusal {
    CREDENTIALS("wrong user name or password", false),
    TOO_MANY_FAILURES("too many failed logins; try again in a minute", false),
    CERTIFICATE("the certificate is not accepted", false),
    REVOKED("the certificate is revoked", false),
    CLOSED("the gateway lets nobody in at present", false),
    FULL("the gateway has no room for another connection", true),
    SESSIONS_OF_USER("the user has as many connections as one may have", false),
    NO_ADDRESS("the server has no free address", true),
    BUSY("too many clients log in at a time", true),
    CHANGING("the server is being changed", true),
    MALFORMED("the client did not say who it is", false);

    private final String text;
    private final boolean passes;

    LoginRefusal(String text, boolean passes) {
        this.text = text;
        this.passes = passes;
    }

    /// What the operator and the tenant read.
    String text() {
        return text;
    }

    /// What the client is told.
    ///
    /// @param waits whether the client can be told to try again by itself; others give up
    String toClient(boolean waits) {
        return passes && waits ? "TEMP[backoff 30]:" + text : text;
    }
}
