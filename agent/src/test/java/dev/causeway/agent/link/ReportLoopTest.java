package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.document.Block;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportLoopTest {

    @TempDir
    private Path folder;

    /// However busy a machine is: what a report does not know to be up counts as down, and a silent host as unknown.
    @Test
    void theFirstReportWaitsForTheFirstLookForMinutes() throws Exception {
        var limit = new CompletableFuture<Duration>();
        var config = new LinkConfig(
                URI.create("https://127.0.0.1:1"),
                folder.resolve("ca.pem"),
                folder.resolve("token"),
                folder,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        var loop = new ReportLoop(
                new Session(config, new AgentIdentity(folder.resolve("identity"))),
                new DocumentStore(folder.resolve("documents")),
                new Unseen(limit),
                List::of,
                Duration.ofSeconds(5));
        Thread thread = Thread.ofVirtual().start(loop);
        assertThat(limit.get()).isGreaterThan(Duration.ofMinutes(2));
        thread.interrupt();
        thread.join();
    }

    /// A host at which nobody has looked yet.
    private record Unseen(CompletableFuture<Duration> limit) implements HostView {

        @Override
        public void awaitFirstLook(Duration longest) throws InterruptedException {
            limit.complete(longest);
            Thread.sleep(longest);
        }

        @Override
        public List<Block> blocks() {
            return List.of();
        }

        @Override
        public List<ReportPart> parts() {
            throw new IllegalStateException("asked before the first look");
        }

        @Override
        public List<String> concerns() {
            return List.of();
        }

        @Override
        public List<LogLine> log(LogSource source, long afterPosition, int limit) {
            return List.of();
        }
    }
}
