package dev.causeway.scenarios.host;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for servers that end and start again.
public final class Ports {

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000, 29_000));

    private Ports() {}

    /// A port that nobody listens on, another each time. It lies below those that the kernel gives to clients: one of
    /// them could take it while the server is away.
    public static int free() {
        while (true) {
            int port = NEXT.getAndIncrement();
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (BindException _) {
                // Somebody has it.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
