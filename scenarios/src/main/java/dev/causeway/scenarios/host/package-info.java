/// Running commands and processes on this host, and the network namespaces they run in.
package dev.causeway.scenarios.host;
