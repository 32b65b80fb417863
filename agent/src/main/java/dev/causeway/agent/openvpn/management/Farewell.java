package dev.causeway.agent.openvpn.management;

/// How a client is sent away.
public enum Farewell {
    /// It shall not come back.
    HALT("HALT"),
    /// It shall come back at once, with the password that it has: it forgets it only without the `P`.
    COME_BACK("\"RESTART,[P]\"");

    private final String word;

    Farewell(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
