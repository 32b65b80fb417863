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
record Storage(FileChannel lock, Optional<EmbeddedServer> server, Database database) implements AutoCloseable {

    private static final int CONNECTIONS = 20;

    static Storage open(Config config) {
        FileChannel lock = lock(config.data());
        if (config.databaseUrl().isPresent()) {
            var address = new Database.Address(config.databaseUrl().get(), null, null);
            return new Storage(lock, Optional.empty(), Database.open(address, CONNECTIONS));
        }
        EmbeddedServer server = EmbeddedServer.start(config.data().resolve("database"));
        try {
            return new Storage(lock, Optional.of(server), Database.open(server.address(), CONNECTIONS));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void close() {
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
