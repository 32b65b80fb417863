package dev.causeway.controller.console;

import dev.causeway.controller.web.Call;
import dev.causeway.model.Forbidden;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells calls that the console's pages make from those that other pages make a browser send, which bring the same
/// cookies: a page from another port of the same host is of the same site.
///
/// No other page can have a browser send a header of its own without being allowed to, and nobody is allowed
/// anything here; and the browser itself says what page a call comes from.
///
/// @param endpoint by which clients call the service, such as `https://127.0.0.1:8443`
record OwnPages(String endpoint) {

    private static final String MARK = "X-Causeway-Console";
    private static final String SITE = "Sec-Fetch-Site";
    private static final String ORIGIN = "Origin";
    private static final List<String> SAME = List.of("same-origin");
    private static final String SCHEME = "https://";
    private static final String USUAL_PORT = ":443";

    /// Refuses a call that the console's pages do not make.
    void require(Call call) {
        if (call.header(MARK).isEmpty() || !isOurs(call)) {
            throw new Forbidden(
                    "a session counts only in calls of the console's pages, which bear %s and %s: same-origin",
                    MARK, SITE);
        }
    }

    /// The same for the stream of events, which a browser asks for without headers that a page could choose.
    void requireForStream(Call call) {
        if (!call.headerAll(SITE).equals(SAME)) {
            throw new Forbidden(
                    "a session counts only in calls of the console's pages, which bear %s: same-origin", SITE);
        }
    }

    /// An older browser does not name the site, but perhaps the origin.
    private boolean isOurs(Call call) {
        List<String> site = call.headerAll(SITE);
        if (!site.isEmpty()) {
            return site.equals(SAME);
        }
        List<String> origins = call.headerAll(ORIGIN);
        Optional<String> host = call.header("Host").map(name -> plain(SCHEME + name));
        return origins.size() == 1
                && (Optional.of(plain(origins.getFirst())).equals(host)
                        || plain(origins.getFirst()).equals(plain(endpoint)));
    }

    private static String plain(String origin) {
        String text = origin.toLowerCase(Locale.ROOT);
        return text.endsWith(USUAL_PORT) ? text.substring(0, text.length() - USUAL_PORT.length()) : text;
    }
}
