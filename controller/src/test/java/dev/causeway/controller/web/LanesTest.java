package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who begins at once waits for nothing, and takes no more than its place.
class LanesTest {

    private static final InetAddress SOMEBODY = InetAddress.getLoopbackAddress();
    private static final int PATIENCE = 30;

    @Test
    void whatHasBegunWorksInItsThreadAndItsPlace() throws Exception {
        try (var lanes = new Lanes(1)) {
            var done = new CompletableFuture<Thread>();
            assertThat(lanes.begin(Route.Lane.USUAL, () -> {
                        Thread mine = Thread.currentThread();
                        Thread working = lanes.run(Route.Lane.USUAL, SOMEBODY, Thread::currentThread);
                        done.complete(working == mine ? working : null);
                    }))
                    .isTrue();
            assertThat(done.get(PATIENCE, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void nothingBeginsWithoutAPlaceAndAPlaceIsGivenBack() throws Exception {
        try (var lanes = new Lanes(1)) {
            var end = new CountDownLatch(1);
            assertThat(lanes.begin(Route.Lane.USUAL, () -> await(end))).isTrue();
            assertThat(lanes.begin(Route.Lane.USUAL, () -> {})).isFalse();
            assertThat(lanes.begin(Route.Lane.HEALTH, () -> {})).isTrue();
            end.countDown();
            assertThat(lanes.run(Route.Lane.USUAL, SOMEBODY, () -> "done")).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Route.Lane.class,
            names = {"WAITING", "LOGIN", "READY"})
    void whatMayTakeLongTakesNoThreadForCallsAtOnce(Route.Lane lane) {
        try (var lanes = new Lanes(1)) {
            assertThat(lanes.begin(lane, () -> {})).isFalse();
        }
    }

    @Test
    void whatLiesInMemoryNeedsNoPlace() {
        try (var lanes = new Lanes(1)) {
            var end = new CountDownLatch(1);
            assertThat(lanes.begin(Route.Lane.USUAL, () -> await(end))).isTrue();
            assertThat(lanes.run(Route.Lane.READY, SOMEBODY, () -> "sent")).isEqualTo("sent");
            end.countDown();
        }
    }

    @Test
    void anErrorEndsTheCallAlone() throws Exception {
        try (var lanes = new Lanes(1)) {
            var seen = new CompletableFuture<Void>();
            assertThat(lanes.begin(Route.Lane.USUAL, () -> {
                        assertThatThrownBy(() -> lanes.run(Route.Lane.USUAL, SOMEBODY, LanesTest::fail))
                                .isInstanceOf(IllegalStateException.class)
                                .hasCauseInstanceOf(StackOverflowError.class);
                        seen.complete(null);
                    }))
                    .isTrue();
            assertThat(seen.thenApply(_ -> true).get(PATIENCE, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private static String fail() {
        throw new StackOverflowError("as by a text of too many brackets");
    }

    private static void await(CountDownLatch end) {
        try {
            assertThat(end.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
