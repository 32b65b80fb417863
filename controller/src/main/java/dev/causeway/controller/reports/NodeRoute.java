package dev.causeway.controller.reports;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.SeenRoute;
import java.util.UUID;

/// A route that a node last told of.
///
/// @param source the connection whose customer gateway told it to the node, or the node itself
public record NodeRoute(NodeId node, UUID source, SeenRoute route) {}
