package dev.causeway.agent.firewall;

import dev.causeway.agent.firewall.Table.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What differs between two tables that were written: chains whose rules change, come or go, and elements of maps.
/// Nothing else of the table is touched.
final class TableChange {

    private static final String CHAIN = "chain ";
    private static final String MAP = "map ";
    private static final Pattern ADDED_RULE = Pattern.compile("add rule inet \\w+ (\\w+) (?:handle \\d+ )?(.*)");
    private static final Pattern ADDED_ELEMENTS = Pattern.compile("add element inet \\w+ (\\w+) \\{(.*)}");

    private final Table before;
    private final Table now;
    private final Set<String> parts;

    private TableChange(Table before, Table now) {
        this.before = before;
        this.now = now;
        this.parts = Stream.of(before, now)
                .flatMap(table -> table.parts().keySet().stream())
                .filter(name ->
                        !Objects.equals(before.parts().get(name), now.parts().get(name)))
                .collect(Collectors.toSet());
    }

    /// What leads from one table to another; nothing if it takes more than rules and elements.
    static Optional<TableChange> between(Table before, Table now) {
        var change = new TableChange(before, now);
        return change.parts.stream().allMatch(change::isOfContent) ? Optional.of(change) : Optional.empty();
    }

    private boolean isOfContent(String name) {
        Part old = before.parts().getOrDefault(name, Part.EMPTY);
        Part other = now.parts().getOrDefault(name, Part.EMPTY);
        return name.startsWith(CHAIN)
                ? old.hook().equals(other.hook())
                : name.startsWith(MAP) && old.lines().equals(other.lines());
    }

    /// The lines for `nft`, which takes them all at once or not at all. What is referred to is there before the
    /// reference to it, and goes after it.
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        chains(now).filter(chain -> !isIn(before, chain)).forEach(chain -> commands.add("add " + inTable(chain)));
        maps().forEach(map -> without(before, now, map)
                .forEach(element -> commands.add("delete element" + of(map) + " { " + Table.key(element) + " }")));
        chains(before).forEach(chain -> commands.add("flush " + inTable(chain)));
        chains(now)
                .forEach(chain -> now.parts()
                        .get(chain)
                        .rules()
                        .forEach(rule -> commands.add("add rule" + of(chain) + " " + rule)));
        maps().forEach(map -> without(now, before, map)
                .forEach(element -> commands.add("add element" + of(map) + " { " + element + " }")));
        chains(before).filter(chain -> !isIn(now, chain)).forEach(chain -> commands.add("delete " + inTable(chain)));
        return commands;
    }

    /// What the kernel shows after the change.
    ///
    /// @param listed what it showed before
    /// @param echo what it said of the change: each rule and each element that was added, in its own words
    Table after(Table listed, String echo) {
        Map<String, Part> after = new HashMap<>(listed.parts());
        chains(before).filter(chain -> !isIn(now, chain)).forEach(after::remove);
        Map<String, List<String>> rules = groups(ADDED_RULE, echo);
        chains(now)
                .forEach(chain -> after.put(
                        chain,
                        after.getOrDefault(chain, Part.EMPTY)
                                .withRules(rules.getOrDefault(chain.substring(CHAIN.length()), List.of()))));
        Map<String, List<String>> elements = groups(ADDED_ELEMENTS, echo);
        maps().forEach(map -> after.computeIfPresent(
                map, (_, part) -> changed(map, part, elements.getOrDefault(map.substring(MAP.length()), List.of()))));
        return new Table(after);
    }

    private Part changed(String map, Part listed, List<String> added) {
        Set<String> gone = without(before, now, map).map(Table::key).collect(Collectors.toSet());
        NavigableSet<String> elements = new TreeSet<>(listed.elements());
        elements.removeIf(element -> gone.contains(Table.key(element)));
        added.stream().flatMap(Table::split).forEach(elements::add);
        return new Part(listed.lines(), elements);
    }

    private static Map<String, List<String>> groups(Pattern pattern, String echo) {
        return echo.lines()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(
                        line -> line.group(1),
                        Collectors.mapping(line -> line.group(2).strip(), Collectors.toList())));
    }

    private Stream<String> chains(Table table) {
        return parts.stream()
                .filter(name -> name.startsWith(CHAIN) && isIn(table, name))
                .sorted();
    }

    private Stream<String> maps() {
        return parts.stream().filter(name -> name.startsWith(MAP)).sorted();
    }

    private static boolean isIn(Table table, String part) {
        return table.parts().containsKey(part);
    }

    /// The elements of a map in one table that are not in the other.
    private static Stream<String> without(Table one, Table other, String map) {
        Set<String> elements =
                new HashSet<>(one.parts().getOrDefault(map, Part.EMPTY).elements());
        elements.removeAll(other.parts().getOrDefault(map, Part.EMPTY).elements());
        return elements.stream().sorted();
    }

    private static String inTable(String part) {
        return part.replace(" ", " inet " + Ruleset.TABLE + " ");
    }

    private static String of(String part) {
        return " inet " + Ruleset.TABLE + " " + part.substring(part.indexOf(' ') + 1);
    }
}
