/// The machines of the data plane: which there are, how their agents prove who they are, and which documents each of
/// them shall realise.
package dev.causeway.controller.fleet;
