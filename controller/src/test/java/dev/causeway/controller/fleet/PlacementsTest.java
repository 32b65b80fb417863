package dev.causeway.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Documents that lie on several hosts.
class PlacementsTest {

    private static final List<String> ZONES = List.of("az1", "az2");
    private static final DocumentKey VPC = new DocumentKey(DocumentKind.VPC, "vpc");
    private static final DocumentKey OTHER = new DocumentKey(DocumentKind.VPC, "other");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final DocumentKey NODE = new DocumentKey(DocumentKind.NODE, "node");

    private final Database database = TestDatabase.fresh();
    private final Documents documents = new Documents();
    private final Hosts hosts = new Hosts(documents);
    private final HostId first = database.write(tx -> hosts.ensureFirst(tx, ZONES));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aHostThatJoinsGetsWhatEveryHostHasAsItIs() {
        database.change(tx -> {
            documents.placeEverywhere(tx, VPC);
            documents.placeEverywhere(tx, OTHER);
            documents.place(tx, first, NODE);
            documents.touch(tx, VPC);
            documents.withdraw(tx, OTHER);
        });
        List<Documents.Placement> before = on(first);
        HostId added = database.write(tx -> hosts.add(tx, "added", ZONES));
        assertThat(on(added)).isEmpty();
        HostId second = join();
        assertThat(on(first)).isEqualTo(before);
        assertThat(on(second))
                .extracting(Documents.Placement::key, Documents.Placement::generation)
                .containsExactly(tuple(InternetDocument.KEY, 1L), tuple(VPC, 2L));
        assertThat(editions(VPC)).isEqualTo(1);
    }

    @Test
    void aDocumentHasOneGenerationAndEditionWhereverItLies() {
        database.change(tx -> documents.placeEverywhere(tx, VPC));
        database.change(tx -> documents.touch(tx, VPC));
        HostId second = join();
        database.change(tx -> documents.touch(tx, VPC));
        assertThat(placements(VPC)).extracting(Documents.Placement::generation).containsExactly(3L, 3L);
        database.change(tx -> documents.place(tx, second, VPC));
        assertThat(placements(VPC)).extracting(Documents.Placement::generation).containsExactly(4L, 4L);
        assertThat(editions(VPC)).isEqualTo(1);
    }

    @Test
    void whatIsWithdrawnLiesOnEachHostUntilNothingRemainsThere() {
        HostId second = join();
        database.change(tx -> documents.placeEverywhere(tx, VPC));
        OptionalLong generation = database.write(tx -> documents.withdraw(tx, VPC));
        assertThat(generation).hasValue(2);
        assertThat(placements(VPC)).noneMatch(Documents.Placement::wanted).hasSize(2);
        database.change(tx -> documents.forget(tx, first, VPC, 2));
        assertThat(placements(VPC)).extracting(Documents.Placement::host).containsExactly(second);
        database.change(tx -> documents.forget(tx, second, VPC, 2));
        OptionalLong gone = database.write(tx -> documents.touch(tx, VPC));
        assertThat(gone).isEmpty();
        long rows = database.read(tx -> tx.createQuery("SELECT count(*) FROM document WHERE kind = 'VPC'")
                .mapTo(Long.class)
                .one());
        assertThat(rows).isZero();
    }

    @Test
    void aHostThatJoinsWhileAVpcIsMadeHasItToo() {
        HostId second = joinDuring(tx -> documents.placeEverywhere(tx, VPC));
        assertThat(on(second)).extracting(Documents.Placement::key).contains(VPC);
    }

    @Test
    void aHostThatJoinsWhileAVpcIsWithdrawnHasItNot() {
        database.change(tx -> documents.placeEverywhere(tx, VPC));
        HostId second = joinDuring(tx -> documents.withdraw(tx, VPC));
        assertThat(on(second)).extracting(Documents.Placement::key).doesNotContain(VPC);
    }

    /// Has a host join when that is done and not yet committed.
    private HostId joinDuring(Consumer<Handle> work) {
        var joining = new AtomicReference<CompletableFuture<HostId>>();
        database.change(tx -> {
            work.accept(tx);
            joining.set(CompletableFuture.supplyAsync(this::join, Thread::startVirtualThread));
            await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> somebodyWaits(tx));
        });
        return joining.get().join();
    }

    @Test
    void nodesThatStandInForEachOtherLieOnTwoHosts() {
        HostId second = join();
        for (int pair = 0; pair < 3; pair++) {
            assertThat(spread("az1", "az2")).containsExactlyInAnyOrder(first, second);
        }
        database.change(tx -> documents.place(tx, first, NODE));
        assertThat(spread("az1")).containsExactly(second);
        database.change(tx -> hosts.markLost(tx, second, "second", NOW));
        assertThat(spread("az1", "az2")).containsExactly(first, first);
    }

    /// As it was when each host counted for itself.
    private static final String BEFORE = """
            DROP TABLE placement;
            DROP TABLE document;
            CREATE TABLE document (
                host_id    uuid NOT NULL REFERENCES host ON DELETE CASCADE,
                kind       text NOT NULL CHECK (kind IN ('INTERNET', 'VPC', 'NODE')),
                id         text NOT NULL,
                generation bigint NOT NULL CHECK (generation > 0),
                wanted     boolean NOT NULL DEFAULT true,
                PRIMARY KEY (host_id, kind, id)
            ) WITH (fillfactor = 70);
            CREATE INDEX document_key ON document (kind, id);
            ALTER TABLE document ADD COLUMN edition uuid NOT NULL DEFAULT gen_random_uuid();
            ALTER TABLE gateway_node ADD COLUMN host_id uuid;
            INSERT INTO host (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'one'),
                                               ('00000000-0000-0000-0000-000000000002', 'two');
            INSERT INTO document (host_id, kind, id, generation, wanted, edition)
            VALUES ('00000000-0000-0000-0000-000000000001', 'VPC', 'vpc', 7, true,
                    '10000000-0000-0000-0000-000000000000'),
                   ('00000000-0000-0000-0000-000000000002', 'VPC', 'vpc', 3, false,
                    '20000000-0000-0000-0000-000000000000'),
                   ('00000000-0000-0000-0000-000000000002', 'NODE', 'node', 4, true,
                    '30000000-0000-0000-0000-000000000000');
            """;

    @Test
    void noHostMeetsAGenerationAgainThatItHadWhenEachCountedForItself() throws IOException {
        String migration;
        try (var text = getClass().getResourceAsStream("/migrations/V057__placements.sql")) {
            migration = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
        database.change(tx -> tx.createScript(BEFORE + migration).execute());
        assertThat(placements(NODE))
                .extracting(
                        Documents.Placement::generation,
                        placement -> placement.edition().toString())
                .containsExactly(tuple(4L, "30000000-0000-0000-0000-000000000000"));
        assertThat(placements(VPC))
                .extracting(Documents.Placement::generation, Documents.Placement::wanted)
                .containsExactly(tuple(8L, true), tuple(8L, false));
        assertThat(editions(VPC)).isEqualTo(1);
    }

    private HostId join() {
        return database.write(tx -> {
            HostId added = hosts.add(tx, "second", ZONES);
            hosts.found(tx, added);
            return added;
        });
    }

    private List<HostId> spread(String... zones) {
        return database.read(tx -> hosts.spread(tx, List.of(zones), NOW));
    }

    private List<Documents.Placement> on(HostId host) {
        return database.read(tx -> documents.onHost(tx, host));
    }

    private List<Documents.Placement> placements(DocumentKey key) {
        return database.read(tx -> documents.placements(tx, key));
    }

    private long editions(DocumentKey key) {
        return placements(key).stream()
                .map(Documents.Placement::edition)
                .distinct()
                .count();
    }

    private static boolean somebodyWaits(Handle tx) {
        return tx.createQuery("""
                        SELECT EXISTS (SELECT FROM pg_locks
                                        WHERE NOT granted AND relation = 'document'::regclass)""").mapTo(Boolean.class).one();
    }
}
