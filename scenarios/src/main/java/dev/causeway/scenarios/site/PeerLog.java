package dev.causeway.scenarios.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What a site's device wrote into its log.
public record PeerLog(Path file) {

    private static final Pattern IKE_ESTABLISHED = Pattern.compile("IKE_SA \\S+\\[\\d+] (established|rekeyed) between");

    /// The halves of a child SA that replaces another one are told one by one, the outbound one last.
    private static final Pattern CHILD_ESTABLISHED =
            Pattern.compile("(?<!outbound )CHILD_SA \\S+\\{\\d+} established with");

    public String text() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean contains(String words) {
        return text().contains(words);
    }

    /// IKE SAs established, the first one and those that replaced it.
    public int ikeEstablished() {
        return count(IKE_ESTABLISHED);
    }

    /// Child SAs established, the first one and those that replaced it.
    public int childEstablished() {
        return count(CHILD_ESTABLISHED);
    }

    private int count(Pattern pattern) {
        return (int) pattern.matcher(text()).results().count();
    }
}
