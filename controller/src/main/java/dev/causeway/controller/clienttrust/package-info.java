/// Whose clients VPN servers let in where clients show certificates: client CAs, and what these have revoked.
package dev.causeway.controller.clienttrust;
