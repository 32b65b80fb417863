package dev.causeway.controller.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// How many gateways and connections the default project has, by status, and what the hosts say to the operator.
final class Overview {

    private Overview() {}

    static String of(Credentials credentials) throws IOException, InterruptedException {
        var lines = new StringJoiner("\n");
        lines.add(line(credentials, "gateways", "vpn-gateways", "vpn_gateways"));
        lines.add(line(credentials, "connections", "vpn-connection", "vpn_connections"));
        return lines.toString();
    }

    /// What the agents of all hosts have to say, one line each.
    static List<String> concerns(Credentials operator) throws IOException, InterruptedException {
        Answer answer = Calls.call(operator, "GET", "/admin/v1/hosts", "").orRefuse("hosts");
        return PrettyJson.parse(answer.body())
                .path("hosts")
                .valueStream()
                .flatMap(host -> host.path("concerns")
                        .valueStream()
                        .map(concern -> "%-12s %s".formatted(host.path("name").asString(), concern.asString())))
                .toList();
    }

    private static String line(Credentials credentials, String title, String path, String list)
            throws IOException, InterruptedException {
        Answer answer =
                Calls.call(credentials, "GET", "/v5/{project_id}/" + path, "").orRefuse(title);
        Map<String, Long> byStatus = PrettyJson.parse(answer.body())
                .path(list)
                .valueStream()
                .map((JsonNode row) -> row.path("status").asString("?"))
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
        long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
        String detail = byStatus.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "%-12s %d%s".formatted(title, total, total == 0 ? "" : " (" + detail + ")");
    }
}
