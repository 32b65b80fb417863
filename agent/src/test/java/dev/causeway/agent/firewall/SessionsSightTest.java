package dev.causeway.agent.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Glances;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is known of a node's clients where it cannot be looked at, or is not what it was.
class SessionsSightTest {

    private static final Ipv4 ALICE = Ipv4.parse("10.250.0.6");
    private static final Map<String, List<Prefix>> REACH = Map.of("0a", List.of(World.FRONT));

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final NodeId node = NodeId.random();
    private final Namespace space = host.names().node(node);
    private final SlowCommands commands = new SlowCommands();
    private final Sessions sessions = new Sessions(host.names(), commands);

    @BeforeEach
    void letIn() {
        host.namespaces().create(space);
        sessions.policies(node, REACH);
        sessions.admit(node, Map.of(ALICE, "0a"));
    }

    @AfterEach
    void leavesNothing() {
        host.namespaces().list().stream().filter(host.names()::owns).forEach(host.namespaces()::evict);
        host.assertNothingRemains();
    }

    /// Programs that may not end in time.
    private final class SlowCommands implements CommandRunner {

        private boolean hangs;

        /// Does what it was told, and fails.
        private boolean fails;

        @Override
        public String run(Command command) {
            if (hangs) {
                throw new CommandFailed(command, "did not end in time", "");
            }
            String answer = host.commands().run(command);
            if (fails) {
                throw new CommandFailed(command, "was killed", "");
            }
            return answer;
        }

        @Override
        public ProcessHandle start(Command command, Map<String, String> environment, Path output) {
            return host.commands().start(command, environment, output);
        }
    }

    /// Whoever took it for nobody would leave them in.
    @Test
    void whereItCannotBeToldWhoIsInTakingOutFails() {
        var next = new Sessions(host.names(), commands);
        commands.hangs = true;
        assertThatThrownBy(() -> next.withdraw(node, Set.of(ALICE))).isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> next.admitted(node)).isInstanceOf(CommandFailed.class);
        assertThat(next.counters(node)).isEmpty();
        commands.hangs = false;
        next.withdraw(node, Set.of(ALICE));
        assertThat(sessions.admitted(node)).isEmpty();
    }

    /// The kernel counts from the beginning again.
    @Test
    void aNodeThatIsMadeAgainIsNotTakenForTheOneBefore() {
        int before = number();
        host.namespaces().evict(space);
        host.namespaces().create(space);
        while (number() < before) {
            host.inside(space, "nft", "add", "table", "inet", "t" + number());
        }
        assertThat(number()).isEqualTo(before);
        assertThat(sessions.admitted(node)).isEmpty();
        sessions.policies(node, REACH);
        sessions.admit(node, Map.of(ALICE, "0a"));
        assertThat(new Sessions(host.names(), commands).admitted(node)).containsExactly(ALICE);
    }

    private int number() {
        return new Glances().firewall(space).orElseThrow().number();
    }

    @Test
    void whatBecameOfAChangeThatFailedIsLookedAt() {
        commands.fails = true;
        assertThatThrownBy(() -> sessions.withdraw(node, Set.of(ALICE))).isInstanceOf(CommandFailed.class);
        commands.fails = false;
        assertThat(sessions.admitted(node)).isEmpty();
        sessions.admit(node, Map.of(ALICE, "0a"));
        assertThat(sessions.admitted(node)).containsExactly(ALICE);
    }

    @Test
    void ofANodeThatIsGoneNobodyIsIn() {
        host.namespaces().evict(space);
        assertThat(sessions.admitted(node)).isEmpty();
        sessions.withdraw(node, Set.of(ALICE));
    }
}
