package dev.causeway.controller.web;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Parameters that are read together.
@FunctionalInterface
public interface Parameters {

    Stream<Parameter<?>> each();

    /// All of several.
    static Parameters of(Parameters... parts) {
        List<Parameter<?>> all = Arrays.stream(parts).flatMap(Parameters::each).toList();
        return all::stream;
    }
}
