package dev.causeway.controller.app;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.EmbeddedServer;
import dev.causeway.model.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The data folder, which one controller at a time works in, and the database.
///
/// @param lock held as long as the controller runs
/// @param server none if the database is an external one
/// @param database for what tenants and operators ask
/// @param forAgents the same, over connections that are kept for agents
/// @param forHealth the same, over a connection that is kept for the question whether the controller is well
record Storage(
        FileChannel lock, Optional<EmbeddedServer> server, Database database, Database forAgents, Database forHealth)
        implements AutoCloseable {

    private static final int CONNECTIONS = 20;
    private static final int AGENTS_CONNECTIONS = 8;

    static Storage open(Config config) {
        FileChannel lock = lock(config.data());
        if (config.database().isPresent()) {
            return of(lock, Optional.empty(), Database.open(config.database().get()::address, CONNECTIONS));
        }
        EmbeddedServer server = EmbeddedServer.start(config.data().resolve("database"));
        try {
            return of(lock, Optional.of(server), Database.open(server::address, CONNECTIONS));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Storage of(FileChannel lock, Optional<EmbeddedServer> server, Database database) {
        return new Storage(
                lock, server, database, database.apart("agents", AGENTS_CONNECTIONS), database.apart("health", 1));
    }

    @Override
    public void close() {
        forHealth.close();
        forAgents.close();
        database.close();
        server.ifPresent(EmbeddedServer::close);
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new InvalidInput("another controller works in %s", data);
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
