package dev.causeway.agent.reconcile;

/// Makes one thing equal to what is wanted of it, whatever happened to it before. Safe to call at any time and any
/// number of times; throwing means "try again later".
@FunctionalInterface
public interface Reconciler<K> {

    Outcome reconcile(K key);
}
