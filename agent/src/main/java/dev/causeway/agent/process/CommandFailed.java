package dev.causeway.agent.process;

/// A program could not be started, ended with a failure, or did not end in time. The message holds the command and what
/// it printed.
public final class CommandFailed extends RuntimeException {

    public CommandFailed(Command command, String outcome, String output) {
        super("%s: %s%s".formatted(command, outcome, output.isBlank() ? "" : ": " + output.strip()));
    }

    public CommandFailed(Command command, Exception cause) {
        super("%s: %s".formatted(command, cause.getMessage()), cause);
    }
}
