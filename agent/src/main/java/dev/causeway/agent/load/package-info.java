/// How busy the host is.
package dev.causeway.agent.load;
