/// Groups and streams of log lines, as tenants keep and read them: the part of a log service that connection logs of
/// gateways need.
package dev.causeway.controller.lts;
