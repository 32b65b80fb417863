package dev.causeway.controller.inventory;

import dev.causeway.model.Ipv4;
import java.util.Optional;

/// An EIP to be assigned, with a bandwidth of its own.
///
/// @param address a certain one; otherwise the lowest that is free
/// @param bandwidthName made up when absent
/// @param bandwidthSize in Mbit/s, 1 to 2000
public record NewEip(
        String type,
        Optional<Ipv4> address,
        String alias,
        Optional<String> bandwidthName,
        int bandwidthSize,
        ChargeMode chargeMode,
        String enterpriseProject) {

    /// A free address with a bandwidth.
    public static NewEip of(
            String type,
            Optional<String> bandwidthName,
            int bandwidthSize,
            ChargeMode chargeMode,
            String enterpriseProject) {
        return new NewEip(type, Optional.empty(), "", bandwidthName, bandwidthSize, chargeMode, enterpriseProject);
    }
}
