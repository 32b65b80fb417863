package dev.causeway.agent.routing;

/// A daemon does not take a line of its configuration.
public final class LineRefused extends RuntimeException {

    private final boolean restHeld;

    /// @param restHeld whether all other lines were said
    public LineRefused(int status, String answer, boolean restHeld) {
        super("the daemon refuses a line (" + status + "): " + answer.strip());
        this.restHeld = restHeld;
    }

    /// Whether the daemon was told all else, be it refused or not.
    public boolean isRestHeld() {
        return restHeld;
    }
}
