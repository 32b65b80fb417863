package dev.causeway.controller.connection;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Write;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of `policy_rule`: one for each pair of networks.
final class RuleTable {

    /// A column `rules` with the rules of the connection `c`, for [#read]: of each rule its source and then its
    /// destinations. A connection of another style has none.
    static final String COLUMN = """
            CASE WHEN c.style = 'policy' THEN ARRAY(
                SELECT source::text || ' ' || string_agg(destination::text, ' ' ORDER BY position)
                  FROM policy_rule
                 WHERE connection_id = c.id
                 GROUP BY rule_index, source
                 ORDER BY rule_index)
            END AS rules""";

    private RuleTable() {}

    static List<PolicyRule> read(Row row) throws SQLException {
        return row.texts("rules").stream().map(RuleTable::rule).toList();
    }

    private static PolicyRule rule(String networks) {
        List<Prefix> all = Arrays.stream(networks.split(" ")).map(Prefix::parse).toList();
        return new PolicyRule(all.getFirst(), all.subList(1, all.size()));
    }

    static Write delete(ConnectionId connection) {
        return Write.of("DELETE FROM policy_rule WHERE connection_id = ?", connection);
    }

    static Write insert(ConnectionId connection, List<PolicyRule> rules) {
        List<Long> indexes = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<Prefix> sources = new ArrayList<>();
        List<Prefix> destinations = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            List<Prefix> itsDestinations = rules.get(rule).destinations();
            for (int position = 0; position < itsDestinations.size(); position++) {
                indexes.add(rule + 1L);
                positions.add(position + 1L);
                sources.add(rules.get(rule).source());
                destinations.add(itsDestinations.get(position));
            }
        }
        return Write.of("""
                INSERT INTO policy_rule (connection_id, rule_index, position, source, destination)
                SELECT ?, * FROM unnest(?::bigint[], ?::bigint[], ?::cidr[], ?::cidr[])""", connection, indexes, positions, sources, destinations);
    }
}
