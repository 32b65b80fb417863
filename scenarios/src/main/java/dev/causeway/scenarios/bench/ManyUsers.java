package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.ApiConnection;
import dev.causeway.scenarios.cloud.ApiConnection.Answer;
import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.lab.ClientLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// As many users, groups and policies as a server can have.
final class ManyUsers {

    static final int USERS = 500;
    static final int POLICIES = 100;
    static final String PASSWORD = "Many_users-1";

    /// The group of those who try out what a change does.
    static final String PROBES = "group-0";

    private static final int GROUPS = 49;

    /// One who tries.
    record Probe(String id, String name) {}

    private final ClientLab lab;
    private final List<String> groups = new ArrayList<>();
    private String probesPolicy = "";

    ManyUsers(ClientLab lab) {
        this.lab = lab;
    }

    /// The name of a user.
    ///
    /// @param number from 1
    static String name(int number) {
        return "user-" + number;
    }

    /// Makes them, the users in one call.
    ///
    /// @return how long that call took
    Duration make() {
        for (int group = 0; group < GROUPS; group++) {
            groups.add(lab.group("group-" + group));
        }
        openProbes();
        for (int policy = 1; policy < POLICIES; policy++) {
            String destination =
                    policy < GROUPS ? lab.allowed() : lab.vpcNetwork().replace("0/24", String.valueOf(100 + policy));
            lab.policy("policy-" + policy, groups.get(policy % GROUPS), destination + "/32");
        }
        List<Map<String, String>> users = IntStream.rangeClosed(1, USERS)
                .mapToObj(number -> Map.of(
                        "name", name(number), "password", PASSWORD, "user_group_name", "group-" + number % GROUPS))
                .toList();
        Answer answer = batch("/users/batch-create", Map.of("users", users), 201);
        if (!JsonText.parse(answer.body()).required("invalid_users").isEmpty()) {
            throw new IllegalStateException(answer.body());
        }
        return answer.took();
    }

    /// It may take longer than other calls do.
    private Answer batch(String path, Object body, int expected) {
        try (ApiConnection connection = lab.api().connect()) {
            Answer answer = connection.exchange(lab.api().prepared("POST", lab.below(path), JsonText.write(body)));
            if (answer.status() != expected) {
                throw new IllegalStateException("answered %d: %s".formatted(answer.status(), answer.body()));
            }
            return answer;
        }
    }

    /// A user of the group of those who try who is not among the first hundred.
    ///
    /// @param which from 0 to 6
    Probe probe(int which) {
        String name = name((3 + which) * GROUPS);
        return lab.api()
                .get(lab.below("/users?limit=1000"))
                .expect(200)
                .body()
                .required("users")
                .valueStream()
                .filter(user -> user.required("name").asString().equals(name))
                .map(user -> new Probe(user.required("id").asString(), name))
                .findFirst()
                .orElseThrow();
    }

    /// The ID of the group of those who try.
    String probes() {
        return groups.getFirst();
    }

    /// Lets those who try reach the first workload.
    void openProbes() {
        probesPolicy = lab.policy("policy-0", probes(), lab.allowed() + "/32");
    }

    /// The path of the policy by which those who try reach what they reach.
    String probesPolicy() {
        return lab.below("/access-policies/" + probesPolicy);
    }
}
