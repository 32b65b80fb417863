package dev.causeway.controller.inventory;

import java.util.List;

/// The availability zones that the operator has named, in that order.
public record Zones(List<String> names) {

    /// Where EIPs of all zones come from.
    public static final String BORDER_GROUP = "center";

    public Zones {
        names = List.copyOf(names);
    }

    public boolean has(String name) {
        return names.contains(name);
    }
}
