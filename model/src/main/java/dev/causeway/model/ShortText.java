package dev.causeway.model;

/// Text that others made as long as they liked, cut where it is too long.
public final class ShortText {

    private static final String MORE = "…";

    private ShortText() {}

    /// The same, or its first words and `…`, which together are no longer than asked for.
    ///
    /// @param longest in UTF-16 units, at least 2
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int space = text.lastIndexOf(' ', longest - 2);
        int end = space > 0 ? space + 1 : longest - 1;
        boolean splits = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end) + MORE;
    }
}
