package dev.causeway.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.HostId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentWatchTest {

    /// Nobody waits for the end of this: what ends earlier was ended.
    private static final Duration LONG = Duration.ofHours(1);

    private final Database.Address address = TestDatabase.address();
    private final Database first = Database.open(address, 4);
    private final Database second = Database.open(address, 4);
    private final Documents documents = new Documents();
    private final HostId host = first.write(tx -> new Hosts(documents).ensureFirst(tx, List.of("az1")));

    @AfterEach
    void disconnect() {
        first.close();
        second.close();
    }

    @Test
    void aChangeEndsTheWaitInEveryReplicaWithoutASweep() throws Exception {
        try (var here = DocumentWatch.start(first, documents, Documents.CHANNEL, LONG);
                var there = DocumentWatch.start(second, documents, Documents.CHANNEL, LONG)) {
            String version = here.index(host).version();
            var waits = List.of(waiting(here, version), waiting(there, version));
            Thread.sleep(500);
            assertThat(waits).noneMatch(CompletableFuture::isDone);
            first.change(tx -> documents.touch(tx, InternetDocument.KEY));
            waits.forEach(wait -> assertThat(wait.join().version()).isNotEqualTo(version));
        }
    }

    @Test
    void aLostNotificationIsMadeUpForByTheSweep() throws Exception {
        try (var deaf = DocumentWatch.start(first, documents, "nobody_calls", Duration.ofMillis(300))) {
            String version = deaf.index(host).version();
            var wait = waiting(deaf, version);
            Thread.sleep(100);
            first.change(tx -> documents.touch(tx, InternetDocument.KEY));
            assertThat(wait.join().version()).isNotEqualTo(version);
        }
    }

    @Test
    void anotherHostsChangeEndsNoWait() {
        HostId other = HostId.random();
        first.change(tx -> tx.execute("INSERT INTO host (id, name) VALUES (?, 'other')", other.value()));
        try (var watch = DocumentWatch.start(first, documents)) {
            String version = watch.index(host).version();
            Duration longest = Duration.ofSeconds(1);
            long start = System.nanoTime();
            var wait = waiting(watch, version, longest);
            var key = new DocumentKey(DocumentKind.VPC, VpcId.random().toString());
            first.change(tx -> documents.place(tx, other, key));
            assertThat(wait.join().version()).isEqualTo(version);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(longest);
        }
    }

    @Test
    void anOldVersionIsAnsweredAtOnce() throws Exception {
        try (var watch = DocumentWatch.start(first, documents)) {
            DocumentIndex index = watch.await(host, "", LONG);
            assertThat(index.entries())
                    .extracting(DocumentIndex.Entry::key, DocumentIndex.Entry::generation)
                    .containsExactly(tuple(InternetDocument.KEY, 1L));
        }
    }

    @Test
    void aDatabaseThatWasPutBackAndChangedToTheSameGenerationHasAnotherVersion() {
        try (var watch = DocumentWatch.start(first, documents)) {
            first.change(tx -> documents.touch(tx, InternetDocument.KEY));
            DocumentIndex before = watch.index(host);
            first.change(tx -> tx.execute("UPDATE document SET generation = generation - 1"));
            first.change(tx -> documents.touch(tx, InternetDocument.KEY));
            DocumentIndex after = watch.index(host);
            assertThat(after.entries().getFirst().generation())
                    .isEqualTo(before.entries().getFirst().generation());
            assertThat(after.version()).isNotEqualTo(before.version());
            assertThat(after.entries()).isNotEqualTo(before.entries());
        }
    }

    @Test
    void closingEndsTheWaits() throws Exception {
        var watch = DocumentWatch.start(first, documents, Documents.CHANNEL, LONG);
        var wait = waiting(watch, watch.index(host).version());
        Thread.sleep(100);
        watch.close();
        assertThat(wait.join().entries()).hasSize(1);
    }

    private CompletableFuture<DocumentIndex> waiting(DocumentWatch watch, String version) {
        return waiting(watch, version, LONG);
    }

    private CompletableFuture<DocumentIndex> waiting(DocumentWatch watch, String version, Duration longest) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return watch.await(host, version, longest);
                            } catch (InterruptedException e) {
                                throw new CompletionException(e);
                            }
                        },
                        Executors.newVirtualThreadPerTaskExecutor())
                .orTimeout(1, TimeUnit.MINUTES);
    }
}
