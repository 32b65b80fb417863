/// What every resource of a tenant has: a name, tags, an enterprise project, and a time of creation by which lists
/// are ordered.
package dev.causeway.controller.resource;
