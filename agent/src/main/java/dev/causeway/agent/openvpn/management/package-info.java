/// A client of OpenVPN's management socket: what the daemon tells of clients, and what it is told.
package dev.causeway.agent.openvpn.management;
