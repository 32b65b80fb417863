package dev.causeway.agent.app;

import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.firewall.PassedPackets;
import dev.causeway.agent.firewall.Sessions;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.ipsec.Tunnels;
import dev.causeway.agent.link.ControllerLink;
import dev.causeway.agent.link.HostView;
import dev.causeway.agent.link.LinkConfig;
import dev.causeway.agent.load.LoadMeter;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.node.Drains;
import dev.causeway.agent.node.FirewallCounter;
import dev.causeway.agent.node.FirewalledSessions;
import dev.causeway.agent.node.FpingProbes;
import dev.causeway.agent.node.FrrRouting;
import dev.causeway.agent.node.Host;
import dev.causeway.agent.node.IpsecTunnels;
import dev.causeway.agent.node.OpenVpnClients;
import dev.causeway.agent.node.Services;
import dev.causeway.agent.node.TrafficSampler;
import dev.causeway.agent.openvpn.OpenVpn;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.probe.Probes;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.routing.Routing;
import dev.causeway.agent.routing.SpeakerLine;
import dev.causeway.agent.routing.SpeakerTimers;
import dev.causeway.agent.shaping.Shaping;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostLoad;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of the agent and how they are joined.
final class Agent implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final Tunnels tunnels;
    private final Probes probes;
    private final TrafficSampler samples;
    private final Routing routing;
    private final Drains drains;
    private final OpenVpn servers;
    private final Host host;
    private final LoadMeter meter;
    private final ControllerLink link;

    Agent(HostNames names, CommandRunner commands, LinkConfig config, SpeakerTimers timers, Duration quiet) {
        var namespaces = new Namespaces(commands);
        tunnels = new Tunnels(names, config.folder().resolve("log"), commands, this::nodeChanged);
        samples = new TrafficSampler(this::tunnels);
        probes = new Probes(names, this::probed);
        routing = new Routing(names, timers, commands, listener());
        drains = new Drains(new FirewallCounter(new PassedPackets(names, commands)), quiet, this::reportSoon);
        var sessions = new Sessions(names, commands);
        servers = new OpenVpn(
                names,
                config.folder().resolve("log"),
                commands,
                new FirewalledSessions(sessions),
                new LibraryPasswords(),
                this::nodeChanged);
        host = new Host(
                names,
                namespaces,
                new HostNetwork(names, namespaces),
                new Firewall(names, commands),
                sessions,
                new Shaping(names, namespaces, commands),
                new Services(
                        names,
                        new IpsecTunnels(tunnels),
                        new FrrRouting(routing),
                        new FpingProbes(probes),
                        drains,
                        new OpenVpnClients(servers)),
                SWEEP,
                this::reportSoon);
        meter = new LoadMeter(config.reportEvery());
        link = new ControllerLink(
                config, known -> host.want(known.documents(), known.untouchable(), known.discard()), view());
    }

    void start() {
        host.start();
        samples.start();
        drains.start();
        link.start();
    }

    void awaitFirstPass() throws InterruptedException {
        host.awaitFirstPass(Duration.ofMillis(Long.MAX_VALUE));
    }

    @Override
    public void close() {
        link.close();
        host.close();
        samples.close();
        drains.close();
        tunnels.close();
        routing.close();
        probes.close();
        servers.close();
    }

    private List<TunnelReport> tunnels() {
        return host.tunnels();
    }

    private void nodeChanged(NodeId node) {
        host.changed(DocumentKey.node(node));
        reportSoon();
    }

    private Routing.Listener listener() {
        return new Routing.Listener() {
            @Override
            public void changed(NodeId node) {
                nodeChanged(node);
            }

            @Override
            public void said(SpeakerLine line) {
                tunnels.note(line.connection(), line.topic().name(), line.text());
            }
        };
    }

    /// Whoever reads the log of a connection sees why its routes come and go.
    private void probed(NodeId node, Map<ProbeTarget, ProbeVerdict> verdicts) {
        verdicts.forEach((target, verdict) -> {
            if (target.purpose() == ProbeTarget.Purpose.TUNNEL) {
                tunnels.note(
                        target.connection(),
                        "NQA",
                        verdict.passes()
                                ? "the other end of the tunnel answers"
                                : "the other end of the tunnel does not answer");
            }
        });
        nodeChanged(node);
    }

    private void reportSoon() {
        link.reportSoon();
    }

    private HostView view() {
        return new HostView() {
            @Override
            public void awaitFirstLook(Duration limit) throws InterruptedException {
                host.awaitFirstPass(limit);
            }

            @Override
            public List<Block> blocks() {
                return Stream.concat(host.blocks().stream(), samples.take().stream())
                        .toList();
            }

            @Override
            public Optional<HostLoad> load() {
                return meter.load();
            }

            @Override
            public List<ReportPart> parts() {
                return host.parts();
            }

            @Override
            public List<String> concerns() {
                return Stream.of(host.concerns(), tunnels.concerns(), servers.concerns())
                        .flatMap(List::stream)
                        .toList();
            }

            @Override
            public List<LogLine> log(LogSource source, long afterPosition, int limit) {
                return switch (source) {
                    case LogSource.Connection(ConnectionId connection) ->
                        new IpsecTunnels(tunnels).log(connection, afterPosition, limit);
                    case LogSource.Node(NodeId node) -> new OpenVpnClients(servers).log(node, afterPosition, limit);
                };
            }
        };
    }
}
