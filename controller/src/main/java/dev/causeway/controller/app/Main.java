package dev.causeway.controller.app;

import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Prefix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the controller.
@Command(
        name = "causeway-controller",
        description = "Answers the VPN API. Needs no privilege.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Main implements Callable<Integer> {

    /// Held here because loggers keep their levels only as long as somebody holds them.
    private static final List<Logger> QUIET = Stream.of("org.flywaydb", "com.zaxxer.hikari")
            .map(Logger::getLogger)
            .toList();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Where the controller keeps its data.")
    private Path data;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address that the public API binds to (default: ${DEFAULT-VALUE}).")
    private String listen;

    @Option(
            names = "--port",
            defaultValue = "8443",
            description = "Port of the public API (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "How clients call the API, such as https://vpn.example.com (default: address and port).")
    private Optional<String> publicUrl = Optional.empty();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "The API's certificate and its chain in PEM, read again when it changes; with --key "
                    + "(default: one that the controller signs itself).")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "The key of --certificate in PEM.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--agent-port",
            defaultValue = "8444",
            description = "Port of the API for agents, on the loopback (default: ${DEFAULT-VALUE}).")
    private int agentPort;

    @Option(
            names = "--internet",
            paramLabel = "PREFIX",
            defaultValue = "203.0.113.0/24",
            description = "The segment that EIPs lie on (default: ${DEFAULT-VALUE}).")
    private String internet;

    @Option(
            names = "--zones",
            split = ",",
            paramLabel = "ZONE",
            defaultValue = "az1,az2,az3,az4",
            description = "Availability zones (default: ${DEFAULT-VALUE}).")
    private List<String> zones;

    @Option(
            names = "--region",
            defaultValue = "causeway-1",
            description = "Name of the region and of every project in it (default: ${DEFAULT-VALUE}).")
    private String region;

    @Option(
            names = "--tenant",
            defaultValue = "main",
            description = "Name of the first tenant, made at the first start (default: ${DEFAULT-VALUE}).")
    private String tenant;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "An external PostgreSQL, such as jdbc:postgresql://host/name?user=u; "
                    + "by default one comes with the controller.")
    private Optional<String> databaseUrl = Optional.empty();

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description = "Holds the password for --database-url; read at every login.")
    private Optional<Path> databasePasswordFile = Optional.empty();

    @Option(
            names = "--master-key",
            paramLabel = "FILE",
            description = "What secrets in the database are sealed with; replicas share it (default: DIR/master.key).")
    private Optional<Path> masterKey = Optional.empty();

    public static void main(String[] arguments) {
        logOnOneLine();
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Controller controller = Controller.start(config());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(controller), "shutdown"));
        } catch (InvalidInput | IllegalStateException wrong) {
            System.err.println("The controller cannot start: " + wrong.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private Config config() {
        return new Config(
                data,
                new PublicApi(listen, port, publicUrl.map(PublicApi::url), certificateFiles()),
                agentPort,
                new Internet(Prefix.parse(internet)),
                new Zones(zones),
                region,
                tenant,
                databaseUrl.map(url -> new ExternalDatabase(url, databasePasswordFile)),
                masterKey.orElse(data.resolve("master.key")));
    }

    private Optional<PublicApi.CertificateFiles> certificateFiles() {
        if (certificate.isPresent() != key.isPresent()) {
            throw new InvalidInput("--certificate and --key belong together");
        }
        return certificate.map(file -> new PublicApi.CertificateFiles(file, key.orElseThrow()));
    }

    /// A controller that was asked to stop and did has not failed, whatever the JVM makes of the signal.
    private static void end(Controller controller) {
        controller.close();
        Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
    }

    private static void logOnOneLine() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
