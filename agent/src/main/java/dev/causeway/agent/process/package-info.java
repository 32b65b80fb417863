/// Programs and files of the host. The only user of `ProcessBuilder`: no translated output, no wait without
/// an end.
package dev.causeway.agent.process;
