package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands for the content of an answer, so that who has it need not take it again (RFC 9110, 8.8.3). The request's id
/// is no part of the content, and so the tag is a weak one: answers of one tag are not the same octet by octet. Nor are
/// those that are compressed and those that are not.
public record EntityTag(String opaque) {

    /// A member of a list of tags, or the empty one that a list may have, and what ends it.
    private static final Pattern MEMBER =
            Pattern.compile("\\G[ \\t]*(?:(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*(,|$)");

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /// Two contents of one tag are never met.
    private static final int OCTETS = 16;

    /// The tag of a content that has no id.
    public static EntityTag of(byte[] content) {
        return ofDigest(sha256().digest(content));
    }

    private static EntityTag ofDigest(byte[] digest) {
        return new EntityTag(TEXT.encodeToString(Arrays.copyOf(digest, OCTETS)));
    }

    /// The tag of what an answer holds.
    ///
    /// @param requestId which the answer may name once
    static EntityTag of(byte[] content, String requestId) {
        byte[] id = requestId.getBytes(US_ASCII);
        int place = lastPlace(content, id);
        MessageDigest digest = sha256();
        if (place < 0) {
            digest.update(content);
        } else {
            int behind = place + id.length;
            digest.update(content, 0, place);
            digest.update(content, behind, content.length - behind);
        }
        return ofDigest(digest.digest());
    }

    /// The tag as a header has it.
    public String text() {
        return "W/\"" + opaque + "\"";
    }

    /// Whether who has the contents that `If-None-Match` names has this one. What cannot be read names none.
    ///
    /// @param ifNoneMatch the values of the header
    public boolean isAmong(List<String> ifNoneMatch) {
        String list = String.join(",", ifNoneMatch);
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher member = MEMBER.matcher(list);
        while (member.find()) {
            if (opaque.equals(member.group(1))) {
                return true;
            }
            if (member.group(2).isEmpty()) {
                return false;
            }
        }
        return false;
    }

    /// Where the content names the id, or -1. It stands at the end of most.
    private static int lastPlace(byte[] content, byte[] id) {
        for (int from = content.length - id.length; from >= 0; from--) {
            if (content[from] == id[0] && Arrays.equals(content, from, from + id.length, id, 0, id.length)) {
                return from;
            }
        }
        return -1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
