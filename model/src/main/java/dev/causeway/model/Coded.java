package dev.causeway.model;

/// The call fails for a reason that has a code of its own. Where one part of the request is wrong, that is an
/// [InvalidInput] with the code beside the path ([Fault#at]).
public final class Coded extends ServiceException {

    private final transient Fault fault;

    public Coded(Fault fault) {
        super(fault.message());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
