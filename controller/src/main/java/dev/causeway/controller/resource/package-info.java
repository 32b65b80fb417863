/// What every resource of a tenant has: a name, tags, an enterprise project, a time of creation by which lists are
/// ordered, and a standing, from which its status follows.
package dev.causeway.controller.resource;
