/// Echo requests of nodes to customers: whether they are answered, and how soon.
package dev.causeway.agent.probe;
