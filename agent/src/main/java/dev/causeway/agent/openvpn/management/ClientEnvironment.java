package dev.causeway.agent.openvpn.management;

import java.util.Map;
import java.util.Optional;

/// What the daemon says of a client. There is a password among it, so printing it prints no value. What a client says
/// of itself has names that begin with `IV_` or `UV_`; the daemon passes on nothing else of it.
public final class ClientEnvironment {

    private final Map<String, String> values;

    public ClientEnvironment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /// A value; absent if the daemon does not give it.
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public String toString() {
        return values.size() + " values";
    }
}
