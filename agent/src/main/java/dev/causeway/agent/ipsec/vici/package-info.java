/// A client of VICI, strongSwan's control protocol: messages, commands with a deadline, and events.
package dev.causeway.agent.ipsec.vici;
