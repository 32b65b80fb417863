/// HTTP, and nothing else of the project knows it: a feature offers [Route]s whose [Endpoint]s turn a
/// [Call] into a [Reply] or throw a kind of failure, for which [Problem] has the one answer.
package dev.causeway.controller.web;
