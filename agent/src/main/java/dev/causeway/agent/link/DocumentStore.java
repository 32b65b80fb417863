package dev.causeway.agent.link;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The last documents, on disk, so that the host comes back without the controller. They hold pre-shared
/// keys: only root reads them, and they are erased with the thing they describe.
final class DocumentStore {

    private static final String SUFFIX = ".json";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path folder;

    DocumentStore(Path folder) {
        this.folder = folder;
    }

    /// What was found on the disk.
    ///
    /// @param unreadable documents that this version does not understand
    /// @param unknown other files, which may be documents of kinds that this version does not know
    record Saved(List<Document> documents, Set<DocumentKey> unreadable, List<String> unknown) {

        Saved {
            documents = List.copyOf(documents);
            unreadable = Set.copyOf(unreadable);
            unknown = List.copyOf(unknown);
        }
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

    boolean holds(DocumentKey key) {
        return Files.exists(file(key));
    }

    /// All that is saved. What cannot be read stays where it is: another version may understand it.
    Saved load() {
        AtomicFile.makeFolder(folder);
        List<Document> documents = new ArrayList<>();
        Set<DocumentKey> unreadable = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names()) {
            Optional<DocumentKey> key = key(name);
            Optional<Document> document = key.flatMap(wanted -> read(name, wanted));
            document.ifPresentOrElse(
                    documents::add, () -> key.ifPresentOrElse(unreadable::add, () -> unknown.add(name)));
        }
        return new Saved(documents, unreadable, unknown);
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Document> read(String name, DocumentKey key) {
        try {
            return Optional.of(Wire.read(Files.readAllBytes(folder.resolve(name)), Document.class))
                    .filter(document -> document.key().equals(key));
        } catch (JacksonException | IOException _) {
            return Optional.empty();
        }
    }

    /// Whose document a file is.
    private static Optional<DocumentKey> key(String name) {
        return Arrays.stream(DocumentKind.values())
                .filter(kind -> name.startsWith(prefix(kind)))
                .map(kind ->
                        new DocumentKey(kind, name.substring(prefix(kind).length(), name.length() - SUFFIX.length())))
                .filter(DocumentStore::isPlain)
                .findFirst();
    }

    private static boolean isPlain(DocumentKey key) {
        return switch (key.kind()) {
            case INTERNET -> key.equals(InternetDocument.KEY);
            case VPC, NODE, ACCESS -> UUID.matcher(key.id()).matches();
        };
    }

    private static String prefix(DocumentKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "-";
    }

    private Path file(DocumentKey key) {
        if (!key.id().matches("[0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("not a document's identifier: " + key.id());
        }
        return folder.resolve(prefix(key.kind()) + key.id() + SUFFIX);
    }
}
