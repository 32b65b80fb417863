package dev.causeway.agent.openvpn.management;

/// Something that has happened to a client.
public sealed interface ClientEvent {

    /// The number that the daemon gave the client; each client of a daemon's life has another.
    long client();

    ClientEnvironment environment();

    /// A client wants to be let in.
    ///
    /// @param key which of its keys it is about; the answer names it
    record Connect(long client, long key, ClientEnvironment environment) implements ClientEvent {}

    /// A client that was let in has negotiated anew.
    record Reauthenticate(long client, long key, ClientEnvironment environment) implements ClientEvent {}

    /// A client has taken over what was pushed to it.
    record Established(long client, ClientEnvironment environment) implements ClientEvent {}

    /// A client is gone, whether it was let in or not.
    record Disconnect(long client, ClientEnvironment environment) implements ClientEvent {}
}
