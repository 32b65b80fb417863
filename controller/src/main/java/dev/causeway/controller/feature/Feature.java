package dev.causeway.controller.feature;

import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.web.Route;
import java.util.List;

/// A part of the service, as the rest of it sees it. The wiring has one list of these.
public interface Feature {

    /// The operations of the public API that it serves.
    List<Route> routes();

    /// The documents that it says the content of.
    default List<DocumentSource> documents() {
        return List.of();
    }

    /// Who takes notice of what hosts report.
    default List<ReportObserver> observers() {
        return List.of();
    }

    /// The types of its resources that carry tags of the VPN service.
    default List<ResourceType> resources() {
        return List.of();
    }
}
