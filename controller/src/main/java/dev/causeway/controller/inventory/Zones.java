package dev.causeway.controller.inventory;

import java.util.List;

/// The availability zones that the operator has named, in that order.
public record Zones(List<String> names) {

    public Zones {
        names = List.copyOf(names);
    }

    public boolean has(String name) {
        return names.contains(name);
    }
}
