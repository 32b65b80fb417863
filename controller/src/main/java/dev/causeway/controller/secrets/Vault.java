package dev.causeway.controller.secrets;

import dev.causeway.controller.files.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts secrets with AES-256-GCM under one master key, which lies in a file that only the controller's user can
/// read.
public final class Vault {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";

    /// Looked for once: every signed call opens a secret, and the search takes longer than the opening.
    private static final Provider PROVIDER = provider();

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path keyFile;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Vault(Path keyFile, byte[] key) {
        this.keyFile = keyFile;
        this.key = new SecretKeySpec(key, "AES");
    }

    /// Opens the vault of a master key file. A missing file is made with a new random key; when several processes do so
    /// at once, one key counts for all.
    public static Vault open(Path keyFile) {
        try {
            if (!Files.exists(keyFile)) {
                WholeFile.createSecret(keyFile, randomKey());
            }
            return openExisting(keyFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the master key file", e);
        }
    }

    /// The same where something is sealed already, which a new key would not open.
    ///
    /// @throws IllegalStateException if there is no such file
    public static Vault openExisting(Path keyFile) {
        try {
            if (!Files.exists(keyFile)) {
                throw new IllegalStateException(
                        "the master key %s is missing, and the database holds secrets that".formatted(keyFile)
                                + " nothing else opens; put it back");
            }
            if (!Files.getPosixFilePermissions(keyFile).equals(OWNER_ONLY)) {
                throw new IllegalStateException(keyFile + " must be readable and writable by its owner alone");
            }
            byte[] key = Files.readAllBytes(keyFile);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException(keyFile + " does not hold a master key of 32 bytes");
            }
            return new Vault(keyFile, key);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the master key file", e);
        }
    }

    /// Encrypts a secret.
    ///
    /// @param context what the secret is and whose, such as `psk/` and an ID; only [#open] with the same one
    ///     gives it back, so that a sealed value moved to another row is of no use
    public byte[] seal(byte[] secret, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret, context);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /// Decrypts what [#seal] gave.
    ///
    /// @throws IllegalStateException if it was changed, or sealed by another key or in another context
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("not a sealed secret");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] rest = new byte[sealed.length - 1 - NONCE_BYTES];
        ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(nonce).get(rest);
        return run(Cipher.DECRYPT_MODE, nonce, rest, context);
    }

    /// By what one sees that two texts are the same, of which neither can be kept: without the master key nobody can
    /// try texts against it.
    ///
    /// @param context what the text is and whose; texts of different ones cannot be compared
    /// @return 32 bytes
    public byte[] fingerprint(byte[] text, String context) {
        byte[] ofContext = mac(key.getEncoded(), ("fingerprint/" + context).getBytes(StandardCharsets.UTF_8));
        return mac(ofContext, text);
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION, PROVIDER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the master key in %s is not the one that a secret of the database is sealed with"
                            .formatted(keyFile),
                    e);
        }
    }

    private static Provider provider() {
        try {
            return Cipher.getInstance(TRANSFORMATION).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
