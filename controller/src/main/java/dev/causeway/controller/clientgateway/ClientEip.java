package dev.causeway.controller.clientgateway;

import dev.causeway.controller.inventory.ChargeMode;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.EipId;
import dev.causeway.model.Fault;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Violation;
import java.util.List;
import java.util.regex.Pattern;

/// Which EIP a new P2C gateway shall have.
sealed interface ClientEip {

    /// One that the tenant has.
    record Brought(EipId id) implements ClientEip {}

    /// One that is made with the gateway and goes with it.
    record Made(String type, ChargeMode chargeMode, int megabits, ResourceName bandwidthName) implements ClientEip {}

    List<String> OF_A_NEW_ONE = List.of("type", "charge_mode", "bandwidth_size", "bandwidth_name");

    Pattern TYPE = Pattern.compile("[0-9A-Za-z_-]{1,36}");

    static ClientEip read(JsonReader in) {
        if (in.has("id")) {
            OF_A_NEW_ONE.stream()
                    .filter(in::has)
                    .forEach(name -> in.violation(new Violation(
                            name,
                            P2cCode.EIP_CONFLICT
                                    .fault()
                                    .because("must not stand beside id, which names an existing EIP"))));
            return new Brought(in.required("id", EipId::parse));
        }
        JsonReader complete = in.whenAbsent(P2cCode.EIP_INCOMPLETE);
        return new Made(
                complete.whenWrong(P2cCode.EIP_TYPE_INVALID).required("type", ClientEip::type),
                in.optionalWord("charge_mode", ChargeMode.class).orElse(ChargeMode.BANDWIDTH),
                megabits(complete),
                in.optional("bandwidth_name", ResourceName::new)
                        .orElseGet(() -> ResourceName.generate("p2c-vpngw-bandwidth")));
    }

    private static Integer megabits(JsonReader in) {
        Integer size = in.requiredInt("bandwidth_size", 1, Integer.MAX_VALUE);
        if (size != null && size > ClientFlavor.MEGABITS) {
            in.violation(new Violation("bandwidth_size", tooLarge(size)));
        }
        return size;
    }

    /// What is said of a bandwidth that the gateway cannot carry.
    static Fault tooLarge(int megabits) {
        return P2cCode.BANDWIDTH_TOO_LARGE
                .fault()
                .because("at most %d Mbit/s, not %d", ClientFlavor.MEGABITS, megabits);
    }

    private static String type(String text) {
        if (!TYPE.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 36 letters, digits, underscores and hyphens, such as 5_bgp");
        }
        return text;
    }
}
