/// What the hosts last saw, and the logs of connections. Nothing here is wanted state: features read it to
/// say how their resources are doing.
package dev.causeway.controller.reports;
