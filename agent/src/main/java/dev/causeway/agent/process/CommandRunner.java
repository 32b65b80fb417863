package dev.causeway.agent.process;

import java.nio.file.Path;
import java.util.Map;

/// Runs programs of the host. Programs see `LC_ALL=C`, so that what they print is the same everywhere.
public interface CommandRunner {

    /// Runs a program to its end and returns what it printed on its standard output.
    ///
    /// @throws CommandFailed if it cannot be started, ends with another status than 0, or outlives the command's
    ///     patience (then it is killed)
    String run(Command command);

    /// Starts a program that outlives the agent: in a session of its own, with no input and with all its output in a
    /// file.
    ///
    /// @param environment added to the environment of the program
    /// @throws CommandFailed if it cannot be started
    ProcessHandle start(Command command, Map<String, String> environment, Path output);

    default String run(String... arguments) {
        return run(Command.of(arguments));
    }
}
