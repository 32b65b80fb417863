package dev.causeway.model;

import java.util.regex.Pattern;

/// What a message says of what a caller sent.
public final class Quote {

    private static final int LONGEST = 100;

    /// Ends of lines, and what is not seen or changes how the rest is seen.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Quote() {}

    /// The text on one line, cut after 100 characters.
    public static String of(String sent) {
        String begin = sent.length() <= LONGEST ? sent : sent.substring(0, LONGEST) + "…";
        return UNSEEN.matcher(begin).replaceAll("?");
    }
}
