package dev.causeway.controller.web;

import java.util.Optional;

/// What is known of a caller before the body of the call is read.
///
/// @param caller who the call says it is from
/// @param proof what is still to be checked, if it needs the body
public record Admission(Caller caller, Optional<Proof> proof) {

    /// A claim that holds or not by the body.
    ///
    /// @param key what the caller claims to own: bodies count against it until then
    public record Proof(String key, Check check) {}

    /// Checks a claim.
    @FunctionalInterface
    public interface Check {

        /// Holds the claim against the body.
        ///
        /// @throws dev.causeway.model.Unauthenticated if it does not hold
        void against(Content body);
    }

    /// Admits somebody for sure.
    public static Admission sure(Caller caller) {
        return new Admission(caller, Optional.empty());
    }

    void prove(Content body) {
        proof.ifPresent(claim -> claim.check().against(body));
    }
}
