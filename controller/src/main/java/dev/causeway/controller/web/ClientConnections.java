package dev.causeway.controller.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// All connections of a listener, and how many there may be. When there are too many, those go first that have made no
/// request yet, and the longest silent among them: somebody who does make requests is in time.
final class ClientConnections implements AutoCloseable {

    private static final int MOST = 4096;
    private static final int MOST_OF_ONE_ADDRESS = 1024;
    private static final int MOST_BODIES_OF_ONE_ADDRESS = 64;
    private static final int MOST_DRAINED = 32;
    private static final int MOST_DRAINED_OF_ONE_ADDRESS = 4;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Set<ClientConnection.Phase> SILENT =
            EnumSet.of(ClientConnection.Phase.NEW, ClientConnection.Phase.IDLE);

    private static final Comparator<ClientConnection> FIRST_TO_GO = Comparator.comparing(ClientConnection::phase)
            .thenComparing(ClientConnection::since, ClientConnections::earlier);

    private final Map<InetAddress, Set<ClientConnection>> byAddress = new HashMap<>();
    private final Stock<InetAddress> drains = new Stock<>(MOST_DRAINED, MOST_DRAINED_OF_ONE_ADDRESS);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());
    private int count;

    ClientConnections() {
        var _ = watch.scheduleWithFixedDelay(this::cutLate, 1, 1, TimeUnit.SECONDS);
    }

    /// A place that is held for a while.
    interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /// Lets a connection in.
    ///
    /// @return false if there is no room for it and none can be made
    synchronized boolean enter(ClientConnection connection) {
        Set<ClientConnection> neighbours = byAddress.getOrDefault(connection.address(), Set.of());
        if (neighbours.size() >= MOST_OF_ONE_ADDRESS && !cutOne(List.copyOf(neighbours), SILENT)) {
            return false;
        }
        if (count >= MOST && !cutOne(all(), SILENT)) {
            return false;
        }
        if (byAddress
                .computeIfAbsent(connection.address(), _ -> new LinkedHashSet<>())
                .add(connection)) {
            count++;
        }
        return true;
    }

    synchronized void left(ClientConnection connection) {
        Set<ClientConnection> neighbours = byAddress.getOrDefault(connection.address(), Set.of());
        if (neighbours.contains(connection)) {
            neighbours.remove(connection);
            count--;
        }
        if (neighbours.isEmpty()) {
            byAddress.remove(connection.address());
        }
    }

    /// A place to read what a client still sends after its refusal, if there is one.
    Optional<Place> placeToDrain(ClientConnection connection) {
        InetAddress address = connection.address();
        return drains.take(address, 1) ? Optional.of(() -> drains.giveBack(address, 1)) : Optional.empty();
    }

    /// Ends all, and gives those a moment that are being answered.
    @Override
    public void close() {
        watch.shutdownNow();
        all().forEach(ClientConnection::end);
        long until = System.nanoTime() + GRACE.toNanos();
        while (!all().isEmpty() && System.nanoTime() - until < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        all().forEach(ClientConnection::cut);
    }

    private synchronized List<ClientConnection> all() {
        List<ClientConnection> all = new ArrayList<>(count);
        byAddress.values().forEach(all::addAll);
        return all;
    }

    private void cutLate() {
        long now = System.nanoTime();
        List<ClientConnection> all = all();
        all.stream().filter(connection -> connection.isLate(now)).forEach(ClientConnection::cut);
        all.stream()
                .filter(connection -> connection.phase() == ClientConnection.Phase.BODY)
                .collect(Collectors.groupingBy(ClientConnection::address))
                .values()
                .forEach(sending -> cutSlow(sending, now));
    }

    /// If an address sends too many bodies, those end that began first: a body that really comes is soon there.
    private static void cutSlow(List<ClientConnection> sending, long now) {
        sending.stream()
                .sorted(FIRST_TO_GO)
                .limit(Math.max(0, sending.size() - MOST_BODIES_OF_ONE_ADDRESS))
                .filter(connection -> now - connection.since() > SOON.toNanos())
                .forEach(ClientConnection::cut);
    }

    private boolean cutOne(List<ClientConnection> among, Set<ClientConnection.Phase> phases) {
        Optional<ClientConnection> first =
                among.stream().filter(one -> phases.contains(one.phase())).min(FIRST_TO_GO);
        first.ifPresent(connection -> {
            connection.cut();
            left(connection);
        });
        return first.isPresent();
    }

    private static int earlier(long one, long other) {
        return Long.signum(one - other);
    }
}
