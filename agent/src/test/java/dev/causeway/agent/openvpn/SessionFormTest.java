package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.openvpn.Newcomer.Shown;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionFormTest {

    private static ClientSession session(String name, Optional<ClientUserId> user, List<Shown> chain) {
        return new ClientSession(
                SessionId.random(),
                7,
                "123-456",
                user,
                name,
                3,
                chain,
                Ipv4.parse("198.51.100.2"),
                4711,
                Ipv4.parse("10.250.0.5"),
                "abc",
                Instant.parse("2026-01-01T00:00:00.123456Z"),
                "1795731151");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (ClientSession session : List.of(
                session("alice", Optional.of(ClientUserId.random()), List.of()),
                session(
                        "a b\nsince x\u20ac %",
                        Optional.empty(), List.of(new Shown("ab", "12"), new Shown("cd", "-3"))),
                session("", Optional.empty(), List.of()))) {
            assertThat(SessionForm.read(SessionForm.write(session))).contains(session);
        }
    }

    @Test
    void whatIsOfNoSuchFormIsNoSession() {
        String text = SessionForm.write(session("alice", Optional.empty(), List.of()));
        assertThat(SessionForm.read("")).isEmpty();
        assertThat(SessionForm.read(text.substring(0, text.length() / 2))).isEmpty();
        assertThat(SessionForm.read(text.replace("client 7", "client x"))).isEmpty();
    }
}
