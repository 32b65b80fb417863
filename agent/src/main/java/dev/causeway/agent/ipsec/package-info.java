/// Tunnels: strongSwan daemons, how they are started, told what to do, watched and kept up, and their logs.
package dev.causeway.agent.ipsec;
