package dev.causeway.agent.routing.vty;

/// What a daemon answers to a command.
///
/// @param text what was asked for, or what is wrong
/// @param status 0 if the command was carried out
public record VtyAnswer(String text, int status) {

    public boolean isDone() {
        return status == 0;
    }
}
