package dev.causeway.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.Busy;
import dev.causeway.model.HostId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Documents documents = new Documents();
    private final Hosts hosts = new Hosts(documents);
    private final HostId host = DATABASE.write(tx -> hosts.ensureFirst(tx, List.of("az1", "az2")));

    @Test
    void theFirstHostHasTheInternet() {
        List<Documents.Placement> found = DATABASE.read(tx -> documents.onHost(tx, host));
        assertThat(found).extracting(Documents.Placement::key).contains(InternetDocument.KEY);
    }

    @Test
    void theFirstHostIsMadeOnce() {
        HostId again = DATABASE.write(tx -> hosts.ensureFirst(tx, List.of("az3")));
        List<HostId> placed = DATABASE.read(tx -> hosts.spread(tx, List.of("az3"), NOW));
        assertThat(again).isEqualTo(host);
        assertThat(placed).containsExactly(host);
    }

    @Test
    void aZoneThatNoHostServesIsFull() {
        assertThatThrownBy(() -> DATABASE.read(tx -> hosts.spread(tx, List.of("az1", "az9"), NOW)))
                .isInstanceOf(Busy.class);
    }

    @Test
    void everyChangeIsANewGeneration() {
        DocumentKey key = vpc();
        long first = DATABASE.write(tx -> documents.place(tx, host, key));
        OptionalLong second = DATABASE.write(tx -> documents.touch(tx, key));
        OptionalLong third = DATABASE.write(tx -> documents.withdraw(tx, key));
        assertThat(first).isEqualTo(1);
        assertThat(second).hasValue(2);
        assertThat(third).hasValue(3);
        assertThat(placements(key))
                .extracting(Documents.Placement::generation, Documents.Placement::wanted)
                .containsExactly(tuple(3L, false));
    }

    @Test
    void aDocumentPlacedAgainIsWantedAgain() {
        DocumentKey key = vpc();
        DATABASE.change(tx -> documents.place(tx, host, key));
        DATABASE.change(tx -> documents.withdraw(tx, key));
        DATABASE.change(tx -> documents.place(tx, host, key));
        assertThat(placements(key))
                .extracting(Documents.Placement::generation, Documents.Placement::wanted)
                .containsExactly(tuple(3L, true));
    }

    @Test
    void aForgottenDocumentLiesNowhere() {
        DocumentKey key = vpc();
        DATABASE.change(tx -> documents.place(tx, host, key));
        DATABASE.change(tx -> documents.withdraw(tx, key));
        DATABASE.change(tx -> documents.forget(tx, host, key, 2));
        assertThat(placements(key)).isEmpty();
        OptionalLong generation = DATABASE.write(tx -> documents.touch(tx, key));
        assertThat(generation).isEmpty();
    }

    @Test
    void aDocumentThatIsWantedOrHasChangedIsNotForgotten() {
        DocumentKey key = vpc();
        DATABASE.change(tx -> documents.place(tx, host, key));
        DATABASE.change(tx -> documents.forget(tx, host, key, 9));
        DATABASE.change(tx -> documents.withdraw(tx, key));
        DATABASE.change(tx -> documents.forget(tx, host, key, 1));
        assertThat(placements(key)).hasSize(1);
    }

    private List<Documents.Placement> placements(DocumentKey key) {
        return DATABASE.read(tx -> documents.placements(tx, key));
    }

    private static DocumentKey vpc() {
        return new DocumentKey(DocumentKind.VPC, VpcId.random().toString());
    }
}
