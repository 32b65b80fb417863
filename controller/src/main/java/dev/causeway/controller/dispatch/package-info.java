/// The controller's end of the agent API. It hands out the documents that the features build, takes the hosts'
/// reports, and lets the features drop what is gone.
package dev.causeway.controller.dispatch;
