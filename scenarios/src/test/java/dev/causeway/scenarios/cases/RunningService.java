package dev.causeway.scenarios.cases;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives the cases one running service, started for the first of them and ended after the last. Each case has a VPC and
/// a gateway of its own.
public final class RunningService implements ExecutionCondition, ParameterResolver {

    private static final String LOGS = "target/cases-log";
    private static final Namespace STORE = Namespace.create(RunningService.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/dev/net/tun"))) {
            return ConditionEvaluationResult.enabled("root, with tunnels");
        }
        return ConditionEvaluationResult.disabled(
                "network namespaces and tunnels need root and /dev/net/tun: run ./causeway test as root");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Service.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Service service =
                context.getRoot().getStore(STORE).getOrComputeIfAbsent("service", _ -> new Held(), Held.class).service;
        service.watch();
        return service;
    }

    /// The store closes it at the end of the run.
    private static final class Held implements AutoCloseable {
        private final Path data = folder();
        private final Service service = Service.start(data);

        /// The logs of a run stay in the build folder, the rest goes. Of the instance nothing may remain on the host.
        @Override
        public void close() {
            String instance = service.cloud().instance();
            service.close();
            Program.run("rm", "-rf", LOGS);
            Program.run("cp", "-r", data.resolve("log").toString(), LOGS);
            Program.run("rm", "-rf", data.toString());
            List<String> left = Stream.of("cw-", "site-")
                    .flatMap(kind -> dev.causeway.scenarios.host.NetworkNamespace.names(kind + instance + "-"))
                    .toList();
            if (!left.isEmpty() || Files.exists(Path.of("/run/causeway-" + instance))) {
                throw new IllegalStateException("after everything was stopped this remains: " + left);
            }
        }

        /// Only root and the controller's user enter what is private in it.
        private static Path folder() {
            try {
                return Files.createTempDirectory(Path.of("/tmp"), "causeway-cases-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
