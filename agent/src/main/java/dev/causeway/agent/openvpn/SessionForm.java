package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.Newcomer.Shown;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SessionId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a session lies in a file: a line for each of its parts. Later versions may add some.
final class SessionForm {

    private SessionForm() {}

    static String write(ClientSession session) {
        String chain = session.chain().stream()
                .map(shown -> shown.digest() + "/" + encode(shown.serial()))
                .collect(Collectors.joining(" "));
        return """
                session %s
                client %d
                daemon %s
                user %s
                name %s
                password %d
                chain %s
                from %s
                port %d
                address %s
                pushed %s
                since %s
                connected %s
                """.formatted(
                        session.id(),
                        session.client(),
                        session.daemon(),
                        session.user().map(ClientUserId::toString).orElse(""),
                        encode(session.name()),
                        session.passwordVersion(),
                        chain,
                        session.from(),
                        session.port(),
                        session.address(),
                        session.pushed(),
                        session.since(),
                        session.connected());
    }

    /// Nothing if the text is not of this form.
    static Optional<ClientSession> read(String text) {
        Map<String, String> parts = text.lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> words[1], (first, _) -> first));
        try {
            return Optional.of(new ClientSession(
                    SessionId.parse(parts.get("session")),
                    Long.parseLong(parts.get("client")),
                    need(parts, "daemon"),
                    Optional.of(need(parts, "user"))
                            .filter(user -> !user.isEmpty())
                            .map(ClientUserId::parse),
                    URLDecoder.decode(need(parts, "name"), StandardCharsets.UTF_8),
                    Long.parseLong(parts.get("password")),
                    chain(need(parts, "chain")),
                    Ipv4.parse(need(parts, "from")),
                    Integer.parseInt(parts.get("port")),
                    Ipv4.parse(need(parts, "address")),
                    need(parts, "pushed"),
                    Instant.parse(need(parts, "since")),
                    need(parts, "connected")));
        } catch (InvalidInput | IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String need(Map<String, String> parts, String name) {
        return Optional.ofNullable(parts.get(name)).orElseThrow(() -> new InvalidInput("%s is missing", name));
    }

    private static List<Shown> chain(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .map(each -> each.split("/", 2))
                .map(words -> new Shown(
                        words[0], words.length < 2 ? "" : URLDecoder.decode(words[1], StandardCharsets.UTF_8)))
                .toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
