/// The controller's end of the agent API. It builds the documents out of what the features hold, takes the
/// hosts' reports, and lets the features drop what is gone.
package dev.causeway.controller.dispatch;
