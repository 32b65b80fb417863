package dev.causeway.agent.network;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;

/// The segment that EIPs lie on.
///
/// @param router the address in it that leads to the rest of the internet
public record InternetConfig(Prefix segment, Ipv4 router) {}
