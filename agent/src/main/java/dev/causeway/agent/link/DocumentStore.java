package dev.causeway.agent.link;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The last documents, on disk, so that the host comes back without the controller. They hold pre-shared
/// keys: only root reads them, and they are erased with the thing they describe.
final class DocumentStore {

    private static final Logger LOG = System.getLogger(DocumentStore.class.getName());
    private static final String SUFFIX = ".json";

    private final Path folder;

    DocumentStore(Path folder) {
        this.folder = folder;
    }

    void save(Document document) {
        AtomicFile.write(file(document.key()), Wire.write(document));
    }

    void erase(DocumentKey key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All that is saved. A file that cannot be read is left out: the controller has the document.
    List<Document> load() {
        AtomicFile.makeFolder(folder);
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(found -> found.toString().endsWith(SUFFIX)).toList()) {
                try {
                    documents.add(Wire.read(Files.readAllBytes(file), Document.class));
                } catch (JacksonException _) {
                    LOG.log(Level.WARNING, "{0} is not a document that this agent understands", file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    private Path file(DocumentKey key) {
        if (!key.id().matches("[0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("not a document's identifier: " + key.id());
        }
        return folder.resolve(key.kind().name().toLowerCase(Locale.ROOT) + "-" + key.id() + SUFFIX);
    }
}
