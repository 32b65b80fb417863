package dev.causeway.controller.inventory;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.Unsupported;
import dev.causeway.model.VpcId;
import java.util.List;

/// Reads what tenants say about subnets.
final class SubnetRequests {

    private SubnetRequests() {}

    static SubnetSpec spec(JsonReader in, Zones zones) {
        Prefix prefix = in.required("cidr", Networks::parse);
        Ipv4 router = in.required("gateway_ip", Ipv4::parse);
        if (prefix != null && router != null && !Networks.isHost(prefix, router)) {
            in.violation("gateway_ip", "%s is not a usable address of %s", router, prefix);
        }
        refuseIpv6(in);
        refuseDhcpOptions(in);
        Texts.refuseTags(in);
        return new SubnetSpec(
                in.required("vpc_id", VpcId::parse),
                in.required("name", Texts::name),
                in.optional("description", Texts::description).orElse(""),
                prefix,
                router,
                in.optionalBoolean("dhcp_enable").orElse(true),
                DnsChange.read(in).on(List.of()),
                in.optional("availability_zone", text -> zone(text, zones)).orElse(""));
    }

    static SubnetChange change(JsonReader in) {
        refuseIpv6(in);
        refuseDhcpOptions(in);
        return new SubnetChange(
                in.optional("name", Texts::name),
                in.optional("description", Texts::description),
                in.optionalBoolean("dhcp_enable"),
                DnsChange.read(in));
    }

    private static void refuseIpv6(JsonReader in) {
        if (in.optionalBoolean("ipv6_enable").orElse(false)) {
            in.violation("ipv6_enable", "must be false: subnets have IPv4 addresses only");
        }
    }

    private static void refuseDhcpOptions(JsonReader in) {
        if (in.has("extra_dhcp_opts") && !in.isEmptyList("extra_dhcp_opts")) {
            throw new Unsupported("DHCP options (extra_dhcp_opts) are not supported yet");
        }
    }

    private static String zone(String text, Zones zones) {
        if (!text.isEmpty() && !zones.has(text)) {
            throw new InvalidInput("must be one of %s", String.join(", ", zones.names()));
        }
        return text;
    }
}
