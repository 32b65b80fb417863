package dev.causeway.scenarios.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration file with `${name}` where addresses and secrets belong.
///
/// @param name what to call it in errors
public record Template(String name, String text) {

    private static final Pattern HOLE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    /// Reads a file that lies beside a class.
    public static Template beside(Class<?> type, String file) {
        try (InputStream stream = type.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no file " + file + " beside " + type.getName());
            }
            return new Template(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a file that lies beside a class, or beside another class if there is none.
    static Template beside(Class<?> type, Class<?> otherwise, String file) {
        return beside(type.getResource(file) == null ? otherwise : type, file);
    }

    /// The file with every hole filled.
    ///
    /// @throws IllegalArgumentException if there is no value for one
    public String fill(Map<String, String> values) {
        return HOLE.matcher(text).replaceAll(hole -> {
            String value = values.get(hole.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        name + " asks for ${" + hole.group(1) + "}, known: " + values.keySet());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
