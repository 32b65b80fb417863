/// VPN connections: what tenants ask for, the rules that hold, what is stored, how a connection is doing, and what a
/// gateway's nodes and its VPC must know of it.
package dev.causeway.controller.connection;
