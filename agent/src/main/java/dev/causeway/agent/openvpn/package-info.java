/// OpenVPN: the server of a node that serves clients, who logs in, and whose connections end.
package dev.causeway.agent.openvpn;
