package dev.causeway.controller.resource;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import java.util.regex.Pattern;

/// What the tags of some types of resources may consist of.
///
/// @param ofKey what a refused key hears
/// @param ofValue what a refused value hears
public record TagForm(Pattern key, String ofKey, Pattern value, String ofValue) {

    /// For the resources of the VPN service.
    public static final TagForm VPN = new TagForm(
            Pattern.compile("(?! )(?!_sys_)[\\p{L}\\p{M}\\p{N} _.:=+@-]{1,128}(?<! )"),
            "must be 1 to 128 letters, digits, spaces and _ . : = + - @, must not begin or end with a space, and must"
                    + " not begin with _sys_",
            Pattern.compile("[\\p{L}\\p{M}\\p{N} _.:=+@/-]{0,255}"),
            "must be 0 to 255 letters, digits, spaces and _ . : / = + - @");

    /// Reads a tag. A value that is missing is empty.
    public Tag read(JsonReader in) {
        return new Tag(
                in.required("key", this::key), in.optional("value", this::value).orElse(""));
    }

    /// Checks a key.
    ///
    /// @throws InvalidInput if it has not the form of one
    public String key(String text) {
        return matching(key, text, ofKey);
    }

    /// Checks a value.
    ///
    /// @throws InvalidInput if it has not the form of one
    public String value(String text) {
        return matching(value, text, ofValue);
    }

    private static String matching(Pattern form, String text, String demand) {
        if (!form.matcher(text).matches()) {
            throw new InvalidInput("%s", demand);
        }
        return text;
    }
}
