package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.Optional;

/// Reads what tenants say about EIPs and bandwidths.
final class EipRequests {

    private static final int LARGEST = 2000;
    private static final int IP_VERSION = 4;

    private EipRequests() {}

    /// What of a new EIP stands under `publicip`.
    private record Address(String type, Optional<Ipv4> address, String alias) {}

    private static final List<String> OF_ITS_OWN = List.of("name", "size", "charge_mode");

    static NewEip create(JsonReader body) {
        Address address = body.requiredObject("publicip", EipRequests::address);
        NewEip.Limit limit = body.requiredObject("bandwidth", EipRequests::limit);
        String enterpriseProject =
                body.optional("enterprise_project_id", EnterpriseProject::parse).orElse(EnterpriseProject.NONE);
        return new NewEip(address.type(), address.address(), address.alias(), limit, enterpriseProject);
    }

    /// A change of an EIP. As in the cloud, one that names neither a port nor anything else takes the EIP from what
    /// has it.
    record Change(Optional<String> alias, boolean disassociates) {}

    static Change change(JsonReader in) {
        refuseIpv6(in);
        refusePort(in);
        boolean namesPort = in.has("port_id");
        boolean namesOther = in.has("alias") || in.has("ip_version");
        return new Change(in.optional("alias", Texts::nameOrNone), namesPort || !namesOther);
    }

    /// What version 3 can change of an EIP; what is absent stays.
    record Description(Optional<String> alias, Optional<String> description) {}

    static Description description(JsonReader in) {
        for (String name : List.of("associate_instance_type", "associate_instance_id")) {
            if (in.has(name)) {
                in.violation(
                        name, "must be absent: an EIP is bound to a VPN gateway by the gateway's creation or update");
            }
        }
        return new Description(in.optional("alias", Texts::nameOrNone), in.optional("description", Texts::description));
    }

    static BandwidthChange bandwidthChange(JsonReader in) {
        if (!in.has("name") && !in.has("size") && !in.has("charge_mode")) {
            in.violation("name", "is missing; name, size or charge_mode is needed");
        }
        return new BandwidthChange(
                in.optional("name", Texts::name),
                in.optionalInt("size", 1, LARGEST),
                in.optionalWord("charge_mode", ChargeMode.class));
    }

    private static Address address(JsonReader in) {
        refuseIpv6(in);
        refusePort(in);
        return new Address(
                in.required("type", Texts::eipType),
                in.optional("ip_address", Texts::addressOrNone).flatMap(given -> given),
                in.optional("alias", Texts::nameOrNone).orElse(""));
    }

    private static NewEip.Limit limit(JsonReader in) {
        if (in.requiredWord("share_type", ShareType.class) == ShareType.WHOLE) {
            OF_ITS_OWN.stream()
                    .filter(in::has)
                    .forEach(name -> in.violation(
                            name,
                            "must not stand beside id, which names a shared bandwidth, but is %s",
                            in.quoted(name)));
            return new NewEip.Limit.Shared(in.required("id", BandwidthId::parse));
        }
        if (in.has("id")) {
            in.violation("id", "must be absent unless share_type is WHOLE");
        }
        ChargeMode chargeMode = chargeMode(in);
        return new NewEip.Limit.Own(in.optional("name", Texts::name), in.requiredInt("size", 1, LARGEST), chargeMode);
    }

    /// A bandwidth that EIPs can share.
    static NewBandwidth newBandwidth(JsonReader in) {
        only(in, "bandwidth_type", BandwidthView.SHARED_TYPE);
        only(in, "public_border_group", Zones.BORDER_GROUP);
        ChargeMode chargeMode = chargeMode(in);
        String enterpriseProject =
                in.optional("enterprise_project_id", EnterpriseProject::parse).orElse(EnterpriseProject.NONE);
        return new NewBandwidth(
                Optional.ofNullable(in.required("name", Texts::name)),
                in.requiredInt("size", 1, LARGEST),
                ShareType.WHOLE,
                chargeMode,
                enterpriseProject);
    }

    /// The EIPs that shall share a bandwidth.
    static List<EipId> members(JsonReader in) {
        List<EipId> ids = in.requiredObjects("publicip_info", EipRequests::member);
        if (in.isEmptyList("publicip_info")) {
            in.violation("publicip_info", "must name at least one EIP");
        }
        return ids;
    }

    static Bandwidths.Leaving leaving(JsonReader in) {
        ChargeMode chargeMode = chargeMode(in);
        return new Bandwidths.Leaving(members(in), in.requiredInt("size", 1, LARGEST), chargeMode);
    }

    private static EipId member(JsonReader in) {
        in.optional("publicip_type", Texts::eipType);
        return in.required("publicip_id", EipId::parse);
    }

    private static ChargeMode chargeMode(JsonReader in) {
        return in.optionalWord("charge_mode", ChargeMode.class).orElse(ChargeMode.BANDWIDTH);
    }

    private static void only(JsonReader in, String name, String accepted) {
        if (!in.optional(name, text -> text).orElse(accepted).equals(accepted)) {
            in.violation(name, "must be %s, not %s", accepted, in.quoted(name));
        }
    }

    private static void refuseIpv6(JsonReader in) {
        if (in.optionalInt("ip_version", IP_VERSION, 6).orElse(IP_VERSION) != IP_VERSION) {
            in.violation("ip_version", "must be 4: EIPs are IPv4 addresses");
        }
    }

    private static void refusePort(JsonReader in) {
        if (!in.optional("port_id", text -> text).orElse("").isEmpty()) {
            in.violation("port_id", "must be empty: an EIP is bound to a VPN gateway, by the gateway's creation");
        }
    }
}
