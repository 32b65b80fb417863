/// The host as the kernel shows it: the names that an instance uses on it, and network namespaces with their links,
/// addresses, routes and rules, read and changed through `ip`.
package dev.causeway.agent.host;
