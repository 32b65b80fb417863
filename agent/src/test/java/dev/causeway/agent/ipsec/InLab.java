package dev.causeway.agent.ipsec;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.ipsec.ObservedTunnel.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A test with real daemons in a lab of its own. Such tests mostly wait, and run side by side.
@Execution(ExecutionMode.CONCURRENT)
abstract class InLab {

    /// Packets that were under way while the peer changed over may be lost. A tunnel that is away costs more: it is
    /// made anew after a tenth of a second at the earliest, and a packet is sent every 20 ms.
    static final int UNDER_WAY = 3;

    @RegisterExtension
    final RealHost host = new RealHost();

    TestNetwork lab;

    @BeforeEach
    void build() {
        lab = new TestNetwork(host);
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// Brings a tunnel up to a peer that matches it.
    TunnelConfig up(TunnelConfig tunnel) {
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        return tunnel;
    }

    void awaitDown(String reason) {
        lab.await(report -> report.state() == State.DOWN && report.reason().startsWith(reason));
    }

    ProcessHandle daemon(TunnelConfig tunnel) {
        return lab.folder(tunnel).daemon().orElseThrow();
    }

    /// The tunnel's security associations in the words of its daemon.
    String list(TunnelConfig tunnel) {
        return lab.daemon(tunnel, "--list-sas");
    }

    /// How often the agent has begun to negotiate.
    long attempts() {
        return lab.log().lines().filter(line -> line.contains("vici initiate")).count();
    }

    /// Begins to send packets from the VPC to the customer.
    ///
    /// @return how many of them were lost
    CompletableFuture<Integer> ping(int count) {
        var lost = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> lost.complete(lab.lost(lab.vpc, TestNetwork.PEER_ADDRESS, count, 0.02)));
        Peer.pause(Duration.ofMillis(300));
        return lost;
    }

    /// How many IKE SAs are up.
    static long associations(String list) {
        return list.lines().filter(line -> line.contains("ESTABLISHED")).count();
    }

    /// How many child SAs are up.
    static long children(String list) {
        return list.lines().filter(line -> line.contains("INSTALLED")).count();
    }

    /// The numbers of the first IKE SA.
    static String spis(String list) {
        return list.lines()
                .filter(line -> line.contains("_i") && line.contains("_r"))
                .findFirst()
                .orElse("");
    }
}
