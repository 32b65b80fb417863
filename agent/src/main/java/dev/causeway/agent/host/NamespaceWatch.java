package dev.causeway.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;

/// Notices at once when a network namespace is removed, by whomever.
public final class NamespaceWatch implements AutoCloseable {

    private final WatchService watch;
    private final Consumer<Namespace> onRemoval;

    public NamespaceWatch(Consumer<Namespace> onRemoval) {
        this.onRemoval = onRemoval;
        try {
            Files.createDirectories(Namespace.FOLDER);
            watch = Namespace.FOLDER.getFileSystem().newWatchService();
            Namespace.FOLDER.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        Thread.ofPlatform().daemon().name("namespaces").start(this::loop);
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void loop() {
        try {
            while (true) {
                WatchKey key = watch.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context() instanceof Path name) {
                        onRemoval.accept(new Namespace(name.toString()));
                    }
                }
                key.reset();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException _) {
            // closed on purpose
        }
    }
}
