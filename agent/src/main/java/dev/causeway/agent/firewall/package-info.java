/// A node's firewall: what may pass between internet, workers, tunnels and VPC. One nftables table for each
/// node, in its namespace, replaced whole.
package dev.causeway.agent.firewall;
