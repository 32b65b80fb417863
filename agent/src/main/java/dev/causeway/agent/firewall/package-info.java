/// A node's firewall: what may pass between internet, workers, tunnels, clients and VPC. One nftables table for each
/// node, in its namespace, changed in one step and by what differs; and in nodes that are there for clients a second
/// one, which counts, is never loaded anew and tells who is connected.
package dev.causeway.agent.firewall;
