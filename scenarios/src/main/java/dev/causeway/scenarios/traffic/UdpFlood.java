package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;

/// Large datagrams in one direction, as many as are asked for, until closed. Nobody counts them.
public final class UdpFlood implements AutoCloseable {

    private static final int BYTES = 1300;

    private final Background sender;

    private UdpFlood(Background sender) {
        this.sender = sender;
    }

    /// Starts to send.
    ///
    /// @param name tells the files of several floods apart
    /// @param megabits to be sent in a second, without headers
    public static UdpFlood start(Path folder, String name, NetworkNamespace from, String address, double megabits) {
        int perSecond = (int) (megabits * 1e6 / 8 / BYTES);
        Background sender = Ends.start(
                folder.resolve(name + "-flood"),
                from,
                "send-udp",
                address,
                Integer.toString(perSecond),
                Integer.toString(BYTES));
        Ends.awaitReady(sender);
        return new UdpFlood(sender);
    }

    @Override
    public void close() {
        sender.close();
    }
}
