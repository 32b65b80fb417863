package dev.causeway.scenarios.cloud;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Ports;
import dev.causeway.scenarios.host.Program;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A controller and an agent of one's own, as separate processes with the users that they have in production, on ports
/// and an instance id that nobody else uses.
public final class Service implements AutoCloseable {

    /// More than a host with a thousand tunnels takes on a slow machine: a process that ends meanwhile ends the
    /// waiting.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String NOBODY = "65534";

    private final Path data;
    private final String instance;
    private final int port;
    private final int agentPort;
    private final String classes;
    private final Optional<Path> installed;
    private Duration coldStart = Duration.ZERO;
    private Background controller;
    private Background agent;
    private Cloud cloud;

    private Service(Path data) {
        this.data = data;
        this.instance =
                HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        this.port = Ports.free();
        this.agentPort = Ports.free();
        this.classes = stage();
        this.installed = install();
    }

    /// Starts controller and agent on an empty folder and waits until both are ready.
    public static Service start(Path data) {
        Service service = new Service(data.toAbsolutePath());
        try {
            service.prepare();
            long start = System.nanoTime();
            service.startController();
            service.coldStart = Duration.ofNanos(System.nanoTime() - start);
            service.publish();
            service.startAgent();
            service.cloud = Cloud.attach(service.data);
            new Tenant(service.cloud).raiseQuotas();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    public Cloud cloud() {
        return cloud;
    }

    /// How long its first start took until it answered.
    public Duration coldStart() {
        return coldStart;
    }

    /// This thread, too, waits for nothing in vain when controller or agent end by themselves.
    public void watch() {
        controller.watched();
        agent.watched();
    }

    public Background controller() {
        return controller;
    }

    public Background agent() {
        return agent;
    }

    /// Where the controller listens to agents.
    public int agentPort() {
        return agentPort;
    }

    private void prepare() {
        Path own = data.resolve("controller");
        try {
            Files.createDirectories(own);
            Files.createDirectories(data.resolve("agent"));
            Files.writeString(data.resolve("instance"), instance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program.run("chmod", "755", data.toString());
        Program.run("chmod", "700", own.toString());
        Program.run("chown", NOBODY + ":" + NOBODY, own.toString());
    }

    /// Starts the controller and waits until it answers.
    public void startController() {
        List<String> words = new ArrayList<>(
                List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs", "--"));
        words.addAll(java("controller"));
        words.addAll(List.of(
                "--data",
                data.resolve("controller").toString(),
                "--port",
                Integer.toString(port),
                "--agent-port",
                Integer.toString(agentPort),
                "--internet",
                "203.0.113.0/24",
                "--zones",
                "az1,az2,az3,az4",
                "--region",
                "causeway-1"));
        controller = Background.start(log("controller"), words);
        controller.awaitWhileAlive("the controller", PATIENCE, this::controllerAnswers);
        controller.watched();
    }

    /// Starts the agent and waits until it has reconciled all.
    ///
    /// @param options what it is told beside what it has to know
    public void startAgent(String... options) {
        try {
            Files.deleteIfExists(data.resolve("agent/ready"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        agent = Background.start(log("agent"), agentCommand(options));
        agent.awaitWhileAlive("the agent", PATIENCE, () -> Files.exists(data.resolve("agent/ready")));
        agent.watched();
    }

    /// Ends the controller by a signal.
    public void endController(String signal) {
        controller.end(signal);
    }

    /// Ends the agent by a signal. What it made on the host stays.
    public void endAgent(String signal) {
        agent.end(signal);
    }

    /// What a sudden restart of the machine takes away: all daemons, all namespaces, and what lies in `/run`.
    public void loseHost() {
        NetworkNamespace.names("cw-" + instance + "-").toList().forEach(name -> new NetworkNamespace(name).delete());
        Program.run("rm", "-rf", "/run/causeway-" + instance);
    }

    private List<String> agentCommand(String... options) {
        // As the launcher does.
        List<String> words = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask 077; exec \"$@\"",
                "agent",
                "nice",
                "-n",
                "5",
                "env",
                "MALLOC_ARENA_MAX=1",
                "MALLOC_MMAP_THRESHOLD_=33554432",
                "MALLOC_TRIM_THRESHOLD_=1073741824"));
        words.addAll(java("agent"));
        words.addAll(List.of(
                "--data",
                data.resolve("agent").toString(),
                "--instance",
                instance,
                "--controller",
                "https://127.0.0.1:" + agentPort,
                "--ca",
                data.resolve("ca.pem").toString(),
                "--enrolment-token-file",
                data.resolve("enrolment-token").toString(),
                // What shall be seen leaving is sent all the time: it need not be waited for as long as for others'.
                "--drain-quiet",
                "2"));
        words.addAll(List.of(options));
        return words;
    }

    /// The command of a daemon, with the options that the launcher starts it with.
    private List<String> java(String daemon) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmOptions(daemon));
        Optional<Path> own = installed.filter(_ -> daemon.equals("controller"));
        own.ifPresent(app -> words.addAll(List.of("-XX:AOTCache=" + app.resolve("controller.aot"), "-Xlog:aot*=off")));
        words.addAll(
                List.of("-cp", own.map(Service::classPath).orElse(classes), "dev.causeway." + daemon + ".app.Main"));
        return words;
    }

    /// The controller as the launcher installs it, with its caches, if the launcher says where a build has left them.
    private Optional<Path> install() {
        Optional<Path> built = Optional.ofNullable(System.getProperty("causeway.app"))
                .map(Path::of)
                .filter(app -> Files.exists(app.resolve("controller.aot")));
        built.ifPresent(app -> Program.run(
                "cp", "-rp", app.toString(), data.resolve("app/controller").toString()));
        return built.map(_ -> data.resolve("app/controller"));
    }

    /// In the order in which the launcher names them.
    private static String classPath(Path app) {
        try (Stream<Path> libraries = Files.list(app.resolve("lib"))) {
            return Stream.concat(Stream.of(app.resolve("app.jar")), libraries.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> jvmOptions(String daemon) {
        try (InputStream file = Service.class.getResourceAsStream("/" + daemon + ".jvm")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean controllerAnswers() {
        return Api.answers("https://127.0.0.1:" + port, data.resolve("controller/ca.pem"));
    }

    /// Puts what the controller made at its first start where root and clients look for it.
    private void publish() {
        try {
            for (String name : List.of("credentials.json", "operator.json", "enrolment-token", "ca.pem")) {
                Files.copy(
                        data.resolve("controller").resolve(name),
                        data.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(String name) {
        return data.resolve("log").resolve(name + ".log");
    }

    /// Ends both processes and removes all that the instance has on the host. The data stays.
    @Override
    public void close() {
        if (agent != null) {
            agent.end("TERM");
        }
        var _ = Program.attempt(PATIENCE, removeAll());
        if (controller != null) {
            controller.end("TERM");
        }
    }

    private List<String> removeAll() {
        return agentCommand("--remove-all");
    }

    /// The controller's user cannot read the class path of this process: it gets a copy. Tests are left out.
    private String stage() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path folder = data.resolve("app");
        List<String> staged = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (String entry : path.split(File.pathSeparator, -1)) {
                if (!entry.endsWith("test-classes") && !entry.isBlank()) {
                    Path copy =
                            folder.resolve(staged.size() + "-" + Path.of(entry).getFileName());
                    Program.run("cp", "-rL", entry, copy.toString());
                    staged.add(copy.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program.run("chmod", "-R", "a+rX", folder.toString());
        return String.join(File.pathSeparator, staged);
    }
}
