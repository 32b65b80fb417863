/// BGP of nodes: what is announced to customers, and what is learnt from them.
package dev.causeway.agent.routing;
