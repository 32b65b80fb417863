/// The service as its users see it: processes to start and kill, signed calls, and what must be gone afterwards.
package dev.causeway.scenarios.cloud;
