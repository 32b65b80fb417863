/// A whole trial set-up: a VPC with a workload, a gateway, a customer gateway and its site, taken down with
/// a check that nothing remains.
package dev.causeway.scenarios.lab;
