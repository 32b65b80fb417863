package dev.causeway.controller.connection;

import dev.causeway.controller.database.Under;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Phase1Mode;
import java.util.Optional;

/// How a connection's IKE SA is to be negotiated, as the tenant said it.
///
/// @param localId empty: the address of the gateway's end
/// @param peerId empty: the address of the customer gateway
public record IkeProfile(
        IkeVersion version,
        Phase1Mode phase1Mode,
        Integrity integrity,
        Encryption encryption,
        DhGroup dhGroup,
        int lifetimeSeconds,
        Optional<Ipv4> localId,
        Optional<Ipv4> peerId,
        @Under("dpd_") Dpd dpd) {

    /// What holds for all that a tenant does not say.
    static final IkeProfile USUAL = new IkeProfile(
            IkeVersion.V2,
            Phase1Mode.MAIN,
            Integrity.SHA2_256,
            Encryption.AES_128,
            DhGroup.GROUP15,
            86400,
            Optional.empty(),
            Optional.empty(),
            new Dpd(30, 15, DpdMessage.SEQ_HASH_NOTIFY));

    /// What is wrong with the combination, if anything.
    Optional<String> conflict() {
        return version == IkeVersion.V1 && encryption.isAead()
                ? Optional.of(
                        "%s does not exist in IKEv1: choose another, or ike_version v2".formatted(encryption.word()))
                : Optional.empty();
    }

    /// The same, in which an identity counts as said only if the ends would not have it anyway.
    IkeProfile derivedFrom(VpnConnection.Ends ends) {
        return new IkeProfile(
                version,
                phase1Mode,
                integrity,
                encryption,
                dhGroup,
                lifetimeSeconds,
                localId.filter(id -> !ends.address().equals(Optional.of(id))),
                peerId.filter(id -> !id.equals(ends.peer())),
                dpd);
    }

    IkeSettings between(Ipv4 gateway, Ipv4 customerGateway) {
        return new IkeSettings(
                version,
                phase1Mode,
                integrity,
                encryption,
                dhGroup,
                lifetimeSeconds,
                localId.orElse(gateway),
                peerId.orElse(customerGateway),
                dpd);
    }
}
