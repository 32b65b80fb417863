package dev.causeway.controller.gateway;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.Tags;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.Unsupported;
import java.util.List;
import java.util.Optional;

/// The body of a request for a new customer gateway.
record CustomerGatewayRequest(ResourceName name, Ipv4 address, Optional<AsNumber> asNumber, List<Tag> tags) {

    private static final List<Prefix> NO_DEVICE_THERE =
            List.of(Prefix.parse("0.0.0.0/8"), Prefix.parse("127.0.0.0/8"), Prefix.parse("224.0.0.0/3"));

    /// How a device is known.
    enum IdType implements ApiWord {
        IP;

        @Override
        public String word() {
            return "ip";
        }
    }

    static CustomerGatewayRequest read(JsonReader in) {
        refuseCertificate(in);
        in.optionalWord("id_type", IdType.class);
        // Older clients name the address `ip`.
        String address = !in.has("id_value") && in.has("ip") ? "ip" : "id_value";
        return new CustomerGatewayRequest(
                in.optional("name", ResourceName::new).orElseGet(() -> ResourceName.generate("cgw")),
                in.required(address, CustomerGatewayRequest::address),
                in.optionalLong("bgp_asn", 1, AsNumber.HIGHEST).map(AsNumber::new),
                Tags.read(in));
    }

    static void refuseCertificate(JsonReader in) {
        if (in.has("ca_certificate")) {
            throw new Unsupported("customer gateways with certificates (ca_certificate) are not supported yet");
        }
    }

    private static Ipv4 address(String text) {
        Ipv4 address = Ipv4.parse(text);
        if (NO_DEVICE_THERE.stream().anyMatch(prefix -> prefix.contains(address))) {
            throw new InvalidInput("%s is not the address of a device", address);
        }
        return address;
    }
}
