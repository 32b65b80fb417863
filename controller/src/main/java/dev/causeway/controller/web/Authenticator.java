package dev.causeway.controller.web;

/// Finds out who calls.
@FunctionalInterface
public interface Authenticator {

    /// Names the caller by the credentials in the call.
    ///
    /// @throws dev.causeway.model.Unauthenticated if there are none, or wrong or expired ones
    Caller identify(Call call);
}
