package dev.causeway.controller.feature;

import dev.causeway.model.ResourceId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Takes notice of what hosts report, and says what they have a say in.
public interface ReportObserver {

    /// What a host's word about a thing is measured by: it is believed if the document lies on the host, and up to
    /// this generation.
    ///
    /// @param document that the thing is part of
    /// @param generation that is wanted of the thing
    record Measure(DocumentKey document, long generation) {}

    /// What a host's word about these things is measured by. What is not of this feature, or does not exist, is left
    /// out.
    Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things);

    /// Takes notice of what a host has reported, as far as it has a say. It is called again with the next report, so
    /// whatever it does must be right to do twice.
    void observe(Handle tx, HostReport report);
}
