/// How much passes a node's EIP: both directions are held to what was bought.
package dev.causeway.agent.shaping;
