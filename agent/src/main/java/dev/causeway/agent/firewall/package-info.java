/// A node's firewall: what may pass between internet, workers, tunnels and VPC. One nftables table for each
/// node, in its namespace, whose rules are replaced all at once.
package dev.causeway.agent.firewall;
