package dev.causeway.controller.clientgateway;

/// What the tenant can still do with a gateway that is out of service.
///
/// @param number as the API writes it: 1 if the gateway can be deleted, 2 if not
public record FrozenEffect(int number) {

    static final int LEAST = 1;
    static final int MOST = 2;

    boolean deletable() {
        return number == LEAST;
    }
}
