package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.VpcDocument;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentStoreTest {

    private static final VpcDocument VPC = new VpcDocument(VpcId.random(), 3, true, List.of(), List.of(), List.of());

    @TempDir
    Path folder;

    private Path documents;
    private DocumentStore store;

    @BeforeEach
    void open() {
        documents = folder.resolve("agent").resolve("documents");
        store = new DocumentStore(documents);
    }

    @Test
    void whatIsSavedIsThereAfterARestart() {
        store.save(VPC);
        assertThat(new DocumentStore(documents).load().documents()).containsExactly(VPC);
    }

    @Test
    void aNewerDocumentReplacesTheOneBefore() {
        store.save(VPC);
        var newer = new VpcDocument(VPC.vpc(), 4, false, List.of(), List.of(), List.of());
        store.save(newer);
        assertThat(store.load().documents()).containsExactly(newer);
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        store.save(VPC);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(documents)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsLeftOfAnErasedDocument() throws IOException {
        store.save(VPC);
        store.erase(VPC.key());
        store.erase(VPC.key());
        assertThat(store.load().documents()).isEmpty();
        try (Stream<Path> files = Files.list(documents)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aDocumentOfANewerVersionIsReadAsFarAsItIsUnderstood() throws IOException {
        store.save(VPC);
        String json = Files.readString(file()).replace("{\"kind\"", "{\"colour\":{\"red\":1},\"kind\"");
        assertThat(json).contains("colour");
        Files.writeString(file(), json);
        assertThat(store.load().documents()).containsExactly(VPC);
    }

    @Test
    void aFileThatIsNoDocumentDoesNotKeepTheOthersFromBeingRead() throws IOException {
        store.save(VPC);
        DocumentKey half = new DocumentKey(DocumentKind.VPC, VpcId.random().toString());
        DocumentKey empty = new DocumentKey(DocumentKind.NODE, VpcId.random().toString());
        DocumentKey foreign = new DocumentKey(DocumentKind.VPC, VpcId.random().toString());
        Files.writeString(documents.resolve("vpc-" + half.id() + ".json"), "{\"kind\":\"VPC\"");
        Files.write(documents.resolve("node-" + empty.id() + ".json"), new byte[0]);
        Files.copy(file(), documents.resolve("vpc-" + foreign.id() + ".json"));
        Files.writeString(documents.resolve("planet-1.json"), "{\"kind\":\"PLANET\",\"id\":1}");
        DocumentStore.Saved saved = store.load();
        assertThat(saved.documents()).containsExactly(VPC);
        assertThat(saved.unreadable()).containsExactlyInAnyOrder(half, empty, foreign);
        assertThat(saved.unknown()).containsExactly("planet-1.json");
        assertThat(store.holds(half)).isTrue();
    }

    @Test
    void anIdentifierCannotLeadOutOfTheFolder() {
        assertThatThrownBy(() -> store.erase(new DocumentKey(DocumentKind.VPC, "../identity.p12")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(documents)) {
            return files.filter(file -> file.toString().contains(VPC.vpc().toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theFileIsTheWireForm() throws IOException {
        store.save(VPC);
        assertThat(Files.readString(file())).isEqualTo(new String(Wire.write(VPC), StandardCharsets.UTF_8));
    }
}
