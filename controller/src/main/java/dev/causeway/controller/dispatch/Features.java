package dev.causeway.controller.dispatch;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What all features have to do with documents and reports.
record Features(Map<DocumentKind, List<DocumentSource>> sources, List<ReportObserver> observers) {

    Features {
        sources = Map.copyOf(sources);
        observers = List.copyOf(observers);
    }

    static Features of(List<Feature> features) {
        return new Features(
                features.stream()
                        .flatMap(feature -> feature.documents().stream())
                        .collect(groupingBy(DocumentSource::kind)),
                features.stream()
                        .flatMap(feature -> feature.observers().stream())
                        .toList());
    }

    /// Says what a document holds now.
    ///
    /// @return empty if no feature knows the thing
    Optional<Document> build(Handle tx, DocumentKey key, long generation, boolean wanted) {
        return sources(key).stream()
                .flatMap(source -> source.build(tx, key.id(), generation, wanted).stream())
                .findFirst();
    }

    /// What a host's word about things is measured by. Those that no feature knows are left out.
    Map<ResourceId, ReportObserver.Measure> measures(Handle tx, Collection<ResourceId> things) {
        Map<ResourceId, ReportObserver.Measure> all = new HashMap<>();
        observers.forEach(observer -> all.putAll(observer.measures(tx, things)));
        return all;
    }

    void observe(Handle tx, HostReport report) {
        observers.forEach(observer -> observer.observe(tx, report));
    }

    /// Takes notice that nothing of a withdrawn thing remains on a host.
    void gone(Handle tx, DocumentKey key) {
        sources(key).forEach(source -> source.gone(tx, key.id()));
    }

    private List<DocumentSource> sources(DocumentKey key) {
        return sources.getOrDefault(key.kind(), List.of());
    }
}
