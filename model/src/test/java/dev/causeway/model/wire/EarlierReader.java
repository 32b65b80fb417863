package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/// Reads as the version before reads: a copy of its rules and of the fields and words that it knew. It stays as it is
/// until that version is nobody's neighbour any more. Addresses and networks are texts here.
final class EarlierReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new MissingOnlyIfOptional())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private EarlierReader() {}

    static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /// What that version writes of what it has read: all that it has understood.
    static byte[] rewritten(byte[] json, Class<?> type) {
        return MAPPER.writeValueAsBytes(read(json, type));
    }

    enum Kind {
        INTERNET,
        VPC,
        NODE
    }

    record Key(Kind kind, String id) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Internet.class, name = "INTERNET"),
        @JsonSubTypes.Type(value = Vpc.class, name = "VPC"),
        @JsonSubTypes.Type(value = Node.class, name = "NODE")
    })
    sealed interface Document permits Internet, Vpc, Node {}

    record Internet(long generation, boolean wanted, String segment, String router, Optional<UUID> edition)
            implements Document {}

    record Vpc(
            UUID vpc,
            long generation,
            boolean wanted,
            List<Subnet> subnets,
            List<Workload> workloads,
            List<PeerRoute> peerRoutes,
            Optional<UUID> edition)
            implements Document {}

    record Subnet(UUID id, String prefix, String gateway) {}

    record Workload(String name, UUID subnet, String address) {}

    record PeerRoute(String destination, List<Path> paths) {}

    record Path(UUID connection, UUID node, String nodeAddress, int rank) {}

    record Node(
            UUID node,
            UUID gateway,
            long generation,
            boolean wanted,
            long gatewayGeneration,
            PublicAddress publicAddress,
            Attachment attachment,
            List<String> localSubnets,
            List<Tunnel> tunnels,
            Optional<UUID> edition)
            implements Document {}

    record PublicAddress(String address, String segment, String router) {}

    record Attachment(UUID vpc, UUID subnet, String prefix, String address, String router) {}

    record Tunnel(
            UUID connection,
            long generation,
            int slot,
            Style style,
            String peer,
            Optional<String> psk,
            Ike ike,
            Ipsec ipsec,
            String localAddress,
            String peerAddress,
            List<String> peerSubnets,
            List<Rule> policyRules) {}

    enum Style {
        POLICY,
        STATIC,
        BGP
    }

    record Ike(
            String version,
            String phase1Mode,
            String integrity,
            String encryption,
            String dhGroup,
            int lifetimeSeconds,
            String localId,
            String peerId,
            Dpd dpd) {}

    record Dpd(int intervalSeconds, int timeoutSeconds, String message) {}

    record Ipsec(String integrity, String encryption, Optional<String> pfs, int lifetimeSeconds) {}

    record Rule(String source, List<String> destinations) {}

    record Index(String version, List<Entry> entries) {}

    record Entry(Key key, long generation, Optional<UUID> edition) {}

    record Report(
            Instant at,
            List<Thing> things,
            List<TunnelState> tunnels,
            List<Line> log,
            Optional<List<String>> concerns) {}

    record Thing(
            Key key, long generation, long gatewayGeneration, Phase phase, String reason, Optional<UUID> edition) {}

    enum Phase {
        @JsonEnumDefaultValue
        APPLYING,
        APPLIED,
        FAILED,
        ABSENT
    }

    record TunnelState(
            UUID connection,
            UUID node,
            long generation,
            State state,
            String reason,
            Instant since,
            Counters counters) {}

    enum State {
        @JsonEnumDefaultValue
        APPLYING,
        UP,
        DOWN,
        FAILED
    }

    record Counters(long packetsIn, long packetsOut, long bytesIn, long bytesOut) {}

    record Line(UUID connection, long position, Instant time, String text) {}

    record Positions(List<Held> held) {}

    record Held(UUID connection, long position) {}

    private static final class MissingOnlyIfOptional extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member instanceof AnnotatedParameter
                    ? Boolean.valueOf(member.getRawType() != Optional.class)
                    : super.hasRequiredMarker(config, member);
        }
    }
}
