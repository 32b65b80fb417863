package dev.causeway.agent.node;

import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs commands and notes those that are more than a question.
record WatchedCommands(CommandRunner commands, List<String> changes) implements CommandRunner {

    @Override
    public String run(Command command) {
        boolean question = command.input().contains("addr show")
                || command.arguments().contains("show")
                || (command.arguments().contains("sysctl")
                        && !command.arguments().contains("-w"));
        if (!question) {
            changes.add(command + " " + command.input());
        }
        return commands.run(command);
    }

    @Override
    public ProcessHandle start(Command command, Map<String, String> environment, Path output) {
        changes.add(command.toString());
        return commands.start(command, environment, output);
    }
}
