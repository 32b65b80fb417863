package dev.causeway.model;

/// How the IKE SA of a connection is negotiated and kept.
///
/// @param phase1Mode of effect with IKEv1 only
/// @param lifetimeSeconds age at which the IKE SA is replaced, 60 to 604800
/// @param localId the identity that the gateway shows (ID_IPV4_ADDR)
/// @param peerId the identity that the customer's device must show (ID_IPV4_ADDR)
public record IkeSettings(
        IkeVersion version,
        Phase1Mode phase1Mode,
        Integrity integrity,
        Encryption encryption,
        DhGroup dhGroup,
        int lifetimeSeconds,
        Ipv4 localId,
        Ipv4 peerId,
        Dpd dpd) {}
