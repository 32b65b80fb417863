package dev.causeway.scenarios.bench;

import java.util.Locale;
import java.util.Optional;

/// What a figure shall be, in the figure's own unit.
sealed interface Target {

    /// There is nothing to compare with.
    record None() implements Target {}

    record Below(double limit) implements Target {}

    record AtLeast(double limit) implements Target {}

    record Between(double least, double most) implements Target {}

    static Target none() {
        return new None();
    }

    static Target below(double limit) {
        return new Below(limit);
    }

    static Target atLeast(double limit) {
        return new AtLeast(limit);
    }

    static Target between(double least, double most) {
        return new Between(least, most);
    }

    /// Whether a value is what it shall be; nothing if it may be anything.
    default Optional<Boolean> met(double value) {
        return switch (this) {
            case None _ -> Optional.empty();
            case Below below -> Optional.of(value < below.limit());
            case AtLeast least -> Optional.of(value >= least.limit());
            case Between range -> Optional.of(value >= range.least() && value <= range.most());
        };
    }

    /// As people write it; empty if there is none.
    default String words() {
        return switch (this) {
            case None _ -> "";
            case Below below -> String.format(Locale.ROOT, "< %.0f", below.limit());
            case AtLeast least -> String.format(Locale.ROOT, ">= %.0f", least.limit());
            case Between range -> String.format(Locale.ROOT, "%.0f-%.0f", range.least(), range.most());
        };
    }
}
