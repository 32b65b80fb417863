/// Gateways that clients connect to, each by itself (point to cloud): what tenants ask for, the rules that
/// hold, what is stored, and what their nodes get. The VPN server on a gateway is another feature's.
package dev.causeway.controller.clientgateway;
