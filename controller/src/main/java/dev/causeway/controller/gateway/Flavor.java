package dev.causeway.controller.gateway;

import dev.causeway.model.ApiWord;
import java.util.List;
import java.util.stream.Stream;

/// The specification of a gateway: how much it may carry.
public enum Flavor implements ApiWord {
    PROFESSIONAL1("Professional1", 300),
    PROFESSIONAL2("Professional2", 1000);

    /// How many connections one gateway takes, whatever its flavor.
    public static final int CONNECTIONS = 200;

    private final String word;
    private final int megabits;

    Flavor(String word, int megabits) {
        this.word = word;
        this.megabits = megabits;
    }

    @Override
    public String word() {
        return word;
    }

    /// The largest bandwidth of one of its EIPs, in Mbit/s.
    public int megabits() {
        return megabits;
    }

    /// Those that a gateway can be changed to: they carry more.
    List<Flavor> upgrades() {
        return Stream.of(values()).filter(other -> other.megabits > megabits).toList();
    }
}
