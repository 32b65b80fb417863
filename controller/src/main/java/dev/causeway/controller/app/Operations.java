package dev.causeway.controller.app;

import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Unsupported;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The whole VPN API. What no feature serves yet has a route too, which says so.
record Operations(List<Operation> all) {

    private static final String TABLE = "/operations.txt";

    record Operation(Method method, String path, String action) {

        static Operation parse(String line) {
            String[] words = line.split(" ", -1);
            return new Operation(Method.valueOf(words[0]), words[1], words[2]);
        }

        /// Equal for two routes that answer the same requests, whatever they call their parameters.
        String place() {
            return place(method, path);
        }

        static String place(Method method, String path) {
            return method + " " + path.replaceAll("\\{[^}]*}", "{}");
        }
    }

    static Operations read() {
        try (var in = Operations.class.getResourceAsStream(TABLE);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Operations(lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Operation::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The routes given, and one for each operation that none of them serves.
    List<Route> completed(List<Route> served) {
        Set<String> places = new HashSet<>();
        served.forEach(route -> places.add(Operation.place(route.method(), route.template())));
        List<Route> routes = new ArrayList<>(served);
        all.stream()
                .filter(operation -> !places.contains(operation.place()))
                .map(Operations::unbuilt)
                .forEach(routes::add);
        return routes;
    }

    private static Route unbuilt(Operation operation) {
        return Route.tenant(operation.method(), operation.path(), operation.action(), _ -> {
            throw new Unsupported(
                    "%s is not supported yet (%s %s)", operation.action(), operation.method(), operation.path());
        });
    }
}
