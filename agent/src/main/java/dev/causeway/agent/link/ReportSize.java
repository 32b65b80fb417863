package dev.causeway.agent.link;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.ShortText;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Keeps reports within what a controller takes, whatever tenants ask for and their peers send: of what they can make
/// long or many each has a share, so that nobody's leaves others with less than what they all may have.
final class ReportSize {

    /// Of one text.
    private static final int LONGEST_TEXT = 2_000;

    /// Of all texts together, but for those of logs.
    private static final int TEXTS = 1 << 20;

    /// Pairs of networks, each of which takes 250 octets. Every tunnel tells of one at least.
    private static final int PAIRS = 6_000;

    /// Of the AS paths of one block.
    private static final int PATHS = 2 << 20;

    /// More than any number has digits.
    private static final int SHORTEST_PATH = 20;

    private static final String WAITING =
            "the controller does not take whole reports of this host: what is new in logs, routes and samples waits";

    private static final String REFUSED = "the controller does not take whole reports of this host:"
            + " what is new in logs, pairs of networks, routes and samples waits";

    private ReportSize() {}

    static List<ReportPart> bounded(List<ReportPart> parts) {
        int longest = longest(parts);
        int pairs = Math.max(1, pairs(parts));
        Map<ConnectionId, Integer> told = new HashMap<>();
        List<ReportPart> bounded = new ArrayList<>();
        for (ReportPart part : parts) {
            if (!(part instanceof SaReport sa) || told.merge(sa.connection(), 1, Integer::sum) <= pairs) {
                bounded.add(with(part, text -> ShortText.of(text, longest)));
            }
        }
        return bounded;
    }

    private static int longest(List<ReportPart> parts) {
        List<Integer> lengths = new ArrayList<>();
        parts.forEach(part -> with(part, text -> {
            lengths.add(text.length());
            return text;
        }));
        return Math.clamp(FairShare.of(lengths.stream().mapToInt(length -> length), TEXTS), 2, LONGEST_TEXT);
    }

    private static int pairs(List<ReportPart> parts) {
        Map<ConnectionId, Long> wishes = parts.stream()
                .filter(SaReport.class::isInstance)
                .map(SaReport.class::cast)
                .collect(groupingBy(SaReport::connection, counting()));
        return FairShare.of(wishes.values().stream().mapToInt(Math::toIntExact), PAIRS);
    }

    /// The same with other texts, where they are such that daemons or peers have a say in them.
    private static ReportPart with(ReportPart part, UnaryOperator<String> form) {
        return switch (part) {
            case ThingReport thing ->
                new ThingReport(
                        thing.key(),
                        thing.generation(),
                        thing.gatewayGeneration(),
                        thing.phase(),
                        form.apply(thing.reason()),
                        thing.edition());
            case TunnelReport tunnel ->
                new TunnelReport(
                        tunnel.connection(),
                        tunnel.node(),
                        tunnel.generation(),
                        tunnel.state(),
                        form.apply(tunnel.reason()),
                        tunnel.since(),
                        tunnel.counters(),
                        tunnel.evidence().map(why -> with(why, form)));
            case BgpPeerReport peer -> with(peer, form);
            case ServerReport server ->
                new ServerReport(
                        server.server(),
                        server.node(),
                        server.generation(),
                        server.state(),
                        form.apply(server.reason()),
                        server.since(),
                        server.running());
            case SaReport _, ProbeReport _, DrainReport _, ClientNodeReport _, SessionReport _ -> part;
        };
    }

    private static Evidence with(Evidence why, UnaryOperator<String> form) {
        return new Evidence(
                why.code(), form.apply(why.line()), form.apply(why.ourOffer()), form.apply(why.theirOffer()));
    }

    private static BgpPeerReport with(BgpPeerReport peer, UnaryOperator<String> form) {
        return new BgpPeerReport(
                peer.connection(),
                peer.node(),
                peer.peer(),
                peer.asn(),
                peer.state(),
                peer.since(),
                peer.received(),
                peer.accepted(),
                peer.messagesIn(),
                peer.messagesOut(),
                peer.bfd(),
                form.apply(peer.trouble()));
    }

    static RouteBlock bounded(RouteBlock block) {
        int share = FairShare.of(
                block.routes().stream().mapToInt(route -> route.asPath().length()), PATHS);
        int longest = Math.max(share, SHORTEST_PATH);
        return new RouteBlock(
                block.node(),
                block.connection(),
                block.number(),
                block.routes().stream().map(route -> shortened(route, longest)).toList());
    }

    private static SeenRoute shortened(SeenRoute route, int longest) {
        return new SeenRoute(
                route.destination(),
                route.nexthop(),
                route.outbound(),
                route.origin(),
                ShortText.of(route.asPath(), longest),
                route.med(),
                route.way());
    }

    /// What a report says of how all that is there is doing, and nothing else.
    static HostReport least(HostReport report) {
        return new HostReport(
                report.at(),
                report.parts().stream()
                        .filter(part -> !(part instanceof SaReport))
                        .toList(),
                List.of(),
                with(report, REFUSED),
                List.of(),
                report.load());
    }

    /// What a report says of how all that is there is doing, without lines of logs and blocks.
    static HostReport current(HostReport report) {
        return new HostReport(report.at(), report.parts(), List.of(), with(report, WAITING), List.of(), report.load());
    }

    private static Optional<List<String>> with(HostReport report, String concern) {
        return report.concerns()
                .map(concerns ->
                        Stream.concat(concerns.stream(), Stream.of(concern)).toList());
    }

    /// How many lines and blocks are in a report.
    static int news(HostReport report) {
        return report.log().size() + report.blocks().size();
    }

    /// The same report twice, each time with some of its lines and blocks: lines come before blocks.
    static List<HostReport> halves(HostReport report) {
        List<LogLine> log = report.log();
        List<Block> blocks = report.blocks();
        if (!log.isEmpty() && !blocks.isEmpty()) {
            return List.of(with(report, log, List.of()), with(report, List.of(), blocks));
        }
        int line = log.size() / 2;
        int block = blocks.size() / 2;
        return List.of(
                with(report, log.subList(0, line), blocks.subList(0, block)),
                with(report, log.subList(line, log.size()), blocks.subList(block, blocks.size())));
    }

    /// The same as if it were of a moment later: of two reports of one moment the controller takes the first.
    ///
    /// @param by in microseconds
    static HostReport later(HostReport report, int by) {
        return new HostReport(
                report.at().plus(by, ChronoUnit.MICROS),
                report.parts(),
                report.log(),
                report.concerns(),
                report.blocks(),
                report.load());
    }

    private static HostReport with(HostReport report, List<LogLine> log, List<Block> blocks) {
        return new HostReport(report.at(), report.parts(), log, report.concerns(), blocks, report.load());
    }
}
