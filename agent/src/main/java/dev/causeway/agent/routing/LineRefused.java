package dev.causeway.agent.routing;

/// A daemon does not take a line of its configuration.
final class LineRefused extends RuntimeException {

    LineRefused(int status, String answer) {
        super("the daemon refuses a line (" + status + "): " + answer.strip());
    }
}
