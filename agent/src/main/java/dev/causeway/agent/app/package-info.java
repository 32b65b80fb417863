/// The agent as a program: its options, and the wiring of its parts.
package dev.causeway.agent.app;
