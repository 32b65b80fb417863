package dev.causeway.controller.gateway;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.Tags;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.HaMode;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.Unsupported;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;

/// The body of a request for a new gateway.
///
/// @param zones empty if Causeway shall choose
record GatewayRequest(
        ResourceName name,
        VpcId vpc,
        SubnetId connectSubnet,
        Optional<VpcId> accessVpc,
        Optional<SubnetId> accessSubnet,
        List<Prefix> localSubnets,
        AsNumber asNumber,
        Flavor flavor,
        HaMode haMode,
        List<String> zones,
        String enterpriseProject,
        EipRequest eip1,
        EipRequest eip2,
        List<Tag> tags) {

    private static final AsNumber USUAL_AS_NUMBER = new AsNumber(64512);

    /// What a gateway is attached to.
    enum AttachmentType implements ApiWord {
        VPC,
        ER;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Over what a gateway reaches its customers.
    enum NetworkType implements ApiWord {
        PUBLIC,
        PRIVATE;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// The family of addresses that a gateway carries.
    enum IpVersion implements ApiWord {
        IPV4;

        @Override
        public String word() {
            return "ipv4";
        }
    }

    static GatewayRequest read(JsonReader in) {
        refuseWhatIsNotBuilt(in);
        in.optionalWord("ip_version", IpVersion.class);
        Flavor flavor = in.optionalWord("flavor", Flavor.class).orElse(Flavor.PROFESSIONAL1);
        return new GatewayRequest(
                in.optional("name", ResourceName::new).orElseGet(() -> ResourceName.generate("vpngw")),
                in.required("vpc_id", VpcId::parse),
                in.required("connect_subnet", SubnetId::parse),
                in.optional("access_vpc_id", VpcId::parse),
                in.optional("access_subnet_id", SubnetId::parse),
                LocalSubnets.required(in),
                in.optionalLong("bgp_asn", 1, AsNumber.HIGHEST)
                        .map(AsNumber::new)
                        .orElse(USUAL_AS_NUMBER),
                flavor,
                in.optionalWord("ha_mode", HaMode.class).orElse(HaMode.ACTIVE_ACTIVE),
                in.optionalList("availability_zone_ids", zone -> zone).orElse(List.of()),
                in.optional("enterprise_project_id", EnterpriseProject::parse).orElse(EnterpriseProject.NONE),
                eip(in, "eip1", "master_eip", flavor),
                eip(in, "eip2", "slave_eip", flavor),
                Tags.read(in));
    }

    /// What clients name at the creation of a gateway and in its change.
    static void refuseIpv6AndTemplate(JsonReader in) {
        if (in.has("local_subnets_v6") && !in.isEmptyList("local_subnets_v6")) {
            throw new Unsupported("IPv6 (local_subnets_v6) is not supported yet");
        }
        if (in.has("policy_template")) {
            throw new Unsupported("policies for all connections of a gateway (policy_template) are not supported yet");
        }
    }

    /// Older clients use the second name.
    private static EipRequest eip(JsonReader in, String name, String olderName, Flavor flavor) {
        String used = !in.has(name) && in.has(olderName) ? olderName : name;
        return in.requiredObject(used, inner -> EipRequest.read(inner, flavor));
    }

    private static void refuseWhatIsNotBuilt(JsonReader in) {
        refuseIpv6AndTemplate(in);
        boolean router = in.optionalWord("attachment_type", AttachmentType.class).stream()
                .anyMatch(type -> type == AttachmentType.ER);
        if (router) {
            throw new Unsupported("gateways on an enterprise router (attachment_type er) are not supported yet");
        }
        boolean isPrivate = in.optionalWord("network_type", NetworkType.class).stream()
                .anyMatch(type -> type == NetworkType.PRIVATE);
        if (isPrivate) {
            throw new Unsupported("private gateways (network_type private) are not supported yet");
        }
        if (in.has("er_id")) {
            in.violation("er_id", "must be set only when attachment_type is er, not to %s", in.quoted("er_id"));
        }
        for (String name : List.of("access_private_ip_1", "access_private_ip_2")) {
            if (in.has(name)) {
                in.violation(name, "must be set only when network_type is private, not to %s", in.quoted(name));
            }
        }
    }
}
