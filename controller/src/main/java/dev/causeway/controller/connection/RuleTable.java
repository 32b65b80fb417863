package dev.causeway.controller.connection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Rows of `policy_rule`: one for each pair of networks.
final class RuleTable {

    /// The pairs of the connection `c`, in their order: three columns of equal length.
    static final String OF_CONNECTION = """
            SELECT array_agg(rule_index ORDER BY rule_index, position) AS rules,
                   array_agg(source::text ORDER BY rule_index, position) AS rule_sources,
                   array_agg(destination::text ORDER BY rule_index, position) AS rule_destinations
              FROM policy_rule
             WHERE connection_id = c.id""";

    private RuleTable() {}

    /// The rules in a row that has those columns.
    static List<PolicyRule> rules(ResultSet row) throws SQLException {
        Number[] rules = (Number[]) row.getArray("rules").getArray();
        List<Prefix> sources = ConnectionRow.prefixes(row, "rule_sources");
        List<Prefix> destinations = ConnectionRow.prefixes(row, "rule_destinations");
        return IntStream.range(0, rules.length)
                .boxed()
                .collect(groupingBy(pair -> rules[pair].intValue(), TreeMap::new, toList()))
                .values()
                .stream()
                .map(pairs -> new PolicyRule(
                        sources.get(pairs.getFirst()),
                        pairs.stream().map(destinations::get).toList()))
                .toList();
    }

    static void replace(Handle tx, VpnConnection connection) {
        switch (connection.spec().steering()) {
            case SteeringSpec.Policy policy -> {
                tx.createUpdate("DELETE FROM policy_rule WHERE connection_id = :connection")
                        .bind("connection", connection.id())
                        .execute();
                insert(tx, connection.id(), policy.rules());
            }
            case SteeringSpec.Static _ -> {
                // Has no rules.
            }
        }
    }

    static void insert(Handle tx, VpnConnection connection) {
        switch (connection.spec().steering()) {
            case SteeringSpec.Policy policy -> insert(tx, connection.id(), policy.rules());
            case SteeringSpec.Static _ -> {
                // Has no rules.
            }
        }
    }

    private static void insert(Handle tx, ConnectionId connection, List<PolicyRule> rules) {
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
}
