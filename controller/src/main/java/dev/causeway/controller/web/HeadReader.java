package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.causeway.controller.web.RequestHead.Malformed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads request line and headers (RFC 9112), strictly: what two readers could understand differently is refused.
final class HeadReader {

    private static final int LONGEST_LINE = 8 << 10;
    private static final int USUAL_LINE = 128;
    private static final int LARGEST = 32 << 10;
    private static final String VERSION = " HTTP/1.1";
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final Input in;
    private int left = LARGEST;

    HeadReader(Input in) {
        this.in = in;
    }

    /// Reads a head.
    ///
    /// @param first its first octet
    RequestHead read(int first) throws IOException, Malformed {
        String request = line(first);
        for (int empty = 0; request.isEmpty() && empty < 2; empty++) {
            request = line(in.need());
        }
        int space = request.indexOf(' ');
        if (space < 1 || !request.endsWith(VERSION) || request.length() <= space + VERSION.length()) {
            throw new Malformed("the request line is not of the form 'METHOD path HTTP/1.1'");
        }
        String method = request.substring(0, space);
        String target = origin(request.substring(space + 1, request.length() - VERSION.length()));
        int mark = target.indexOf('?');
        Map<String, List<String>> headers = headers();
        if (!isToken(method)
                || headers.getOrDefault("host", List.of()).size() != 1
                || headers.get("host").getFirst().isEmpty()) {
            throw new Malformed("the method is none, or there is not one Host");
        }
        return new RequestHead(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers);
    }

    /// A target may name the host too, as for a proxy.
    private static String origin(String target) throws Malformed {
        String path = target;
        if (!target.startsWith("/") && target.contains("://")) {
            int slash = target.indexOf('/', target.indexOf("://") + 3);
            path = slash < 0 ? "/" : target.substring(slash);
        }
        if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
            throw new Malformed("the request's target is no path");
        }
        return path;
    }

    private Map<String, List<String>> headers() throws IOException, Malformed {
        Map<String, List<String>> headers = new HashMap<>();
        for (String text = line(in.need()); !text.isEmpty(); text = line(in.need())) {
            int colon = text.indexOf(':');
            if (colon < 1 || !isToken(text.substring(0, colon))) {
                throw new Malformed("a header has no name");
            }
            headers.computeIfAbsent(text.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(value(text.substring(colon + 1)));
        }
        return headers;
    }

    private static String value(String text) throws Malformed {
        if (!text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f))) {
            throw new Malformed("a header has a control character");
        }
        int begin = 0;
        int end = text.length();
        while (begin < end && isBlank(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isToken(String text) {
        return text.chars()
                .allMatch(c -> isBetween('0', c, '9')
                        || isBetween('A', c, 'Z')
                        || isBetween('a', c, 'z')
                        || TOKEN_MARKS.indexOf(c) >= 0);
    }

    private static boolean isBetween(char first, int c, char last) {
        return first <= c && c <= last;
    }

    private String line(int first) throws IOException, Malformed {
        String line = line(in, first, Math.min(LONGEST_LINE, left));
        left -= line.length() + 2;
        return line;
    }

    /// Reads a line that ends with CR and LF.
    ///
    /// @param first its first octet
    static String line(Input in, int first, int longest) throws IOException, Malformed {
        byte[] line = new byte[Math.clamp(longest, 0, USUAL_LINE)];
        int length = 0;
        for (int octet = first; octet != '\r'; octet = in.need()) {
            if (octet == '\n' || length >= longest) {
                throw new Malformed("a line is too long or does not end with CR and LF");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(2 * length, longest));
            }
            line[length++] = (byte) octet;
        }
        if (in.need() != '\n') {
            throw new Malformed("a line has CR without LF");
        }
        return new String(line, 0, length, ISO_8859_1);
    }
}
