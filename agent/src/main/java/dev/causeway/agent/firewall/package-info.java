/// A node's firewall: what may pass between internet, workers, tunnels and VPC. One nftables table for each
/// node, in its namespace, changed in one step and by what differs.
package dev.causeway.agent.firewall;
