package dev.causeway.controller.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Random names and secrets.
final class RandomTexts {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LETTERS = CAPITALS + "abcdefghijklmnopqrstuvwxyz";

    private RandomTexts() {}

    static String id() {
        return HexFormat.of().formatHex(bytes(16));
    }

    static String accessKey() {
        return letters(CAPITALS, 20);
    }

    static String secretKey() {
        return letters(LETTERS, 40);
    }

    static String password() {
        return letters(LETTERS, 24);
    }

    static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(48));
    }

    static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String letters(String from, int count) {
        return RANDOM.ints(count, 0, from.length())
                .mapToObj(i -> String.valueOf(from.charAt(i)))
                .collect(Collectors.joining());
    }
}
