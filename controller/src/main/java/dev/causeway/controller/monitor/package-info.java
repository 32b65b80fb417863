/// Monitors of the ways to customer gateways, and what is measured of gateways and connections.
package dev.causeway.controller.monitor;
