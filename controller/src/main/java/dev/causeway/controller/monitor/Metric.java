package dev.causeway.controller.monitor;

import dev.causeway.model.ApiWord;
import java.util.Locale;

/// What is told of gateways and connections over time: one value for each minute. What is sent leaves the cloud.
enum Metric implements ApiWord {
    GATEWAY_SEND_RATE(Dimension.EVPN_GATEWAY_ID, MinuteValues.BYTES_OUT, "bps"),
    GATEWAY_RECV_RATE(Dimension.EVPN_GATEWAY_ID, MinuteValues.BYTES_IN, "bps"),
    GATEWAY_SEND_PKT_RATE(Dimension.EVPN_GATEWAY_ID, MinuteValues.PACKETS_OUT, "pps"),
    GATEWAY_RECV_PKT_RATE(Dimension.EVPN_GATEWAY_ID, MinuteValues.PACKETS_IN, "pps"),
    GATEWAY_CONNECTION_NUM(Dimension.EVPN_GATEWAY_ID, MinuteValues.CONNECTIONS, "count"),
    CONNECTION_STATUS(Dimension.EVPN_CONNECTION_ID, MinuteValues.STATUS, "count"),
    SEND_RATE(Dimension.EVPN_CONNECTION_ID, MinuteValues.BYTES_OUT, "bps"),
    RECV_RATE(Dimension.EVPN_CONNECTION_ID, MinuteValues.BYTES_IN, "bps"),
    SEND_PKT_RATE(Dimension.EVPN_CONNECTION_ID, MinuteValues.PACKETS_OUT, "pps"),
    RECV_PKT_RATE(Dimension.EVPN_CONNECTION_ID, MinuteValues.PACKETS_IN, "pps"),
    LINK_AVERAGE_LATENCY(Dimension.EVPN_CONNECTION_ID, MinuteValues.LINK_AVERAGE, "ms"),
    LINK_MAX_LATENCY(Dimension.EVPN_CONNECTION_ID, MinuteValues.LINK_MAX, "ms"),
    LINK_PACKET_LOSS_RATE(Dimension.EVPN_CONNECTION_ID, MinuteValues.LINK_LOSS, "%"),
    TUNNEL_AVERAGE_LATENCY(Dimension.EVPN_CONNECTION_ID, MinuteValues.TUNNEL_AVERAGE, "ms"),
    TUNNEL_MAX_LATENCY(Dimension.EVPN_CONNECTION_ID, MinuteValues.TUNNEL_MAX, "ms"),
    TUNNEL_PACKET_LOSS_RATE(Dimension.EVPN_CONNECTION_ID, MinuteValues.TUNNEL_LOSS, "%");

    static final String NAMESPACE = "SYS.VPN";

    private final Dimension dimension;
    private final MinuteValues minutes;
    private final String unit;

    Metric(Dimension dimension, MinuteValues minutes, String unit) {
        this.dimension = dimension;
        this.minutes = minutes;
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

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Dimension dimension() {
        return dimension;
    }

    MinuteValues minutes() {
        return minutes;
    }

    String unit() {
        return unit;
    }

    /// Whether it is measured of such a thing.
    boolean isMeasuredOf(Measured thing) {
        return dimension == thing.dimension()
                && switch (minutes.of()) {
                    case EVERY -> true;
                    case MONITORED -> thing.monitored();
                    case PROBED -> thing.probed();
                };
    }
}
