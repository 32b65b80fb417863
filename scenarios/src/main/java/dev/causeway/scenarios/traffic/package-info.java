/// Packets sent through tunnels and what became of them: pings, streams, transfers, and captures of what crossed the
/// internet.
package dev.causeway.scenarios.traffic;
