package dev.causeway.agent.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table by its parts, as it was written or as `nft` shows it. The order of the parts means nothing.
///
/// @param parts what lies in the table, by kind and name: `chain forward`, `map peers`
record Table(Map<String, Part> parts) {

    private static final Pattern OPENING = Pattern.compile("(\\w+ \\w+) \\{(?: \\})?");
    private static final Pattern HOOK = Pattern.compile("type .* hook .*");

    Table {
        parts = Map.copyOf(parts);
    }

    /// @param lines of a chain: its hook, if it has one, and its rules in their order; of anything else: what it is
    /// @param elements of a map; their order means nothing
    record Part(List<String> lines, NavigableSet<String> elements) {

        static final Part EMPTY = new Part(List.of(), new TreeSet<>());

        Optional<String> hook() {
            return lines.stream()
                    .limit(1)
                    .filter(line -> HOOK.matcher(line).matches())
                    .findFirst();
        }

        List<String> rules() {
            return lines.subList((int) hook().stream().count(), lines.size());
        }

        Part withRules(List<String> others) {
            return new Part(Stream.concat(hook().stream(), others.stream()).toList(), elements);
        }
    }

    Set<String> chains() {
        return names("chain ");
    }

    /// What a set or map holds, if it is there.
    Stream<String> elements(String part) {
        return parts.getOrDefault(part, Part.EMPTY).elements().stream();
    }

    /// Lines for `nft` that empty each set and map, and make it if it is not there.
    String emptied() {
        return parts.entrySet().stream()
                .filter(part -> isHolder(part.getKey()))
                .map(part -> {
                    String place = part.getKey().replace(" ", " inet " + Ruleset.TABLE + " ");
                    return "add %1$s { %2$s; }\nflush %1$s\n"
                            .formatted(place, String.join("; ", part.getValue().lines()));
                })
                .collect(Collectors.joining());
    }

    /// The sets and maps that another table has not, by kind and name. A chain to which one of them leads cannot go
    /// before it.
    Stream<String> heldOnly(Table other) {
        return parts.keySet().stream()
                .filter(Table::isHolder)
                .filter(part -> !other.parts().containsKey(part))
                .sorted();
    }

    private static boolean isHolder(String part) {
        return part.startsWith("set ") || part.startsWith("map ");
    }

    private Set<String> names(String kind) {
        return parts.keySet().stream()
                .filter(name -> name.startsWith(kind))
                .map(name -> name.substring(kind.length()))
                .collect(Collectors.toSet());
    }

    static Table parse(String text) {
        Map<String, Part> parts = new HashMap<>();
        String name = "";
        for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            Matcher opening = OPENING.matcher(line);
            if (opening.matches()) {
                name = opening.group(1);
                parts.put(name, new Part(new ArrayList<>(), new TreeSet<>()));
            } else if (!line.isEmpty() && !line.equals("}") && parts.containsKey(name)) {
                read(line, parts.get(name));
            }
        }
        return new Table(parts);
    }

    private static void read(String line, Part part) {
        boolean inElements = !part.elements().isEmpty();
        if (line.startsWith("elements = {") || inElements) {
            split(line.replaceFirst("^elements = \\{", "").replaceFirst("}$", ""))
                    .forEach(part.elements()::add);
        } else {
            part.lines().add(line);
        }
    }

    /// The elements in a text such as `"tun1" : jump to_tun1, "tun2" : jump to_tun2`.
    static Stream<String> split(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).filter(element -> !element.isEmpty());
    }

    /// What an element is found by.
    static String key(String element) {
        return element.split(" : ", 2)[0];
    }
}
