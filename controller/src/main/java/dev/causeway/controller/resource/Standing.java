package dev.causeway.controller.resource;

import java.time.Duration;
import java.time.Instant;

/// How far hosts have followed what is wanted, from good to bad. Every status of a resource follows from it.
/// Computed from what is wanted, what was reported and the clock; never stored.
public enum Standing {
    APPLIED,
    PENDING,
    /// Nobody knows: the host does not report.
    SILENT,
    FAILED;

    /// How long the word of a host is worth anything.
    public static final Duration TRUST = Duration.ofSeconds(90);

    /// What one host has said of a thing.
    ///
    /// @param applied the newest generation that it ever had; 0 if it had none
    /// @param failing whether it cannot follow what is wanted now, whatever it had before
    /// @param heard when the host was last heard
    public record Word(long applied, boolean failing, Instant heard) {}

    /// Decides how far a host is.
    ///
    /// @param generation that is wanted
    /// @param expected since when the host must be heard: silence before says nothing
    public static Standing of(Word word, long generation, Instant expected, Instant now) {
        if (now.isAfter(latest(word.heard(), expected).plus(TRUST))) {
            return SILENT;
        }
        if (word.failing()) {
            return FAILED;
        }
        return word.applied() >= generation ? APPLIED : PENDING;
    }

    /// The later of two moments.
    public static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
