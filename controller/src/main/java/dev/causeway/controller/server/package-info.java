/// VPN servers: what clients of a P2C gateway connect to, with the certificate that it shows, and the file by
/// which clients connect. Who may connect is another feature's.
package dev.causeway.controller.server;
