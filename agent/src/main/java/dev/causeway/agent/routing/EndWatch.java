package dev.causeway.agent.routing;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Hears at once when one of a node's daemons ends: what a peer must not notice is over within a second.
final class EndWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EndWatch.class.getName());

    private final FrrFolder folder;
    private final Runnable ended;

    /// Connections by which nobody says anything.
    private final Map<FrrDaemon, SocketChannel> lines = new ConcurrentHashMap<>();

    /// @param ended called on threads of the watch
    EndWatch(FrrFolder folder, Runnable ended) {
        this.folder = folder;
        this.ended = ended;
    }

    /// Listens to those daemons that run and that nobody listens to yet.
    void watch() {
        for (FrrDaemon daemon : FrrDaemon.values()) {
            if (!lines.containsKey(daemon)) {
                call(daemon);
            }
        }
    }

    private void call(FrrDaemon daemon) {
        try {
            SocketChannel line = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket(daemon)));
            lines.put(daemon, line);
            Thread.ofVirtual().name("end of " + daemon.program()).start(() -> listen(daemon, line));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "calling " + daemon.program(), e);
        }
    }

    private void listen(FrrDaemon daemon, SocketChannel line) {
        try (line) {
            ByteBuffer nothing = ByteBuffer.allocate(1);
            while (line.read(nothing) >= 0) {
                nothing.clear();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "listening to " + daemon.program(), e);
        }
        if (lines.remove(daemon, line)) {
            ended.run();
        }
    }

    /// Ends of which nobody is told come after this.
    @Override
    public void close() {
        for (FrrDaemon daemon : FrrDaemon.values()) {
            SocketChannel line = lines.remove(daemon);
            try {
                if (line != null) {
                    line.close();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "hanging up", e);
            }
        }
    }
}
