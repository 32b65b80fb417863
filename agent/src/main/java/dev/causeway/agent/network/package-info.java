/// The `local` network provider: the internet segment, VPCs with their workloads, and the nodes between them, as
/// namespaces joined by bridges. What shall be is laid out first (without touching the host), compared with what is
/// there, and only the difference is carried out.
package dev.causeway.agent.network;
