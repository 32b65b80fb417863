/// The agent's link against a controller's agent API, each in its own life.
package dev.causeway.scenarios.link;
