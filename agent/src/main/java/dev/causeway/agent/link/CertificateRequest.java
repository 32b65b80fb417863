package dev.causeway.agent.link;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;

/// Writes a PKCS #10 request (RFC 2986) for an elliptic-curve key. The subject is empty: the controller
/// knows better than the host what the host is called. The JDK has no public API for this, and a library of
/// megabytes is too much for it in a process that runs as root.
final class CertificateRequest {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int ATTRIBUTES = 0xa0;

    private static final byte[] ECDSA_WITH_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02};

    private CertificateRequest() {}

    static String pem(KeyPair keys) throws GeneralSecurityException {
        byte[] info = der(
                SEQUENCE,
                der(INTEGER, BigInteger.ZERO.toByteArray()),
                der(SEQUENCE),
                keys.getPublic().getEncoded(),
                der(ATTRIBUTES));
        byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
        byte[] noUnusedBits = {0};
        byte[] request = der(SEQUENCE, info, algorithm, der(BIT_STRING, noUnusedBits, sign(keys, info)));
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(request);
        return "-----BEGIN CERTIFICATE REQUEST-----\n" + text + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    private static byte[] sign(KeyPair keys, byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return signature.sign();
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        element.writeBytes(length(content.size()));
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        byte[] digits = BigInteger.valueOf(length).toByteArray();
        int skip = digits[0] == 0 ? 1 : 0;
        var form = new ByteArrayOutputStream();
        form.write(0x80 | (digits.length - skip));
        form.write(digits, skip, digits.length - skip);
        return form.toByteArray();
    }
}
