package dev.causeway.controller.gateway;

import dev.causeway.controller.inventory.ChargeMode;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.regex.Pattern;

/// Which EIP a node of a new gateway shall have.
sealed interface EipRequest {

    /// One that the tenant has.
    record Existing(EipId id) implements EipRequest {}

    /// One that is made with the gateway and goes with it.
    record Fresh(String type, ChargeMode chargeMode, int megabits, ResourceName bandwidthName) implements EipRequest {}

    /// One that is made with the gateway and goes with it, and shares a bandwidth that the tenant has.
    record Sharing(String type, BandwidthId bandwidth) implements EipRequest {}

    List<String> OF_A_BANDWIDTH = List.of("charge_mode", "bandwidth_size", "bandwidth_name");

    List<String> OF_A_NEW_ONE = List.of("type", "charge_mode", "bandwidth_size", "bandwidth_name", "bandwidth_id");

    Pattern TYPE = Pattern.compile("[0-9A-Za-z_-]{1,36}");

    static EipRequest read(JsonReader in, Flavor flavor) {
        if (in.has("id")) {
            OF_A_NEW_ONE.stream()
                    .filter(in::has)
                    .forEach(name -> in.violation(
                            name, "must not stand beside id, which names an existing EIP, but is %s", in.quoted(name)));
            return new Existing(in.required("id", EipId::parse));
        }
        if (in.has("bandwidth_id")) {
            OF_A_BANDWIDTH.stream()
                    .filter(in::has)
                    .forEach(name -> in.violation(
                            name,
                            "must not stand beside bandwidth_id, which names an existing bandwidth, but is %s",
                            in.quoted(name)));
            return new Sharing(in.required("type", EipRequest::type), in.required("bandwidth_id", BandwidthId::parse));
        }
        ResourceName name = in.optional("bandwidth_name", ResourceName::new)
                .orElseGet(() -> ResourceName.generate("vpngw-bandwidth"));
        return new Fresh(
                in.required("type", EipRequest::type),
                in.optionalWord("charge_mode", ChargeMode.class).orElse(ChargeMode.BANDWIDTH),
                in.requiredInt("bandwidth_size", 1, flavor.megabits()),
                name);
    }

    private static String type(String text) {
        if (!TYPE.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 36 letters, digits, underscores and hyphens, such as 5_bgp");
        }
        return text;
    }
}
