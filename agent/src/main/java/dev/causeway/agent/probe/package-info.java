/// Echo requests of nodes to customers, through `fping`: whether they are answered, and how soon.
package dev.causeway.agent.probe;
