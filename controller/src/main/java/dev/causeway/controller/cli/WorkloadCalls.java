package dev.causeway.controller.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Workloads are the operator's, in the project of a tenant.
final class WorkloadCalls {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private WorkloadCalls() {}

    static Answer run(Credentials operator, Credentials tenant, List<String> words)
            throws IOException, InterruptedException {
        String path = "/admin/v1/projects/" + tenant.projectId() + "/workloads";
        return switch (words.getFirst()) {
            case "add" -> {
                var body = Map.of("subnet_id", subnet(tenant, words.get(1)), "name", words.get(2));
                yield Calls.call(operator, "POST", path, PrettyJson.write(body));
            }
            case "remove" -> Calls.call(operator, "DELETE", path + "/" + words.get(1), "");
            case "list" -> Calls.call(operator, "GET", path, "");
            default -> throw new Refusal("workload knows add, remove and list");
        };
    }

    /// A subnet is named by its id, or by its name when only one has it.
    private static String subnet(Credentials tenant, String idOrName) throws IOException, InterruptedException {
        if (ID.matcher(idOrName).matches()) {
            return idOrName;
        }
        Answer answer =
                Calls.call(tenant, "GET", "/v1/{project_id}/subnets", "").orRefuse("the subnets cannot be listed");
        List<String> found = PrettyJson.parse(answer.body())
                .path("subnets")
                .valueStream()
                .filter(subnet -> subnet.path("name").asString("").equals(idOrName))
                .map((JsonNode subnet) -> subnet.path("id").asString())
                .toList();
        if (found.size() != 1) {
            throw new Refusal("%d subnets are named '%s'; give the id of one", found.size(), idOrName);
        }
        return found.getFirst();
    }
}
