package dev.causeway.controller.gateway;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Unsupported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The operations of the API that are not built yet. They say so to whoever is allowed to call them, rather than that
/// there is no such path. Whoever builds one removes its line.
final class UnbuiltOperations {

    private static final String LIST = "unbuilt-operations.txt";

    /// What can have tags. Each is a word of the path, so that `vpn-connection/tags` is not taken for a connection.
    private static final List<String> RESOURCE_TYPES =
            List.of("vpn-gateway", "customer-gateway", "vpn-connection", "p2c-vpn-gateways");

    private static final String RESOURCE_TYPE = "{resource_type}";

    private UnbuiltOperations() {}

    static List<Route> routes() {
        return list().lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(UnbuiltOperations::forEachType)
                .map(line -> line.split(" ", -1))
                .map(parts -> route(Method.valueOf(parts[0]), parts[1], parts[2]))
                .toList();
    }

    private static Stream<String> forEachType(String line) {
        return line.contains(RESOURCE_TYPE)
                ? RESOURCE_TYPES.stream().map(type -> line.replace(RESOURCE_TYPE, type))
                : Stream.of(line);
    }

    private static Route route(Method method, String template, String action) {
        return Route.tenant(method, template, action, call -> refuse(call, action));
    }

    private static Reply refuse(Call call, String action) {
        throw new Unsupported("%s is not supported yet (%s %s)", action, call.method(), call.rawPath());
    }

    private static String list() {
        try (var in = UnbuiltOperations.class.getResourceAsStream(LIST)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
