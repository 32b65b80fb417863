package dev.causeway.agent.node;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// What one document is about, on this host. There is a type for each kind of documents, and whoever handles all of
/// them knows no more of a kind than this.
interface Thing {

    /// What has to be there before it is worth trying to make the thing.
    default List<Foundation> foundations() {
        return List.of();
    }

    /// Makes the thing as its document says, whatever is there.
    Outcome apply();

    /// Removes the thing; nothing of it remains.
    void remove();

    /// The namespaces that are the thing's.
    Claim namespaces();

    /// Lets routes follow what is observed of the thing. Quick, and safe to call while [#apply] is at work.
    default Outcome follow() {
        return Outcome.SETTLED;
    }

    /// One of its namespaces has vanished: nothing may be led there any more.
    default void lost(Namespace namespace) {}

    /// What was last seen of it, beside how far it is realised.
    default List<? extends ReportPart> observe() {
        return List.of();
    }

    /// Of what was last seen only how tunnels are: it is asked for often.
    default List<TunnelReport> tunnels() {
        return List.of();
    }

    /// What there is to tell of it in blocks, each of them once.
    default List<Block> blocks() {
        return List.of();
    }

    /// The generation of a gateway's own settings that its document carries; 0 if it carries none.
    default long gatewayGeneration() {
        return 0;
    }

    /// What a thing stands on.
    ///
    /// @param suffices whether it will do, as that document says that it is
    /// @param isThere whether all that is needed of it is on the host already, though it is still being made
    record Foundation(DocumentKey key, Predicate<Document> suffices, BooleanSupplier isThere) {

        static Foundation of(DocumentKey key) {
            return of(key, _ -> true);
        }

        static Foundation of(DocumentKey key, Predicate<Document> suffices) {
            return new Foundation(key, suffices, () -> false);
        }

        static Foundation present(DocumentKey key, BooleanSupplier isThere) {
            return new Foundation(key, _ -> true, isThere);
        }
    }
}
