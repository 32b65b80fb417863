package dev.causeway.controller.inventory;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what tenants say about subnets.
final class SubnetRequests {

    private static final int MOST_DNS = 5;

    private SubnetRequests() {}

    static SubnetSpec spec(JsonReader in, Zones zones) {
        Prefix prefix = in.required("cidr", Networks::parse);
        Ipv4 router = in.required("gateway_ip", Ipv4::parse);
        if (prefix != null && router != null && !Networks.isHost(prefix, router)) {
            in.violation("gateway_ip", "%s is not a usable address of %s", router, prefix);
        }
        refuseIpv6(in);
        return new SubnetSpec(
                in.required("vpc_id", VpcId::parse),
                in.required("name", Texts::name),
                in.optional("description", Texts::description).orElse(""),
                prefix,
                router,
                in.optionalBoolean("dhcp_enable").orElse(true),
                dns(in).orElse(List.of()),
                in.optional("availability_zone", text -> zone(text, zones)).orElse(""));
    }

    static SubnetChange change(JsonReader in) {
        refuseIpv6(in);
        return new SubnetChange(
                in.optional("name", Texts::name),
                in.optional("description", Texts::description),
                in.optionalBoolean("dhcp_enable"),
                dns(in));
    }

    /// The DNS servers, which are named as a list or as the first and the second. The list wins.
    private static Optional<List<Ipv4>> dns(JsonReader in) {
        Optional<Ipv4> primary =
                in.optional("primary_dns", Texts::addressOrNone).flatMap(given -> given);
        Optional<Ipv4> secondary =
                in.optional("secondary_dns", Texts::addressOrNone).flatMap(given -> given);
        Optional<List<Ipv4>> list = in.optionalList("dnsList", Ipv4::parse);
        list.filter(servers -> servers.size() > MOST_DNS)
                .ifPresent(_ -> in.violation("dnsList", "must have at most %d addresses", MOST_DNS));
        if (list.isPresent()) {
            return list;
        }
        return in.has("primary_dns") || in.has("secondary_dns")
                ? Optional.of(
                        Stream.of(primary, secondary).flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static void refuseIpv6(JsonReader in) {
        if (in.optionalBoolean("ipv6_enable").orElse(false)) {
            in.violation("ipv6_enable", "must be false: subnets have IPv4 addresses only");
        }
    }

    private static String zone(String text, Zones zones) {
        if (!text.isEmpty() && !zones.has(text)) {
            throw new InvalidInput("must be one of %s", String.join(", ", zones.names()));
        }
        return text;
    }
}
