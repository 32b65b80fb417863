package dev.causeway.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.ExitStates;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.node.Plans;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    @TempDir
    private Path data;

    @Test
    void removeAllEndsEveryDaemonAndLeavesNoName() throws Exception {
        var world = new World();
        var network = new HostNetwork(host.names(), host.namespaces());
        network.apply(Plans.internet(world.internet()));
        network.apply(Plans.vpc(world.vpc()), () -> ExitStates.ALL_DOWN);
        Path folder = host.names().runtimeFolder().resolve("t-01234567");
        AtomicFile.makeFolder(folder);
        ProcessHandle daemon = host.commands()
                .start(
                        Command.of("sleep", "600"),
                        Map.of(
                                "STRONGSWAN_CONF",
                                folder.resolve("strongswan.conf").toString()),
                        folder.resolve("log"));
        String before = host.commands().run("sysctl", "-n", "net.core.rmem_default");

        Process agent = start("--remove-all");
        assertThat(agent.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(agent.exitValue()).as(output()).isZero();
        await().until(() -> !daemon.isAlive());
        host.assertNothingRemains();
        assertThat(host.commands().run("sysctl", "-n", "net.core.rmem_default")).isEqualTo(before);
    }

    @Test
    void endsOrderlyOnATerminationSignalAndLeavesTheHostAsItIs() throws Exception {
        Namespace internet = host.names().internet();
        host.namespaces().create(internet);
        Process agent = start("--controller", "https://127.0.0.1:1");
        await().atMost(1, TimeUnit.MINUTES).until(() -> output().contains("controller"));
        agent.destroy();
        assertThat(agent.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(agent.exitValue()).as(output()).isZero();
        assertThat(host.namespaces().exists(internet)).isTrue();
        assertThat(data.resolve("instance")).hasContent(host.names().instance() + "\n");
        assertThat(data.resolve("ready")).doesNotExist();
        start("--remove-all").waitFor();
        host.assertNothingRemains();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--data",
                data.toString(),
                "--instance",
                host.names().instance()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("output").toFile()))
                .start();
    }

    private String output() throws IOException {
        return Files.readString(data.resolve("output"));
    }
}
