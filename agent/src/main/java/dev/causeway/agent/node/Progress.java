package dev.causeway.agent.node;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.ThingReport.Phase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How far each document is realised.
final class Progress {

    private static final int LONGEST_REASON = 500;

    private final Map<DocumentKey, ThingReport> things = new ConcurrentHashMap<>();

    /// What the host was last made to be, though another document may be wanted by now.
    private final Map<DocumentKey, Document> realised = new ConcurrentHashMap<>();
    private final Kinds kinds;
    private final Runnable onChange;

    Progress(Kinds kinds, Runnable onChange) {
        this.kinds = kinds;
        this.onChange = onChange;
    }

    List<ThingReport> all() {
        return List.copyOf(things.values());
    }

    Set<DocumentKey> keys() {
        return Set.copyOf(things.keySet());
    }

    /// Work on a document begins. One that was realised at this generation already stays so until that is seen to be
    /// wrong.
    void begun(Document document) {
        boolean known = of(document.key())
                .filter(thing -> isOf(thing, document) && thing.phase() != Phase.ABSENT)
                .isPresent();
        if (!known) {
            put(report(document, Phase.APPLYING, ""));
        }
    }

    /// The host is as the document says.
    void ended(Document document) {
        if (document.wanted()) {
            realised.put(document.key(), document);
        } else {
            realised.remove(document.key());
        }
        put(report(document, document.wanted() ? Phase.APPLIED : Phase.ABSENT, ""));
    }

    void failed(Document document, RuntimeException cause) {
        String reason = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
        put(report(document, Phase.FAILED, reason.substring(0, Math.min(reason.length(), LONGEST_REASON))));
    }

    /// Forgets what no document mentions and the host does not hold.
    void forget(DocumentKey key) {
        realised.remove(key);
        if (things.remove(key) != null) {
            onChange.run();
        }
    }

    Optional<Document> realised(DocumentKey key) {
        return Optional.ofNullable(realised.get(key));
    }

    Optional<ThingReport> of(DocumentKey key) {
        return Optional.ofNullable(things.get(key));
    }

    /// Whether work on this very document has come to an end, a good or a bad one.
    boolean isDecided(Document document) {
        return of(document.key())
                .filter(thing -> isOf(thing, document) && thing.phase() != Phase.APPLYING)
                .isPresent();
    }

    boolean areDecided(Collection<Document> documents) {
        return documents.stream().allMatch(this::isDecided);
    }

    private void put(ThingReport report) {
        if (!report.equals(things.put(report.key(), report))) {
            onChange.run();
        }
    }

    private static boolean isOf(ThingReport thing, Document document) {
        return thing.generation() == document.generation() && thing.edition().equals(document.edition());
    }

    private ThingReport report(Document document, Phase phase, String reason) {
        return new ThingReport(
                document.key(),
                document.generation(),
                kinds.of(document).gatewayGeneration(),
                phase,
                reason,
                document.edition());
    }
}
