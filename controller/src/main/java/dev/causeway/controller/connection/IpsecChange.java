package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Encryption;
import dev.causeway.model.Integrity;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.IpsecSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a request says of `ipsecpolicy`. What is absent stays as it is.
///
/// @param pfs an empty group switches perfect forward secrecy off
record IpsecChange(
        Optional<Integrity> integrity,
        Optional<Encryption> encryption,
        Optional<Pfs> pfs,
        Optional<Integer> lifetimeSeconds) {

    static final IpsecSettings USUAL =
            new IpsecSettings(Integrity.SHA2_256, Encryption.AES_128, Optional.of(DhGroup.GROUP15), 3600);

    static final String NO_PFS = "disable";

    /// The only protocol that is built.
    enum TransformProtocol implements ApiWord {
        ESP;

        @Override
        public String word() {
            return "esp";
        }
    }

    /// The only mode that is built.
    enum EncapsulationMode implements ApiWord {
        TUNNEL;

        @Override
        public String word() {
            return "tunnel";
        }
    }

    /// A choice of group, or of none.
    record Pfs(Optional<DhGroup> group) {

        static Pfs parse(String text) {
            if (text.equals(NO_PFS)) {
                return new Pfs(Optional.empty());
            }
            return Arrays.stream(DhGroup.values())
                    .filter(group -> group.word().equals(text))
                    .map(group -> new Pfs(Optional.of(group)))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInput(
                            "must be one of %s, %s, not '%s'",
                            Arrays.stream(DhGroup.values()).map(DhGroup::word).collect(Collectors.joining(", ")),
                            NO_PFS,
                            text));
        }
    }

    static Optional<IpsecChange> optional(JsonReader in) {
        return in.optionalObject("ipsecpolicy", IpsecChange::read);
    }

    private static IpsecChange read(JsonReader in) {
        in.optionalWord("transform_protocol", TransformProtocol.class);
        in.optionalWord("encapsulation_mode", EncapsulationMode.class);
        return new IpsecChange(
                in.optionalWord("authentication_algorithm", Integrity.class),
                in.optionalWord("encryption_algorithm", Encryption.class),
                in.optional("pfs", Pfs::parse),
                in.optionalInt("lifetime_seconds", 30, 604_800));
    }

    IpsecSettings on(IpsecSettings before) {
        return new IpsecSettings(
                integrity.orElse(before.integrity()),
                encryption.orElse(before.encryption()),
                pfs.map(Pfs::group).orElse(before.pfs()),
                lifetimeSeconds.orElse(before.lifetimeSeconds()));
    }
}
