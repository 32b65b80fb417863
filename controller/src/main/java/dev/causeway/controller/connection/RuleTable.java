package dev.causeway.controller.connection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `policy_rule`: one for each pair of networks.
final class RuleTable {

    private RuleTable() {}

    private record Pair(ConnectionId connection, int rule, Prefix source, Prefix destination) {}

    static List<VpnConnection> withRules(Handle tx, List<VpnConnection> connections) {
        List<UUID> withPolicies = connections.stream()
                .filter(connection -> connection.style() == ConnectionStyle.POLICY)
                .map(connection -> connection.id().value())
                .toList();
        if (withPolicies.isEmpty()) {
            return connections;
        }
        Map<ConnectionId, List<Pair>> pairs = tx
                .createQuery("""
                        SELECT *
                          FROM policy_rule
                         WHERE connection_id = ANY (:connections)
                         ORDER BY rule_index, position""")
                .bindArray("connections", UUID.class, withPolicies)
                .map((row, _) -> new Pair(
                        new ConnectionId(row.getObject("connection_id", UUID.class)),
                        row.getInt("rule_index"),
                        Prefix.parse(row.getString("source")),
                        Prefix.parse(row.getString("destination"))))
                .list()
                .stream()
                .collect(groupingBy(Pair::connection));
        return connections.stream()
                .map(connection -> connection.with(rules(pairs.getOrDefault(connection.id(), List.of()))))
                .toList();
    }

    static void replace(Handle tx, ConnectionId connection, List<PolicyRule> rules) {
        tx.createUpdate("DELETE FROM policy_rule WHERE connection_id = :connection")
                .bind("connection", connection)
                .execute();
        insert(tx, connection, rules);
    }

    static void insert(Handle tx, ConnectionId connection, List<PolicyRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        var insert = tx.prepareBatch("""
                INSERT INTO policy_rule (connection_id, rule_index, position, source, destination)
                VALUES (:connection, :rule, :position, :source, :destination)""");
        for (int rule = 0; rule < rules.size(); rule++) {
            List<Prefix> destinations = rules.get(rule).destinations();
            for (int position = 0; position < destinations.size(); position++) {
                insert.bind("connection", connection)
                        .bind("rule", rule + 1)
                        .bind("position", position + 1)
                        .bind("source", rules.get(rule).source())
                        .bind("destination", destinations.get(position))
                        .add();
            }
        }
        insert.execute();
    }

    private static List<PolicyRule> rules(List<Pair> pairs) {
        return pairs.stream().collect(groupingBy(Pair::rule, TreeMap::new, toList())).values().stream()
                .map(rule -> new PolicyRule(
                        rule.getFirst().source(),
                        rule.stream().map(Pair::destination).toList()))
                .toList();
    }
}
