/// The loop that makes things equal to what is wanted: keys are queued, each is worked on by one thread at a time, and
/// what fails is tried again later.
package dev.causeway.agent.reconcile;
