package dev.causeway.controller.web;

import java.util.Optional;

/// Finds out who calls.
@FunctionalInterface
public interface Authenticator {

    /// Names the caller by the credentials in the head of a call, and decides all that needs no body: whether a token
    /// is valid, an access key known, a date near.
    ///
    /// @throws dev.causeway.model.Unauthenticated if there are no credentials, or wrong or expired ones
    Admission admit(Call head);

    /// Whether a call shows any credentials, right or wrong. One that shows none is refused before it takes a place of
    /// those that do.
    default boolean shows(Call head) {
        return head.header("X-Auth-Token").isPresent()
                || head.header("Authorization").isPresent()
                || head.certificate().isPresent();
    }

    /// Tells one login from another, if a call belongs to one: for who counts what each may have.
    default Optional<String> login(Call head) {
        return head.header("X-Auth-Token");
    }
}
