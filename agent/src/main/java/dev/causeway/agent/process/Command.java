package dev.causeway.agent.process;

import java.time.Duration;
import java.util.List;

/// A program with its arguments. Secrets never stand among the arguments, where every user of the host can read them.
///
/// @param input what the program reads from its standard input
/// @param patience how long it may run
public record Command(List<String> arguments, String input, Duration patience) {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

    public Command {
        arguments = List.copyOf(arguments);
    }

    public static Command of(String... arguments) {
        return of(List.of(arguments));
    }

    public static Command of(List<String> arguments) {
        return new Command(arguments, "", USUAL_PATIENCE);
    }

    public Command withInput(String text) {
        return new Command(arguments, text, patience);
    }

    public Command withPatience(Duration other) {
        return new Command(arguments, input, other);
    }

    @Override
    public String toString() {
        return String.join(" ", arguments);
    }
}
