package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;

/// Resident memory of the two processes.
final class Memory {

    private final Figures figures;
    private final Service service;

    Memory(Figures figures, Service service) {
        this.figures = figures;
        this.service = service;
    }

    void measure(String when) {
        figures.add(
                "controller, resident, " + when,
                "MiB",
                new Usage(service.controller().pid()).residentMebibytes(),
                when.equals("idle") ? Target.below(300) : Target.none());
        figures.add(
                "agent, resident, " + when,
                "MiB",
                new Usage(service.agent().pid()).residentMebibytes(),
                Target.below(150));
    }
}
