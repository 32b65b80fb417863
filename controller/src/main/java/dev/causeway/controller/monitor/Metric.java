package dev.causeway.controller.monitor;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import java.util.Locale;

/// What is told of gateways and connections over time: one value for each minute. What is sent leaves the cloud.
enum Metric implements ApiWord {
    GATEWAY_SEND_RATE(Dimension.EVPN_GATEWAY_ID, Family.TRAFFIC, MinuteValues.BYTES_OUT, "bps"),
    GATEWAY_RECV_RATE(Dimension.EVPN_GATEWAY_ID, Family.TRAFFIC, MinuteValues.BYTES_IN, "bps"),
    GATEWAY_SEND_PKT_RATE(Dimension.EVPN_GATEWAY_ID, Family.TRAFFIC, MinuteValues.PACKETS_OUT, "pps"),
    GATEWAY_RECV_PKT_RATE(Dimension.EVPN_GATEWAY_ID, Family.TRAFFIC, MinuteValues.PACKETS_IN, "pps"),
    GATEWAY_CONNECTION_NUM(Dimension.EVPN_GATEWAY_ID, Family.TRAFFIC, MinuteValues.CONNECTIONS, "count"),
    CONNECTION_STATUS(Dimension.EVPN_CONNECTION_ID, Family.TRAFFIC, MinuteValues.STATUS, "count"),
    SEND_RATE(Dimension.EVPN_CONNECTION_ID, Family.TRAFFIC, MinuteValues.BYTES_OUT, "bps"),
    RECV_RATE(Dimension.EVPN_CONNECTION_ID, Family.TRAFFIC, MinuteValues.BYTES_IN, "bps"),
    SEND_PKT_RATE(Dimension.EVPN_CONNECTION_ID, Family.TRAFFIC, MinuteValues.PACKETS_OUT, "pps"),
    RECV_PKT_RATE(Dimension.EVPN_CONNECTION_ID, Family.TRAFFIC, MinuteValues.PACKETS_IN, "pps"),
    LINK_AVERAGE_LATENCY(Dimension.EVPN_CONNECTION_ID, Family.LINK, MinuteValues.AVERAGE, "ms"),
    LINK_MAX_LATENCY(Dimension.EVPN_CONNECTION_ID, Family.LINK, MinuteValues.HIGHEST, "ms"),
    LINK_PACKET_LOSS_RATE(Dimension.EVPN_CONNECTION_ID, Family.LINK, MinuteValues.LOSS, "%"),
    TUNNEL_AVERAGE_LATENCY(Dimension.EVPN_CONNECTION_ID, Family.TUNNEL, MinuteValues.AVERAGE, "ms"),
    TUNNEL_MAX_LATENCY(Dimension.EVPN_CONNECTION_ID, Family.TUNNEL, MinuteValues.HIGHEST, "ms"),
    TUNNEL_PACKET_LOSS_RATE(Dimension.EVPN_CONNECTION_ID, Family.TUNNEL, MinuteValues.LOSS, "%");

    static final String NAMESPACE = "SYS.VPN";

    private final Dimension dimension;
    private final Family family;
    private final String minute;
    private final String unit;

    /// @param minute how its value for a minute is computed
    Metric(Dimension dimension, Family family, String minute, String unit) {
        this.dimension = dimension;
        this.family = family;
        this.minute = minute;
        this.unit = unit;
    }

    /// What a metric tells of.
    enum Dimension implements ApiWord {
        EVPN_GATEWAY_ID,
        EVPN_CONNECTION_ID;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Where a connection's row has it.
        String column() {
            return switch (this) {
                case EVPN_GATEWAY_ID -> "gateway_id";
                case EVPN_CONNECTION_ID -> "id";
            };
        }
    }

    /// What is measured together, and so read together.
    enum Family {
        /// What passed connections, of all of them.
        TRAFFIC,
        /// Probes of the way to the customer gateway, of those with a monitor.
        LINK,
        /// Probes of the way through the tunnel, of those that are asked to.
        TUNNEL;

        /// The samples of it, as `s`.
        String samples() {
            return switch (this) {
                case TRAFFIC -> "traffic_sample s";
                case LINK, TUNNEL -> "(SELECT * FROM probe_sample WHERE kind = '" + name() + "') s";
            };
        }
    }

    /// Reads the namespace, of which there is one.
    static String namespace(String text) {
        if (!text.equals(NAMESPACE)) {
            throw new InvalidInput("must be %s", NAMESPACE);
        }
        return text;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Dimension dimension() {
        return dimension;
    }

    Family family() {
        return family;
    }

    /// Its value, of the samples of a minute.
    String minute() {
        return minute;
    }

    String unit() {
        return unit;
    }

    /// Whether it is measured of such a thing.
    boolean isMeasuredOf(Measured thing) {
        return dimension == thing.dimension()
                && switch (family) {
                    case TRAFFIC -> true;
                    case LINK -> thing.monitored();
                    case TUNNEL -> thing.probed();
                };
    }
}
