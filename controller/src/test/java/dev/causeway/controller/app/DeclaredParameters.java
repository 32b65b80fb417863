package dev.causeway.controller.app;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Content;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds out whether operations read what their routes declare: each is called as if one of its parameters were not
/// declared, which fails where that is read.
final class DeclaredParameters {

    private static final ProjectId PROJECT = ProjectId.random();
    private static final Pattern IN_PATH = Pattern.compile("\\{([^}*]*)\\*?}");

    /// What some operations insist on before they read on.
    private static final String QUERY =
            "project=%s&namespace=SYS.VPN&metric_name=tunnel_average_latency&from=0&to=60000".formatted(PROJECT)
                    + "&period=1&filter=max&dim.0=evpn_connection_id,none";

    /// Of parameters, those that their operations did not read, and those about which an operation failed first.
    record Unread(List<String> never, List<String> unknown) {}

    private DeclaredParameters() {}

    static Unread among(List<Route> routes) {
        var unread = new Unread(new ArrayList<>(), new ArrayList<>());
        for (Route route : routes) {
            route.parameters().forEach(parameter -> probe(route, parameter, unread));
        }
        return unread;
    }

    private static void probe(Route route, Parameter<?> parameter, Unread unread) {
        String name = route + " " + parameter.name();
        try {
            route.endpoint().handle(call(without(route, parameter)));
            unread.never().add(name);
        } catch (ServiceException _) {
            unread.unknown().add(name);
        } catch (IllegalStateException e) {
            if (!e.getMessage().endsWith("parameter " + parameter.name())) {
                throw e;
            }
        }
    }

    private static Route without(Route route, Parameter<?> one) {
        return new Route(
                route.method(),
                route.template(),
                route.action(),
                route.access(),
                route.endpoint(),
                route.lane(),
                route.writes(),
                route.parameters().stream()
                        .filter(parameter -> !parameter.equals(one))
                        .toList(),
                route.media());
    }

    private static Call call(Route route) {
        Map<String, String> path = IN_PATH.matcher(route.template())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toMap(name -> name, DeclaredParameters::value));
        return new Call(
                route.method().name(),
                route.template(),
                QUERY,
                Map.of(),
                path,
                Optional.of(route),
                Content.NONE,
                new Caller.User("user", "user", "domain", Set.of(PROJECT), Optional.of(PROJECT)),
                Optional.empty(),
                "request");
    }

    private static String value(String name) {
        return name.equals("project_id") ? PROJECT.value() : ResourceId.NOBODY.toString();
    }
}
