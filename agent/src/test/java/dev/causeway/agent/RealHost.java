package dev.causeway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.node.Leftovers;
import dev.causeway.agent.process.SystemCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Real namespaces under an instance id of the test's own. Needs root: without it the tests are skipped.
public final class RealHost implements BeforeEachCallback, AfterEachCallback {

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(0x10000));

    private final SystemCommands commands = new SystemCommands();
    private final Namespaces namespaces = new Namespaces(commands);
    private final HostNames names = freeNames();

    /// Those of an instance that neither a test beside this one nor a service on this host has.
    private HostNames freeNames() {
        Collection<Namespace> there = namespaces.list();
        return Stream.generate(() -> new HostNames("%04x".formatted(NEXT.getAndIncrement() & 0xffff)))
                .filter(own -> there.stream().noneMatch(own::owns) && Files.notExists(own.runtimeFolder()))
                .findFirst()
                .orElseThrow();
    }

    public SystemCommands commands() {
        return commands;
    }

    public Namespaces namespaces() {
        return namespaces;
    }

    public HostNames names() {
        return names;
    }

    /// Where daemons' logs lie.
    public Path logs() {
        return Path.of(System.getProperty("java.io.tmpdir"), "causeway-log-" + names.instance());
    }

    /// Runs a command inside a namespace and returns what it printed.
    public String inside(Namespace namespace, String... arguments) {
        return commands.run(Namespaces.inside(namespace, arguments));
    }

    /// Fails if anything on the host goes on carrying the instance's id. What is on its way out gets the time to go.
    public void assertNothingRemains() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertNothingIsThere);
    }

    private void assertNothingIsThere() {
        assertThat(namespaces.list()).noneMatch(names::owns);
        assertThat(names.runtimeFolder()).doesNotExist();
        assertThat(commands.run("ps", "-eo", "args=")
                        .lines()
                        .filter(line -> line.contains(names.prefix()) || line.contains(names.runtimeFolder() + "/")))
                .isEmpty();
        assertThat(commands.run("ip", "-o", "link")).doesNotContain(names.instance() + "-");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root") && Files.isWritable(Path.of("/run")),
                "needs root: this test makes network namespaces");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        namespaces.list().stream()
                .filter(namespace -> namespace.name().contains(names.prefix()))
                .forEach(namespaces::evict);
        new Leftovers(names, namespaces).removeEverything();
        commands.run("rm", "-rf", logs().toString());
    }
}
