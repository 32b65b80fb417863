/// What keeps a host equal to its documents: for each kind of document the drivers in their order, the routes that
/// follow the tunnels, the removal of what nobody wants any more, and the account of how far all that is.
package dev.causeway.agent.node;
