package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.Phase1Mode;
import java.util.Optional;

/// What a request says of `ikepolicy`. What is absent stays as it is: as before in a change, as usual in a new
/// connection.
record IkeChange(
        Optional<IkeVersion> version,
        Optional<Phase1Mode> phase1Mode,
        Optional<Integrity> integrity,
        Optional<Encryption> encryption,
        Optional<DhGroup> dhGroup,
        Optional<Integer> lifetimeSeconds,
        IdentityChange localId,
        IdentityChange peerId,
        Optional<DpdChange> dpd) {

    /// How the two ends prove who they are.
    enum AuthenticationMethod implements ApiWord {
        PRE_SHARE;

        @Override
        public String word() {
            return "pre-share";
        }
    }

    /// What an identity is.
    enum IdentityType implements ApiWord {
        IP;

        @Override
        public String word() {
            return "ip";
        }
    }

    /// What a request says of `dpd`.
    record DpdChange(Optional<Integer> interval, Optional<Integer> timeout, Optional<DpdMessage> message) {

        static DpdChange read(JsonReader in) {
            return new DpdChange(
                    in.optionalInt("interval", 10, 3600),
                    in.optionalInt("timeout", 2, 60),
                    in.optionalWord("msg", DpdMessage.class));
        }

        Dpd on(Dpd before) {
            return new Dpd(
                    interval.orElse(before.intervalSeconds()),
                    timeout.orElse(before.timeoutSeconds()),
                    message.orElse(before.message()));
        }
    }

    static Optional<IkeChange> optional(JsonReader in) {
        return in.optionalObject("ikepolicy", IkeChange::read);
    }

    private static IkeChange read(JsonReader in) {
        in.optionalWord("authentication_method", AuthenticationMethod.class);
        in.optionalWord("local_id_type", IdentityType.class);
        in.optionalWord("peer_id_type", IdentityType.class);
        return new IkeChange(
                in.optionalWord("ike_version", IkeVersion.class),
                in.optionalWord("phase1_negotiation_mode", Phase1Mode.class),
                in.optionalWord("authentication_algorithm", Integrity.class),
                in.optionalWord("encryption_algorithm", Encryption.class),
                in.optionalWord("dh_group", DhGroup.class),
                in.optionalInt("lifetime_seconds", 60, 604_800),
                IdentityChange.read(in, "local_id"),
                IdentityChange.read(in, "peer_id"),
                in.optionalObject("dpd", DpdChange::read));
    }

    /// The same change, read in view of two ends: an identity that is theirs anyway was not chosen but sent back as it
    /// was read, and stays theirs when they change.
    IkeChange between(VpnConnection.Ends ends) {
        return new IkeChange(
                version,
                phase1Mode,
                integrity,
                encryption,
                dhGroup,
                lifetimeSeconds,
                ends.address().map(localId::unless).orElse(localId),
                peerId.unless(ends.peer()),
                dpd);
    }

    IkeProfile on(IkeProfile before) {
        return new IkeProfile(
                version.orElse(before.version()),
                phase1Mode.orElse(before.phase1Mode()),
                integrity.orElse(before.integrity()),
                encryption.orElse(before.encryption()),
                dhGroup.orElse(before.dhGroup()),
                lifetimeSeconds.orElse(before.lifetimeSeconds()),
                localId.on(before.localId()),
                peerId.on(before.peerId()),
                dpd.map(change -> change.on(before.dpd())).orElse(before.dpd()));
    }
}
