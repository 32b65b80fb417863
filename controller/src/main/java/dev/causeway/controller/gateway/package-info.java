/// VPN gateways and the customer's devices that they talk to: what tenants ask for, the rules that hold,
/// what is stored, and how a gateway is doing.
package dev.causeway.controller.gateway;
