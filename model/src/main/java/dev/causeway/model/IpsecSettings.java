package dev.causeway.model;

import java.util.Optional;

/// How the child SAs of a connection are negotiated and kept. Always ESP in tunnel mode.
///
/// @param integrity of no effect when the cipher authenticates by itself
/// @param pfs group of a fresh key exchange for each child SA; none when perfect forward secrecy is off
/// @param lifetimeSeconds age at which a child SA is replaced, 30 to 604800
public record IpsecSettings(Integrity integrity, Encryption encryption, Optional<DhGroup> pfs, int lifetimeSeconds) {}
