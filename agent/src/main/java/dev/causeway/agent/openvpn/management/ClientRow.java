package dev.causeway.agent.openvpn.management;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A client in the daemon's list.
///
/// @param address in the VPN, as the daemon writes it; empty if it was not let in
/// @param since when its TCP connection came, in whole seconds
public record ClientRow(long client, String address, Instant since) {

    private static final String TABLE = "CLIENT_LIST";

    /// Reads the answer to `status 3`: columns are separated by tabs, and a line names them. A line that is not of this
    /// form is passed over.
    static List<ClientRow> parse(List<String> lines) {
        List<String> columns = lines.stream()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(words -> words.size() > 2
                        && words.get(0).equals("HEADER")
                        && words.get(1).equals(TABLE))
                .findFirst()
                .map(words -> words.subList(2, words.size()))
                .orElse(List.of());
        return lines.stream()
                .filter(line -> line.startsWith(TABLE + "\t"))
                .map(line -> List.of(line.split("\t", -1)))
                .map(words -> words.subList(1, words.size()))
                .filter(words -> words.size() == columns.size())
                .flatMap(words -> row(named(columns, words)).stream())
                .toList();
    }

    private static Map<String, String> named(List<String> columns, List<String> words) {
        return IntStream.range(0, columns.size())
                .boxed()
                .collect(Collectors.toMap(columns::get, words::get, (first, _) -> first));
    }

    private static Optional<ClientRow> row(Map<String, String> words) {
        try {
            return Optional.of(new ClientRow(
                    Long.parseLong(words.getOrDefault("Client ID", "")),
                    words.getOrDefault("Virtual Address", ""),
                    Instant.ofEpochSecond(Long.parseLong(words.getOrDefault("Connected Since (time_t)", "")))));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
