/// Tells who listens what has changed in a project: which list, and which thing in it, never what it is now.
package dev.causeway.controller.events;
