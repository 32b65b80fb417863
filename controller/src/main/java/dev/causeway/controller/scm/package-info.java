/// Certificates that servers show to clients: those that tenants bring, and those that the service signs itself.
package dev.causeway.controller.scm;
