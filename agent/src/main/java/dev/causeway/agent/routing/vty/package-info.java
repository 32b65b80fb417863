/// A client of the sockets by which FRR's daemons take commands and questions.
package dev.causeway.agent.routing.vty;
