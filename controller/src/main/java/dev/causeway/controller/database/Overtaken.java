package dev.causeway.controller.database;

import dev.causeway.model.ServiceException;

/// Ends a transaction that has looked at something before it could lock it, and found it changed by another one
/// then. [Database#write] runs it again a few times, and then gives up with the refusal.
public final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ServiceException refusal;

    /// @param refusal what the caller is told who was overtaken each time
    public Overtaken(ServiceException refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    ServiceException refusal() {
        return refusal;
    }
}
