package dev.causeway.agent.app;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.HostSettings;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.link.LinkConfig;
import dev.causeway.agent.node.Drains;
import dev.causeway.agent.node.Leftovers;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.SystemCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the agent.
@Command(
        name = "causeway-agent",
        description = "Makes this host's data plane equal to what the controller wants of it. Needs root.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Main implements Callable<Integer> {

    private static final Logger LOG = System.getLogger(Main.class.getName());

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Where the agent keeps its identity and its documents.")
    private Path data;

    @Option(
            names = "--instance",
            paramLabel = "ID",
            description = "Four hexadecimal digits that all names on the host carry; by default those kept in DIR.")
    private Optional<String> instance = Optional.empty();

    @Option(
            names = "--controller",
            paramLabel = "URL",
            description = "The controller's address for agents.",
            defaultValue = "https://127.0.0.1:8444")
    private URI controller;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The authority that the controller's certificate comes from; by default DIR/ca.pem.")
    private Optional<Path> authority = Optional.empty();

    @Option(
            names = "--enrolment-token-file",
            paramLabel = "FILE",
            description = "The one-time token for the first start; by default DIR/enrolment-token.")
    private Optional<Path> token = Optional.empty();

    @Mixin
    private SpeakerOptions speaker = new SpeakerOptions();

    @Option(
            names = "--drain-quiet",
            paramLabel = "SECONDS",
            description = "How long nothing has to pass a drained node until it is quiet, from 1 to 29; by default 10.")
    void setQuiet(int seconds) {
        if (seconds < 1 || seconds > 29) {
            throw new CommandLine.TypeConversionException("takes a number of seconds from 1 to 29");
        }
        quiet = Duration.ofSeconds(seconds);
    }

    private Duration quiet = Drains.QUIET;

    @Option(
            names = "--remove-all",
            description = "End every daemon of the instance, remove all its names from the host, and leave.")
    private boolean removeAll;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            System.err.println("The agent makes network namespaces and must be started as root.");
            return CommandLine.ExitCode.USAGE;
        }
        AtomicFile.makeFolder(data);
        var names = new HostNames(instance());
        var commands = new SystemCommands();
        var settings = new HostSettings(names);
        Files.deleteIfExists(readyFile());
        if (removeAll) {
            new Leftovers(names, new Namespaces(commands)).removeEverything();
            settings.putBack();
            return CommandLine.ExitCode.OK;
        }
        settings.apply();
        var link = new LinkConfig(
                controller,
                authority.orElse(data.resolve("ca.pem")),
                token.orElse(data.resolve("enrolment-token")),
                data);
        try (var agent = new Agent(names, commands, link, speaker.timers(), quiet)) {
            // Ending the agent is nothing unusual, and the daemons go on.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(CommandLine.ExitCode.OK)));
            agent.start();
            agent.awaitFirstPass();
            sayReady();
            Thread.currentThread().join();
        }
        return CommandLine.ExitCode.OK;
    }

    /// A full disk is no reason to end: whoever waits for the file sees it later.
    private void sayReady() throws InterruptedException {
        while (true) {
            try {
                AtomicFile.write(readyFile(), "ready\n");
                return;
            } catch (UncheckedIOException e) {
                LOG.log(Level.WARNING, "cannot say that the agent is ready: {0}", e.getMessage());
                Thread.sleep(Duration.ofSeconds(10));
            }
        }
    }

    private Path readyFile() {
        return data.resolve("ready");
    }

    /// The instance's id is chosen once: what is on the host is found by it.
    private String instance() throws IOException {
        Path file = data.resolve("instance");
        if (instance.isEmpty() && Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = instance.orElseGet(
                () -> "%04x".formatted(ThreadLocalRandom.current().nextInt(0x10000)));
        AtomicFile.write(file, new HostNames(id).instance() + "\n");
        return id;
    }
}
