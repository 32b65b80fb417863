package dev.causeway.controller.cli;

/// What the service answered.
record Answer(int status, String body) {

    boolean failed() {
        return status >= 400;
    }

    /// This answer, or a refusal that says what the service said.
    Answer orRefuse(String what) {
        if (failed()) {
            throw new Refusal("%s: the service answered %d %s", what, status, body);
        }
        return this;
    }
}
