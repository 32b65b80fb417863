package dev.causeway.agent.ipsec;

import dev.causeway.model.DhGroup;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.IpsecSettings;

/// Algorithms in strongSwan's keywords.
final class Proposals {

    private Proposals() {}

    /// What the IKE SA is negotiated with.
    ///
    /// @throws InvalidInput for a cipher that authenticates by itself with IKEv1, which strongSwan does not have
    static String ike(IkeSettings ike) {
        String cipher = keyword(ike.encryption());
        String hash = keyword(ike.integrity());
        String group = keyword(ike.dhGroup());
        if (!ike.encryption().isAead()) {
            return cipher + "-" + hash + "-" + group;
        }
        if (ike.version() == IkeVersion.V1) {
            throw new InvalidInput("IKEv1 has no %s", ike.encryption().word());
        }
        return cipher + "-prf" + hash + "-" + group;
    }

    /// What child SAs are negotiated with.
    static String esp(IpsecSettings ipsec) {
        String cipher = keyword(ipsec.encryption());
        String integrity = ipsec.encryption().isAead() ? "" : "-" + keyword(ipsec.integrity());
        return cipher
                + integrity
                + ipsec.pfs().map(group -> "-" + keyword(group)).orElse("");
    }

    private static String keyword(Encryption encryption) {
        return switch (encryption) {
            case TRIPLE_DES -> "3des";
            case AES_128 -> "aes128";
            case AES_192 -> "aes192";
            case AES_256 -> "aes256";
            case AES_128_GCM_16 -> "aes128gcm16";
            case AES_256_GCM_16 -> "aes256gcm16";
        };
    }

    private static String keyword(Integrity integrity) {
        return switch (integrity) {
            case MD5 -> "md5";
            case SHA1 -> "sha1";
            case SHA2_256 -> "sha256";
            case SHA2_384 -> "sha384";
            case SHA2_512 -> "sha512";
        };
    }

    private static String keyword(DhGroup group) {
        return switch (group) {
            case GROUP1 -> "modp768";
            case GROUP2 -> "modp1024";
            case GROUP5 -> "modp1536";
            case GROUP14 -> "modp2048";
            case GROUP15 -> "modp3072";
            case GROUP16 -> "modp4096";
            case GROUP19 -> "ecp256";
            case GROUP20 -> "ecp384";
            case GROUP21 -> "ecp521";
        };
    }
}
