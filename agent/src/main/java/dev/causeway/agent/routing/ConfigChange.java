package dev.causeway.agent.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What has to be said to a daemon so that it holds other lines than it does. What is new is said before
/// what is old is taken back, so that nothing is missing in between.
final class ConfigChange {

    private final Map<String, ConfigLine> had = new LinkedHashMap<>();
    private final Map<String, ConfigLine> wanted = new LinkedHashMap<>();
    private final Set<String> wholes = new HashSet<>();
    private final Map<String, Boolean> lost = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    /// One thing to say.
    ///
    /// @param isRemoval whether it takes something back, which may be gone already
    record Step(ConfigLine line, boolean isRemoval) {

        String command() {
            return isRemoval ? line.removal() : line.text();
        }
    }

    private ConfigChange(List<ConfigLine> had, List<ConfigLine> wanted) {
        had.forEach(line -> this.had.put(line.id(), line));
        wanted.forEach(line -> this.wanted.put(line.id(), line));
        had.forEach(line -> wholes.add(line.whole()));
    }

    /// @param had the lines that the daemon holds, in the order in which they were said
    /// @param again whether it may lack any of them, so that all that is wanted is said
    static ConfigChange between(List<ConfigLine> had, List<ConfigLine> wanted, boolean again) {
        var change = new ConfigChange(had, wanted);
        change.remove(true);
        change.add(again);
        change.remove(false);
        return change;
    }

    List<Step> steps() {
        return steps;
    }

    /// Whether a line is new, gone, or says something else.
    boolean touches(String id) {
        ConfigLine line = wanted.get(id);
        return line == null ? had.containsKey(id) : isToSay(line);
    }

    /// The same for all lines that are about something.
    boolean touchesAnyOf(String what) {
        return Stream.concat(had.keySet().stream(), wanted.keySet().stream())
                .filter(id -> id.startsWith(what + " "))
                .anyMatch(this::touches);
    }

    /// Whether a line was held before and is still, whatever it says.
    boolean keeps(String id) {
        return had.containsKey(id) && !isLost(id) && wanted.containsKey(id);
    }

    /// @param beforehand those that are said differently afterwards; the rest otherwise
    private void remove(boolean beforehand) {
        for (ConfigLine line : List.copyOf(had.values()).reversed()) {
            if (isGone(line) && !isLost(line.whole()) && wanted.containsKey(line.id()) == beforehand) {
                steps.add(new Step(line, true));
            }
        }
    }

    private void add(boolean again) {
        wanted.values().stream()
                .filter(line -> again || isToSay(line))
                .forEach(line -> steps.add(new Step(line, false)));
    }

    private boolean isToSay(ConfigLine line) {
        ConfigLine before = had.get(line.id());
        return before == null || isLost(line.id()) || !before.text().equals(line.text());
    }

    private boolean isGone(ConfigLine line) {
        ConfigLine other = wanted.get(line.id());
        return other == null
                || !other.whole().equals(line.whole())
                || !other.place().equals(line.place())
                || (isWhole(line) && !other.text().equals(line.text()));
    }

    private boolean isWhole(ConfigLine line) {
        return line.opens() || wholes.contains(line.id());
    }

    /// Whether a line is gone, by itself or with what it is part of.
    private boolean isLost(String id) {
        ConfigLine line = had.get(id);
        if (line == null) {
            return false;
        }
        Boolean known = lost.get(id);
        if (known == null) {
            known = isGone(line) || isLost(line.whole());
            lost.put(id, known);
        }
        return known;
    }
}
